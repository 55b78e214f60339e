/** @file Valid parts of messages, and the ways in which every message can be spoilt. */
import type { Pixels } from '../../../src/core/image/pixels.ts';
import { yuvLength, type YuvPixels } from '../../../src/core/image/yuv.ts';
import type { NewSample } from '../../../src/core/gallery/anchor.ts';
import type { KeptGroup } from '../../../src/protocol/group-record.ts';

export function pixels(width = 2, height = 2): Pixels {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}

export function yuvPixels(width = 3, height = 2): YuvPixels {
  const space = { red: 0.2126, blue: 0.0722, isFullRange: false };
  return { width, height, data: new Uint8ClampedArray(yuvLength(width, height)), space };
}

export const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };

export function newSample(): NewSample {
  return {
    modelId: 'compact',
    embedding: Float32Array.of(0.5, -0.25),
    quality: 0.8,
    source: 'tab',
    cropUrl: 'data:image/jpeg;base64,AAAA',
  };
}

export function keptGroup(): KeptGroup {
  const { modelId, embedding, quality, source, cropUrl } = newSample();
  return {
    id: 'g',
    seen: 3,
    firstSeenMs: 1000,
    lastSeenMs: 9000,
    isIgnored: false,
    looks: [{ id: 'l', modelId, embedding, quality, source, cropUrl }],
  };
}

/** `count` times the same item. */
export function times<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}

/** [what is wrong, the message] */
export type SpoiltMessage = readonly [fault: string, message: unknown];

/** What spoils any message: an unknown key, each key missing in turn, and things that are no message at all. */
export function spoil(message: object, optionalKeys: readonly string[] = []): SpoiltMessage[] {
  const required = Object.keys(message).filter((key) => !optionalKeys.includes(key));
  return [
    ['an unknown key', { ...message, extra: 1 }],
    ...required.map((key): SpoiltMessage => {
      const entries = Object.entries(message).filter(([other]) => other !== key);
      return [`without ${key}`, Object.fromEntries(entries)];
    }),
    ...required.map((key): SpoiltMessage => [`${key} of another type`, { ...message, [key]: Symbol('x') }]),
    ['wrapped in a list', [message]],
    ['as text', JSON.stringify(message)],
  ];
}

/** Values that are neither messages nor anything like them. */
export const NO_MESSAGES = [
  undefined,
  null,
  0,
  NaN,
  '',
  'hello',
  true,
  [],
  {},
  { type: 'constructor' },
] as const;
