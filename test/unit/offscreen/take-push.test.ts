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
