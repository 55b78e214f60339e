/** @file What a page makes of the recognizer's messages. */
import { describe, expect, test } from 'vitest';
import type { FaceStatus, PictureFace, TabStatus, ToPanel } from '../../../src/protocol/panel-port.ts';
import { NO_WORK } from '../../../src/core/pace/work.ts';
import {
  EMPTY_PANEL,
  reducePanel,
  type FaceTarget,
  type PanelEvent,
  type PanelState,
} from '../../../src/ui/shared/panel/panel-state.ts';

const BOX = { x: 0, y: 0, width: 1, height: 1 };
const ANN: FaceTarget = { kind: 'tab', face: 'a' };
const FAULT = { code: 'face-not-clear', message: '' } as const;

function received(message: ToPanel, nowMs = 0): PanelEvent {
  return { type: 'received', message, nowMs };
}

function tab(...keys: string[]): ToPanel {
  const faces = keys.map((face): FaceStatus => ({
    face,
    verdict: { kind: 'unknown' },
    box: BOX,
    quality: 1,
    looks: 1,
  }));
  const status: TabStatus = {
    tabId: 1,
    engine: { state: 'ready', modelId: 'm', modelTitle: 'M', threads: 1, isCrossOriginIsolated: true },
    isConnected: true,
    videos: [],
    embedded: [],
    faces,
    boxesPerSecond: 1,
    pace: { boxesPerSecondAimed: 30, isHeldBack: false, coresUsed: 0.4 },
    work: NO_WORK,
    stages: { pageMs: null, detectMs: null, embedMs: null },
  };
  return { type: 'tab', status };
}

function pictureFace(face: number): PictureFace {
  const crop = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  return { face, box: BOX, crop, verdict: { kind: 'unknown' }, quality: 1, embedding: Float32Array.of(1) };
}

function run(...events: PanelEvent[]): PanelState {
  return events.reduce(reducePanel, EMPTY_PANEL);
}

function enrolling(request: number, target = ANN): PanelEvent {
  return { type: 'enrolling', enrollment: { request, target, name: 'Ann' } };
}

test('a correction that is asked about waits for the answer, and is gone when it is cancelled', () => {
  const wish = { kind: 'name', name: 'Ann' } as const;
  const correction = { request: 3, face: 'a', wish, before: '', phase: { kind: 'waiting' } } as const;
  const about = { anchorId: 'x', name: 'Ann', apartName: 'Ann 2' };
  const asked = run(
    { type: 'correcting', correction },
    received({ type: 'enrollQuestion', request: 3, kind: 'unlike', ...about }),
  );
  expect(asked.correction?.phase).toEqual({ kind: 'asking', doubt: 'unlike', ...about });
  expect(reducePanel(asked, { type: 'enrollmentAnswered', request: 3 }).correction).toEqual(correction);
  const cancelled = reducePanel(asked, received({ type: 'enrollCancelled', request: 3 }));
  expect(cancelled.correction).toBeUndefined();
  expect(reducePanel(asked, { type: 'gone' }).correction?.phase).toMatchObject({ kind: 'refused' });
});

describe('naming', () => {
  const suggested = (request: number, name: string | null): PanelEvent =>
    received({ type: 'suggestion', request, name });

  test('the name on the tile is that of the face whose name field is open', () => {
    const open: PanelEvent = { type: 'naming', target: ANN, request: 5 };
    expect(run(open).suggestion?.name).toBeUndefined();
    expect(run(open, suggested(5, 'Jane')).suggestion?.name).toBe('Jane');
    expect(run(open, suggested(5, null)).suggestion?.name).toBeUndefined();
    expect(run(open, suggested(4, 'Ben')).suggestion?.name).toBeUndefined();
    const next: PanelEvent = { type: 'naming', target: { kind: 'tab', face: 'b' }, request: 6 };
    expect(run(open, suggested(5, 'Jane'), next).suggestion?.name).toBeUndefined();
    expect(run(open, next, suggested(5, 'Jane')).suggestion?.name).toBeUndefined();
    expect(run(open, { type: 'naming', target: undefined }, suggested(5, 'Jane')).suggestion).toBeUndefined();
  });

  test('the face being named stays although it has left the picture', () => {
    const state = run(received(tab('a', 'b')), { type: 'naming', target: ANN }, received(tab('b'), 99_000));
    const later = reducePanel(state, received(tab('b'), 999_000));
    expect(later.slots.map(({ face }) => face.face)).toEqual(['a', 'b']);
    expect(later.naming).toEqual(ANN);
  });

  test('so does the face under the pointer', () => {
    const state = run(
      received(tab('a')),
      { type: 'pointed', face: 'a' },
      received(tab('b'), 1),
      received(tab('b'), 9999),
    );
    expect(state.slots.map(({ face }) => face.face)).toEqual(['a', 'b']);
  });

  test('saving closes the name field', () => {
    expect(run({ type: 'naming', target: ANN }, enrolling(1)).naming).toBeUndefined();
  });
});

const PROGRESS = { mode: 'coached', collected: 3, wanted: 5, covered: ['front'], isEnough: true } as const;
const SAVED = { name: 'Ann', samples: 5, isNew: true, canCollectMore: true, isCutShort: false } as const;
const DONE = { type: 'enrolled', request: 1, anchorId: 'x', ...SAVED } as const;
const ASKED = { type: 'enrollQuestion', request: 1, kind: 'known', anchorId: 'm', name: 'Mira' } as const;

describe('enrolling', () => {
  test('goes from collecting over a question to saved', () => {
    const collecting = run(
      enrolling(1),
      received({ type: 'enrollProgress', request: 1, hint: 'turn-left', ...PROGRESS, covered: ['front'] }),
    );
    expect(collecting.enrollments[0]?.phase).toEqual({ kind: 'collecting', hint: 'turn-left', ...PROGRESS });
    const asking = reducePanel(collecting, received(ASKED));
    expect(asking.enrollments[0]?.phase).toEqual({
      kind: 'asking',
      doubt: 'known',
      anchorId: 'm',
      name: 'Mira',
    });
    const saving = reducePanel(asking, { type: 'enrollmentAnswered', request: 1 });
    expect(saving.enrollments[0]?.phase).toEqual({ kind: 'saving' });
    expect(reducePanel(saving, received(DONE)).enrollments[0]?.phase).toEqual({ kind: 'saved', ...SAVED });
  });

  test('asks about a covered face before it asks about the name', () => {
    const asking = run(enrolling(1), received({ type: 'enrollQuestion', request: 1, kind: 'covered' }));
    expect(asking.enrollments[0]?.phase).toEqual({ kind: 'asking', doubt: 'covered' });
    const saving = reducePanel(asking, { type: 'enrollmentAnswered', request: 1 });
    expect(reducePanel(saving, received(ASKED)).enrollments[0]?.phase).toMatchObject({ doubt: 'known' });
  });

  test('is gone once it was cancelled', () => {
    const state = run(enrolling(1), enrolling(2, { kind: 'tab', face: 'b' }));
    const cancelled = reducePanel(state, received({ type: 'enrollCancelled', request: 1 }));
    expect(cancelled.enrollments.map(({ request }) => request)).toEqual([2]);
  });

  test('what was saved stays saved when the recognizer goes, but offers no more; a question dies with it', () => {
    const state = run(
      enrolling(1),
      received(DONE),
      enrolling(2, { kind: 'tab', face: 'b' }),
      received({ ...ASKED, request: 2 }),
      { type: 'gone' },
    );
    const [saved, asking] = state.enrollments;
    expect(saved?.phase).toMatchObject({ kind: 'saved', canCollectMore: false });
    expect(asking?.phase).toMatchObject({ kind: 'refused', fault: { code: 'recognizer-gone' } });
  });

  test('a refusal belongs to its request only', () => {
    const state = run(
      enrolling(1),
      enrolling(2, { kind: 'tab', face: 'b' }),
      received({ type: 'refused', request: 2, fault: FAULT }),
    );
    expect(state.enrollments.map(({ phase }) => phase.kind)).toEqual(['collecting', 'refused']);
  });

  test('trying again replaces the attempt before', () => {
    const state = run(enrolling(1), received({ type: 'refused', request: 1, fault: FAULT }), enrolling(2));
    expect(state.enrollments.map(({ request }) => request)).toEqual([2]);
  });

  test('can be dismissed', () => {
    expect(run(enrolling(1), { type: 'enrollmentDismissed', request: 1 }).enrollments).toEqual([]);
  });
});

describe('pictures', () => {
  const chosen: PanelEvent = { type: 'pictureChosen', request: 7 };

  test('a single face is named at once', () => {
    const state = run(chosen, received({ type: 'picture', request: 7, faces: [pictureFace(0)] }));
    expect(state.naming).toEqual({ kind: 'picture', picture: 7, face: 0 });
  });

  test('of several faces the person chooses', () => {
    const state = run(
      chosen,
      received({ type: 'picture', request: 7, faces: [pictureFace(0), pictureFace(1)] }),
    );
    expect(state.naming).toBeUndefined();
    expect(state.picture?.phase.kind).toBe('found');
  });

  test('a picture without a face is refused', () => {
    const state = run(chosen, received({ type: 'picture', request: 7, faces: [] }));
    expect(state.picture?.phase).toMatchObject({ kind: 'refused', fault: { code: 'no-face' } });
  });

  test('the answer to an earlier picture is dropped', () => {
    const state = run(
      chosen,
      { type: 'pictureChosen', request: 8 },
      received({ type: 'picture', request: 7, faces: [] }),
    );
    expect(state.picture).toEqual({ request: 8, phase: { kind: 'searching' } });
  });

  test('a refusal of the picture ends the search', () => {
    const state = run(chosen, received({ type: 'refused', request: 7, fault: FAULT }));
    expect(state.picture?.phase).toEqual({ kind: 'refused', fault: FAULT });
  });

  test('closing it closes its name field too', () => {
    const state = run(chosen, received({ type: 'picture', request: 7, faces: [pictureFace(0)] }), {
      type: 'pictureClosed',
    });
    expect(state).toMatchObject({ picture: undefined, naming: undefined });
  });
});

describe('losing the recognizer', () => {
  test('ends what was under way and keeps what was done', () => {
    const state = run(
      received(tab('a')),
      enrolling(1),
      received(DONE),
      enrolling(2, { kind: 'tab', face: 'b' }),
      { type: 'pictureChosen', request: 3 },
      { type: 'gone' },
    );
    expect(state.isReachable).toBe(false);
    expect(state.enrollments.map(({ phase }) => phase.kind)).toEqual(['saved', 'refused']);
    expect(state.picture?.phase).toMatchObject({ kind: 'refused', fault: { code: 'recognizer-gone' } });
    expect(state.slots).toHaveLength(1);
    expect(reducePanel(state, received(tab('a'))).isReachable).toBe(true);
  });
});

describe('correcting', () => {
  const correcting: PanelEvent = {
    type: 'correcting',
    correction: {
      request: 3,
      face: 'a',
      wish: { kind: 'not', anchorId: 'x' },
      before: 'Ann',
      phase: { kind: 'waiting' },
    },
  };
  const noted = received({ type: 'corrected', request: 3, correctionId: 'c', grounds: { distance: 0.4 } });

  test('the answer tells what it can be undone with', () => {
    expect(run(correcting, noted).correction?.phase).toEqual({
      kind: 'noted',
      correctionId: 'c',
      grounds: { distance: 0.4 },
    });
  });

  test('the answer tells that the face is covered', () => {
    const answer = received({ type: 'corrected', request: 3, correctionId: 'c', isCovered: true });
    expect(run(correcting, answer).correction?.phase).toEqual({
      kind: 'noted',
      correctionId: 'c',
      isCovered: true,
    });
  });

  test('the answer to another request changes nothing', () => {
    const other = received({ type: 'corrected', request: 2, correctionId: 'c' });
    expect(run(correcting, other).correction?.phase.kind).toBe('waiting');
  });

  test('a refusal is told, and so is a recognizer that is gone', () => {
    const refused = received({ type: 'refused', request: 3, fault: FAULT });
    expect(run(correcting, refused).correction?.phase).toEqual({ kind: 'refused', fault: FAULT });
    expect(run(correcting, { type: 'gone' }).correction?.phase.kind).toBe('refused');
    expect(run(correcting, noted, { type: 'gone' }).correction?.phase.kind).toBe('noted');
  });

  test('undone, it says so', () => {
    const undone: PanelEvent = { type: 'correctionSettled', request: 3, phase: { kind: 'undone' } };
    expect(run(correcting, noted, undone).correction?.phase.kind).toBe('undone');
  });

  test('with the row of its face it goes', () => {
    expect(run(correcting, noted, { type: 'naming', target: undefined }).correction).toBeUndefined();
  });
});
