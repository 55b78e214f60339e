/** @file What the service worker pushes: people with settings, settings alone, and what is refused. */
import { expect, test } from 'vitest';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { takePush } from '../../../src/offscreen/take-push.ts';
import { DEFAULT_SETTINGS } from '../../../src/protocol/background-messages.ts';
import { CONFIGURE, SETTLE } from '../../../src/protocol/pushes.ts';

const settled = { revision: 2, settings: { ...DEFAULT_SETTINGS, strictness: 1 }, activeModelId: null };
const configuration = { ...settled, revision: 1, settings: DEFAULT_SETTINGS, anchors: [], rejections: [] };

test('takes people with settings, and then settings alone', () => {
  const knowledge = new Knowledge();
  expect(takePush(knowledge, CONFIGURE, configuration)).toBe(true);
  expect(takePush(knowledge, SETTLE, settled)).toBe(true);
  expect(knowledge.configuration).toEqual({ ...configuration, ...settled });
});

test('takes people in parts, and says how many of their records could not be read', () => {
  const knowledge = new Knowledge();
  const anchor = { anchorId: 'a', name: 'Ann', isNeverNamed: false, samples: [] };
  const part = (index: number, anchors: unknown[]) => ({
    ...configuration,
    anchors,
    part: { index, of: 2 },
  });
  expect(takePush(knowledge, CONFIGURE, part(1, [{ name: 'Bob' }]))).toBe(false);
  expect(takePush(knowledge, CONFIGURE, part(0, [anchor]))).toBe(true);
  expect(knowledge.configuration.anchors).toEqual([anchor]);
  expect(knowledge.unreadableRecords).toBe(1);
});

test.for([
  ['settings with people in them', SETTLE, { ...configuration, revision: 3 }],
  ['settings out of range', SETTLE, { ...settled, settings: { ...DEFAULT_SETTINGS, strictness: 2 } }],
  ['people without settings', CONFIGURE, { revision: 3, anchors: [], rejections: [] }],
  ['anything else', 'stop', settled],
] as const)('refuses %s', ([, type, payload]) => {
  const knowledge = new Knowledge();
  takePush(knowledge, CONFIGURE, configuration);
  expect(takePush(knowledge, type, payload)).toBe(false);
  expect(knowledge.configuration).toEqual(configuration);
});
