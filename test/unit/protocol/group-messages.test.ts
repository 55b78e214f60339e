/** @file The messages about people not named yet on the panel port: each in its good form and in its bad ones. */
import { describe, expect, test } from 'vitest';
import { toPanelSchema, toRecognizerFromPanelSchema } from '../../../src/protocol/panel-port.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { spoil, times, type SpoiltMessage } from './message-cases.ts';

const requests = {
  watchGroups: { type: 'watchGroups' },
  nameGroup: { type: 'nameGroup', request: 1, group: 'g', name: 'Ann' },
  mergeGroups: { type: 'mergeGroups', request: 2, into: 'g', from: 'h' },
  splitGroup: { type: 'splitGroup', request: 3, group: 'g', looks: ['l'] },
  ignoreGroup: { type: 'ignoreGroup', request: 4, group: 'g', isIgnored: true },
  forgetGroup: { type: 'forgetGroup', request: 5, group: 'g' },
  forgetAllGroups: { type: 'forgetAllGroups', request: 6 },
  undoGroups: { type: 'undoGroups', request: 7, change: 'c' },
};
const group = {
  group: 'g',
  seen: 34,
  firstSeenMs: 1,
  lastSeenMs: 2,
  isIgnored: false,
  isKept: false,
  looks: ['l', 'm'],
  strangers: ['m'],
};
const picture = { look: 'l', cropUrl: 'data:image/jpeg;base64,AAAA' };
const answers = {
  groups: { type: 'groups', groups: [group], pictures: [picture] },
  groupsChanged: { type: 'groupsChanged', request: 2, change: 'c' },
};

test.for(Object.values(requests))('$type may be asked', (message) => {
  expect(parseMessage(toRecognizerFromPanelSchema, structuredClone(message))).toEqual(message);
  expect(parseMessage(toPanelSchema, message)).toBeUndefined();
});

test.for(Object.values(answers))('$type may be answered', (message) => {
  expect(parseMessage(toPanelSchema, structuredClone(message))).toEqual(message);
  expect(parseMessage(toRecognizerFromPanelSchema, message)).toBeUndefined();
});

test('some say more, or less', () => {
  const chosen = { ...requests.nameGroup, anchorId: 'a' };
  expect(parseMessage(toRecognizerFromPanelSchema, chosen)).toEqual(chosen);
  const alike = { ...answers.groups, groups: [{ ...group, resembles: { anchorId: 'a', name: 'Ann' } }] };
  expect(parseMessage(toPanelSchema, alike)).toEqual(alike);
  const final = { type: 'groupsChanged', request: 2 };
  expect(parseMessage(toPanelSchema, final)).toEqual(final);
});

describe('refused', () => {
  test.for<SpoiltMessage>([
    ...Object.values(requests).flatMap((message) => spoil(message)),
    ['an empty group', { ...requests.forgetGroup, group: '' }],
    ['no looks to split off', { ...requests.splitGroup, looks: [] }],
    ['more looks than a group has', { ...requests.splitGroup, looks: times(9, 'l') }],
    ['a name of 2001 characters', { ...requests.nameGroup, name: 'x'.repeat(2001) }],
    ['an anchor that is undefined', { ...requests.nameGroup, anchorId: undefined }],
  ])('as a question: %s', ([, message]) => {
    expect(parseMessage(toRecognizerFromPanelSchema, message)).toBeUndefined();
  });

  const withGroup = (changes: object) => ({ ...answers.groups, groups: [{ ...group, ...changes }] });
  test.for<SpoiltMessage>([
    ...spoil(answers.groups),
    ...spoil(answers.groupsChanged, ['change']),
    ['61 groups', { ...answers.groups, groups: times(61, group) }],
    ['half an appearance', withGroup({ seen: 0.5 })],
    ['an embedding', withGroup({ embedding: Float32Array.of(1) })],
    ['a resemblance to nobody', withGroup({ resembles: undefined })],
    ['a picture from the network', { ...answers.groups, pictures: [{ ...picture, cropUrl: 'https://x.y' }] }],
  ])('as an answer: %s', ([, message]) => {
    expect(parseMessage(toPanelSchema, message)).toBeUndefined();
  });
});
