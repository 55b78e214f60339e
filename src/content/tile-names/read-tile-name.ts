/** @file The name that a call site writes on the tile of a face. Read only when the person is about to name that face. */
import { bigBlueButton } from './big-blue-button.ts';
import { cleanTileName } from './clean-tile-name.ts';
import { elementCall } from './element-call.ts';
import { jitsi } from './jitsi.ts';
import { livekit } from './livekit.ts';
import { meet } from './meet.ts';
import { nextcloudTalk } from './nextcloud-talk.ts';
import { teams } from './teams.ts';
import type { ShownFace, TileAdapter } from './tile-adapter.ts';
import { zoom } from './zoom.ts';

/** Those that run under any address come last. */
const ADAPTERS: readonly TileAdapter[] = [
  meet,
  teams,
  zoom,
  jitsi,
  elementCall,
  livekit,
  nextcloudTalk,
  bigBlueButton,
];

/** Undefined where the page is no call, or no name stands where it is looked for. */
export function readTileName(face: ShownFace, host: string): string | undefined {
  const document = face.picture.ownerDocument;
  const adapter = ADAPTERS.find((one) => one.isFor(document, host));
  if (adapter === undefined) return undefined;
  for (const label of adapter.labelsOf(face)) {
    const name = cleanTileName(label, document.documentElement.lang);
    if (name !== undefined) return name;
  }
  return undefined;
}
