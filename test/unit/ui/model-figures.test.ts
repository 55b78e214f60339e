/** @file What the settings say of the models side by side, and which one they recommend. */
import { describe, expect, test } from 'vitest';
import type { ModelStatus, ModelsStatus } from '../../../src/protocol/model-messages.ts';
import {
  adviseOn,
  describeRecognized,
  describeShare,
  describeSpeed,
  describeWrongNames,
  groupsOf,
  measureLabel,
} from '../../../src/ui/settings/figure-words.ts';
import {
  NO_MODELS,
  reduceModels,
  type ModelsEvent,
  type TrialState,
} from '../../../src/ui/settings/models-state.ts';

const mobile: ModelStatus = {
  modelId: 'mobile',
  title: 'MobileFaceNet (512-d)',
  dimension: 512,
  bytes: 4_900_000,
  metric: 'cosine',
  licence: 'MIT',
  origin: { kind: 'npm', label: 'package 1.0' },
  measured: { milliseconds: 7, falseMatches: [{ group: 'European', share: 0.00014 }] },
};
const facenet: ModelStatus = {
  ...mobile,
  modelId: 'facenet',
  title: 'FaceNet (512-d)',
  measured: {
    milliseconds: 40,
    falseMatches: [
      { group: 'European', share: 0 },
      { group: 'East Asian', share: 0.0012 },
    ],
  },
};
const status: ModelsStatus = {
  engine: {
    state: 'ready',
    modelId: 'mobile',
    modelTitle: 'MobileFaceNet',
    threads: 1,
    isCrossOriginIsolated: true,
  },
  pace: { boxesPerSecondAimed: 30, isHeldBack: false, coresUsed: 0 },
  revision: 1,
  models: [mobile, facenet],
  defaultId: 'facenet',
};
const report = { probes: 20, right: 18, wrong: 1, strangers: 20, strangersNamed: 1 };
const done = (change: Partial<typeof report> = {}, milliseconds = 7.4): TrialState => ({
  request: 1,
  isRunning: false,
  progress: undefined,
  result: { milliseconds, people: 4, report: { ...report, ...change } },
  fault: undefined,
});
const running: TrialState = { ...done(), isRunning: true, result: undefined };
const failed: TrialState = { ...running, isRunning: false, fault: 'model-damaged' };

describe('figures', () => {
  test('measured, being measured, and not to be measured', () => {
    expect(describeSpeed(done())).toBe('7 ms a face');
    expect(describeSpeed(undefined)).toBe('Not measured yet');
    expect(describeSpeed(running)).toBe('Measuring…');
    expect(describeSpeed({ ...running, progress: { done: 3, total: 60 } })).toBe('Measuring: 3 of 60…');
    expect(describeSpeed(failed)).toBe('Could not be measured');
    expect(describeRecognized(done())).toBe('18 of 20');
    expect(describeRecognized(done({ probes: 0 }))).toBe('No one has two photos');
    expect(describeWrongNames(done())).toBe('2');
    expect(describeWrongNames(done({ wrong: 0, strangersNamed: 0 }))).toBe('None');
    expect(describeWrongNames(done({ strangers: 0 }))).toBe('No one is saved yet');
  });

  test('shares by group, also where one card says nothing of it', () => {
    expect(groupsOf([mobile, facenet])).toEqual(['European', 'East Asian']);
    expect(describeShare(mobile, 'European')).toBe('1 in 7,100');
    expect(describeShare(mobile, 'East Asian')).toBe('Not measured');
    expect(describeShare(facenet, 'European')).toBe('None found');
  });
});

describe('adviseOn', () => {
  const advise = (mine: TrialState | undefined, theirs: TrialState | undefined) =>
    adviseOn(status, { ...(mine && { mobile: mine }), ...(theirs && { facenet: theirs }) });

  test('waits for all of them, and says nothing of a single one', () => {
    expect(advise(done(), running)).toBeUndefined();
    expect(advise(done(), undefined)).toBeUndefined();
    expect(advise(done(), failed)).toBeUndefined();
    expect(adviseOn({ ...status, models: [mobile] }, { mobile: done() })).toBeUndefined();
  });

  test('names the better one and why, with a way there unless it is in use', () => {
    expect(advise(done(), done({ wrong: 0, strangersNamed: 0 }))).toEqual({
      text: 'FaceNet is the better choice here: it gives 0 wrong names on your photos, MobileFaceNet 2.',
      switchTo: 'facenet',
    });
    expect(advise(done(), done({ right: 14 }))).toEqual({
      text: 'MobileFaceNet, which is in use, is the better choice here: it recognizes 18 of 20 of your photos, FaceNet 14.',
      switchTo: undefined,
    });
    expect(advise(done(), done({ wrong: 0 }, 320))?.text).toBe(
      'FaceNet is the better choice here: it gives 1 wrong name on your photos, MobileFaceNet 2. At 320 ms a face, names appear later.',
    );
    expect(advise(done({ right: 5 }), done())?.text).toContain('it recognizes 18 of 20 of your photos');
  });

  test('by group and by speed, where the own photos make no difference', () => {
    expect(advise(done(), done())?.text).toBe(
      'FaceNet is the better choice here: in the worst of the groups measured for both it takes no pair of strangers for one person, MobileFaceNet 1 in 7,100.',
    );
    const plain = {
      ...status,
      models: [mobile, { ...mobile, modelId: 'facenet', title: 'FaceNet (512-d)' }],
    };
    expect(adviseOn(plain, { mobile: done(), facenet: done({}, 300) })?.text).toBe(
      'MobileFaceNet, which is in use, is the better choice here: it takes 7 ms a face on this computer, FaceNet 300 ms.',
    );
    expect(adviseOn(plain, { mobile: done(), facenet: done() })?.text).toContain('equally well');
    const few = done({ probes: 2, right: 2 });
    expect(adviseOn(plain, { mobile: few, facenet: few })?.text).toContain('Save more photos');
  });
});

describe('trials in the page’s state', () => {
  const after = (...events: ModelsEvent[]) => events.reduce(reduceModels, NO_MODELS).trials;
  const trying: ModelsEvent = { type: 'trying', request: 1, modelId: 'mobile' };
  const trial = { milliseconds: 7, people: 4, report };
  const tried = (request: number): ModelsEvent => ({
    type: 'received',
    message: { type: 'modelTried', request, trial },
  });
  const refused: ModelsEvent = {
    type: 'received',
    message: { type: 'refused', request: 2, fault: { code: 'model-missing', message: '' } },
  };
  const again: ModelsEvent = { type: 'trying', request: 2, modelId: 'mobile' };

  test('a result stays while it is measured again, until that fails', () => {
    expect(after(trying)['mobile']).toMatchObject({ isRunning: true, result: undefined });
    expect(after(trying, tried(1))['mobile']).toMatchObject({ isRunning: false, result: trial });
    expect(after(trying, tried(1), again)['mobile']).toMatchObject({ isRunning: true, result: trial });
    expect(after(trying, tried(1), again, refused)['mobile']).toMatchObject({
      isRunning: false,
      result: undefined,
      fault: 'model-missing',
    });
  });

  test('answers to an earlier trial change nothing, and what was under way dies with the recognizer', () => {
    expect(after(trying, again, tried(1))['mobile']).toMatchObject({ isRunning: true });
    expect(after(trying, { type: 'gone' })).toEqual({});
    expect(after(trying, tried(1), { type: 'gone' })['mobile']).toMatchObject({ result: trial });
  });
});

test('the button says that a measurement is under way, also over earlier figures', () => {
  expect(measureLabel([undefined, undefined])).toBe('Measure on this computer');
  expect(measureLabel([done(), undefined])).toBe('Measure again');
  expect(measureLabel([done(), { ...done(), isRunning: true }])).toBe('Measuring…');
});
