/** @file The peers by name. */
import { openFaceApi } from './face-api.ts';
import { openHuman } from './human.ts';
import type { Rival, RivalName } from './rival.ts';

export function openRival(name: RivalName): Promise<Rival> {
  switch (name) {
    case 'faceApiTiny':
    case 'faceApiSsd':
      return openFaceApi(name === 'faceApiTiny' ? 'tiny' : 'ssd');
    case 'human':
      return openHuman();
  }
}
