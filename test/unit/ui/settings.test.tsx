/** @file What the settings page says about face models, and what it makes of the recognizer's answers. */
import { describe, expect, test } from 'vitest';
import { FAULT_CODES } from '../../../src/core/errors/fault.ts';
import type { ModelStatus, ModelsStatus } from '../../../src/protocol/model-messages.ts';
import {
  NO_MODELS,
  isUnderWay,
  reduceModels,
  type ModelsEvent,
  type ModelsState,
} from '../../../src/ui/settings/models-state.ts';
import {
  describeGoneChoice,
  describeImport,
  describeOrigin,
  describeReport,
  describeSize,
  isWorse,
  megabytes,
  modelName,
  refusalText,
} from '../../../src/ui/settings/model-words.ts';
import { modelFaultText } from '../../../src/ui/shared/model-fault.ts';
import { describeProgress, shortTitle } from '../../../src/ui/shared/model-title.ts';

const compact: ModelStatus = {
  modelId: 'compact',
  title: 'Compact (dlib ResNet, 128-d)',
  dimension: 128,
  bytes: 22_442_227,
  metric: 'euclidean',
  licence: 'CC0-1.0',
  origin: { kind: 'npm', label: '@vladmandic/face-api 1.7.15' },
};
const own: ModelStatus = {
  ...compact,
  modelId: 'own-1',
  title: 'mine',
  origin: { kind: 'own-file', label: 'mine.onnx' },
};
const report = { probes: 20, right: 18, wrong: 0, strangers: 20, strangersNamed: 0 };
const status: ModelsStatus = {
  engine: {
    state: 'ready',
    modelId: 'compact',
    modelTitle: 'Compact',
    threads: 1,
    isCrossOriginIsolated: true,
  },
  revision: 1,
  pace: { boxesPerSecondAimed: 30, isHeldBack: false, coresUsed: 0.4 },
  models: [compact, own],
  defaultId: 'compact',
};

describe('words', () => {
  test('titles lose what experts want to know, unless two would be the same', () => {
    expect(shortTitle(compact.title)).toBe('Compact');
    expect(shortTitle('(net)')).toBe('(net)');
    expect(modelName('compact', [compact, own])).toBe('Compact');
    const other = { ...compact, modelId: 'other', title: 'Compact (again)' };
    expect(modelName('compact', [compact, other])).toBe(compact.title);
    expect(modelName('gone', [compact])).toBe('another model');
  });

  test('a model in a line or two', () => {
    expect(describeSize(compact)).toBe('128 numbers a face · 22.4 MB');
    expect(describeOrigin(compact)).toBe('From the package @vladmandic/face-api 1.7.15, licence CC0-1.0');
    expect(describeOrigin(own)).toBe('Your file mine.onnx');
    const converted = { ...compact, origin: { kind: 'weights-file', label: 'facenet_weights.h5' } as const };
    expect(describeOrigin(converted)).toBe('Converted from facenet_weights.h5, licence CC0-1.0');
  });

  test.for([
    [{ done: 0, total: 0 }, '…'],
    [{ done: 0, total: 1 }, ': 0 of 1 face'],
    [{ done: 12, total: 40 }, ': 12 of 40 faces'],
  ] as const)('%j is %j', ([progress, words]) => {
    expect(describeProgress(progress)).toBe(words);
  });

  test('a report, also of a gallery that has little to tell', () => {
    expect(describeReport(report)).toBe(
      '18 of 20 recognized, 0 mistaken for somebody else, 0 of 20 named while absent.',
    );
    expect(describeReport({ ...report, probes: 0, right: 0 })).toBe(
      'nobody has two pictures to compare, 0 of 20 named while absent.',
    );
    expect(describeReport({ probes: 0, right: 0, wrong: 0, strangers: 0, strangersNamed: 0 })).toMatch(
      /^nobody is saved/u,
    );
  });

  test('a wrong name weighs more than a missing one', () => {
    expect(isWorse(report, { ...report, wrong: 1, right: 19 })).toBe(true);
    expect(isWorse(report, { ...report, right: 17 })).toBe(true);
    expect(isWorse(report, { ...report, right: 20 })).toBe(false);
    expect(isWorse(report, report)).toBe(false);
    expect(isWorse({ ...report, strangersNamed: 2 }, { ...report, right: 0 })).toBe(false);
  });

  test('a file that is too large is told with both numbers', () => {
    const { text, remedy } = refusalText('model-too-large', { name: 'big.onnx', bytes: 812e6 });
    expect(text).toBe('This file has 812 MB; Nametag takes up to 600 MB.');
    expect(remedy).toMatch(/\.$/u);
    expect(megabytes(11)).toBe('1 kB');
  });

  test('an own model is not installed again: it is added again', () => {
    expect(modelFaultText('model-damaged', 'own-1').remedy).toContain('add its file again');
    expect(modelFaultText('model-missing', 'own-1').text).toBe('The file of your own model is missing.');
    expect(modelFaultText('model-damaged', 'compact').remedy).toContain('Install');
    for (const code of FAULT_CODES) expect(modelFaultText(code, 'own-1').text).toMatch(/\.$/u);
  });

  test('a choice of a model that is gone is told, with the one that is used instead', () => {
    expect(describeGoneChoice('former', 'compact', [compact, own])).toEqual({
      text: 'The model you chose is no longer part of Nametag.',
      remedy: 'Nametag uses Compact instead.',
    });
    expect(describeGoneChoice('own-2', 'compact', [compact, own])?.text).toBe(
      'The model you added and chose is no longer there.',
    );
    expect(describeGoneChoice('own-1', 'compact', [compact, own])).toBeUndefined();
    expect(describeGoneChoice(null, 'compact', [compact, own])).toBeUndefined();
  });

  test('each stage of adding a file', () => {
    expect(describeImport({ kind: 'copying', share: 0.256 })).toBe('Copying… 26 %');
    expect(describeImport({ kind: 'checking', stage: 'trying', done: 3, total: 60 })).toBe(
      'Trying it on your faces: 3 of 60',
    );
    expect(describeImport({ kind: 'refused', code: 'model-constant' })).toBe('Not added.');
  });
});

const after = (...events: ModelsEvent[]): ModelsState => events.reduce(reduceModels, NO_MODELS);
const chosen: ModelsEvent = { type: 'fileChosen', request: 1, file: { name: 'mine.onnx', bytes: 5 } };
const received = (message: Extract<ModelsEvent, { type: 'received' }>['message']): ModelsEvent => ({
  type: 'received',
  message,
});
const checking = received({ type: 'importProgress', request: 1, stage: 'opening', done: 0, total: 0 });
const imported = received({
  type: 'modelImported',
  request: 1,
  modelId: 'own-1',
  title: 'mine',
  isNew: true,
});

describe('reduceModels', () => {
  test('adding a file, from the choice to the model', () => {
    expect(after(chosen).intake?.phase).toEqual({ kind: 'copying', share: 0 });
    const copied: ModelsEvent = { type: 'fileCopied', request: 1, share: 0.5 };
    expect(after(chosen, copied).intake?.phase).toEqual({ kind: 'copying', share: 0.5 });
    expect(isUnderWay(after(chosen, checking).intake)).toBe(true);
    const { intake } = after(chosen, checking, imported);
    expect(intake?.phase).toMatchObject({ kind: 'done', model: { modelId: 'own-1' } });
    expect(isUnderWay(intake)).toBe(false);
    expect(after(chosen, imported, { type: 'importClosed' }).intake).toBeUndefined();
  });

  test('answers to an earlier file change nothing', () => {
    const second: ModelsEvent = { ...chosen, request: 2 };
    expect(after(chosen, second, imported).intake?.phase.kind).toBe('copying');
    const refused = received({ type: 'refused', request: 1, fault: { code: 'model-constant', message: '' } });
    expect(after(chosen, second, refused).intake?.phase.kind).toBe('copying');
  });

  test('a refusal belongs to what was asked', () => {
    const refused = received({ type: 'refused', request: 1, fault: { code: 'model-constant', message: '' } });
    expect(after(chosen, checking, refused).intake?.phase).toEqual({
      kind: 'refused',
      code: 'model-constant',
    });
    const removing: ModelsEvent = { type: 'removing', request: 1, modelId: 'own-1' };
    expect(after(removing, refused).removal?.fault?.code).toBe('model-constant');
  });

  test('what is removed is neither offered nor being removed any more', () => {
    const gone = received({ type: 'modelRemoved', request: 2, modelId: 'own-1' });
    const state = after(chosen, imported, { type: 'removing', request: 2, modelId: 'own-1' }, gone);
    expect(state.intake).toBeUndefined();
    expect(state.removal).toBeUndefined();
  });

  test('a recognizer that goes away takes along what it was doing, but not a file that is still copied', () => {
    expect(after(chosen, { type: 'gone' })).toMatchObject({
      isReachable: false,
      intake: { phase: { kind: 'copying' } },
    });
    expect(after(chosen, checking, { type: 'gone' }).intake?.phase).toEqual({
      kind: 'refused',
      code: 'recognizer-gone',
    });
    const removing: ModelsEvent = { type: 'removing', request: 2, modelId: 'own-1' };
    expect(after(removing, { type: 'gone' }).removal?.fault?.code).toBe('recognizer-gone');
    expect(after({ type: 'gone' }, received({ type: 'models', status }))).toMatchObject({
      isReachable: true,
      status,
    });
  });
});
