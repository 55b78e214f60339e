/** @file What a page makes of the messages about people not named yet, and how it puts them into words. */
import { describe, expect, test } from 'vitest';
import type { GroupStatus } from '../../../src/protocol/group-messages.ts';
import { describeAgo, describeSeen } from '../../../src/ui/shared/groups/group-words.ts';
import {
  NO_GROUPS,
  reduceGroups,
  type GroupsEvent,
  type GroupsState,
} from '../../../src/ui/shared/groups/groups-state.ts';
import { COVERED_TEXT } from '../../../src/ui/shared/corrections/correction-words.ts';

const group = (id: string, looks: readonly string[] = [id]): GroupStatus => ({
  group: id,
  seen: 1,
  firstSeenMs: 0,
  lastSeenMs: 0,
  isIgnored: false,
  isKept: false,
  looks: [...looks],
  strangers: [],
});
const received = (groups: GroupStatus[], pictures: readonly string[] = []): GroupsEvent => ({
  type: 'received',
  message: {
    type: 'groups',
    groups,
    pictures: pictures.map((look) => ({ look, cropUrl: `data:image/jpeg;base64,${look}` })),
  },
});
const after = (...events: GroupsEvent[]): GroupsState => events.reduce(reduceGroups, NO_GROUPS);
const order = ({ groups = [] }: GroupsState): string => groups.map((one) => one.group).join('');

test('a question about a name stands at its group until it is answered; the name that it got is said', () => {
  const naming = { group: 'a', name: 'Ann' };
  const question = {
    kind: 'asking',
    doubt: 'unlike',
    anchorId: 'x',
    name: 'Ann',
    apartName: 'Ann 2',
  } as const;
  const { doubt: kind, anchorId, name, apartName } = question;
  const asked = after(
    received([group('a')]),
    { type: 'asked', request: 1, text: 'Ann is saved.', naming },
    { type: 'received', message: { type: 'enrollQuestion', request: 1, kind, anchorId, name, apartName } },
  );
  expect(asked.namings.get(1)).toEqual({ ...naming, question });
  const answered = reduceGroups(asked, { type: 'answered', request: 1 });
  expect(answered.namings.get(1)).toEqual(naming);
  const enrolled = { samples: 1, isNew: true, canCollectMore: false, isCutShort: false };
  const done = reduceGroups(answered, {
    type: 'received',
    message: { type: 'enrolled', request: 1, anchorId: 'y', name: 'Ann 2', ...enrolled },
  });
  expect(done).toMatchObject({ toast: { text: 'Ann 2 is saved.' }, namings: new Map(), pending: new Map() });
  const cancelled = reduceGroups(answered, {
    type: 'received',
    message: { type: 'enrollCancelled', request: 1 },
  });
  expect(cancelled).toMatchObject({ toast: undefined, namings: new Map(), pending: new Map() });
});

describe('the list', () => {
  test('pictures are sent once and kept as long as they are shown', () => {
    const state = after(received([group('a'), group('b')], ['a', 'b']), received([group('a')]));
    expect([...state.pictures.keys()]).toEqual(['a']);
  });

  test('follows the recognizer, but not under the pointer or while one of them is open', () => {
    const first = received([group('a'), group('b')]);
    const other = received([group('c'), group('b'), group('a')]);
    expect(order(after(first, other))).toBe('cba');
    expect(order(after(first, { type: 'held', isHeld: true }, other))).toBe('abc');
    expect(order(after(first, { type: 'opened', open: { group: 'a', deed: 'naming' } }, other))).toBe('abc');
  });

  test('what was open closes with its group', () => {
    const opened: GroupsEvent = { type: 'opened', open: { group: 'a', deed: 'menu' } };
    expect(after(received([group('a')]), opened, received([group('b')])).open).toBeUndefined();
  });
});

describe('what was asked', () => {
  const asked = (text: string): GroupsEvent => ({ type: 'asked', request: 4, text });
  const changed: GroupsEvent = {
    type: 'received',
    message: { type: 'groupsChanged', request: 4, change: 'c' },
  };

  test('is said when it is done, with the way back', () => {
    const state = after(asked('Ignored.'), changed);
    expect(state.toast).toEqual({ text: 'Ignored.', change: 'c' });
    expect(state.pending.size).toBe(0);
    expect(reduceGroups(state, { type: 'toastClosed' }).toast).toBeUndefined();
  });

  test('a name is no change of groups: the gallery takes it back', () => {
    const enrolled = {
      type: 'received',
      message: {
        type: 'enrolled',
        request: 4,
        anchorId: 'a',
        name: 'Ann',
        samples: 6,
        isNew: true,
        canCollectMore: false,
        isCutShort: false,
      },
    } as const;
    expect(after(asked('Ann is saved.'), enrolled).toast).toEqual({ text: 'Ann is saved.' });
    const covered: GroupsEvent = { ...enrolled, message: { ...enrolled.message, isCovered: true } };
    expect(after(asked('Ann is saved.'), covered).toast).toEqual({
      text: 'Ann is saved.',
      remark: COVERED_TEXT,
    });
  });

  test('an undo is seen, not said', () => {
    expect(after(asked(''), changed).toast).toBeUndefined();
  });

  test('a refusal is said, one of somebody else’s request is not', () => {
    const fault = { code: 'group-gone', message: '' } as const;
    const refused = (request: number): GroupsEvent => ({
      type: 'received',
      message: { type: 'refused', request, fault },
    });
    expect(after(asked('Ignored.'), refused(4)).fault).toBe('group-gone');
    expect(after(asked('Ignored.'), refused(5)).fault).toBeUndefined();
  });

  test('what was under way when the recognizer went is not left open', () => {
    expect(after(asked('Ignored.'), { type: 'gone' })).toMatchObject({ fault: 'recognizer-gone' });
    expect(after(received([group('a')]), { type: 'gone' })).toEqual({ ...NO_GROUPS, fault: undefined });
  });
});

test('words', () => {
  expect([1, 2, 34].map(describeSeen)).toEqual(['Seen once', 'Seen twice', 'Seen 34 times']);
  const MINUTE = 60_000;
  expect([0, 6000, 2.5 * MINUTE, 61 * MINUTE, 30 * 60 * MINUTE].map((ago) => describeAgo(-ago, 0))).toEqual([
    'in view now',
    'a moment ago',
    '2 min ago',
    '1 hour ago',
    '1 day ago',
  ]);
});
