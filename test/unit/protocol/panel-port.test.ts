/** @file The panel port: every message in its good form and in its bad ones. */
import { describe, expect, test } from 'vitest';
import { NO_WORK } from '../../../src/core/pace/work.ts';
import {
  toPanelSchema,
  toRecognizerFromPanelSchema,
  type TabStatus,
  type ToPanel,
  type ToRecognizerFromPanel,
} from '../../../src/protocol/panel-port.ts';
import type { GroupAnswer, GroupRequest } from '../../../src/protocol/group-messages.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { NO_MESSAGES, box, pixels, spoil, times, type SpoiltMessage } from './message-cases.ts';

type MessagesByType<Message extends { type: string }> = {
  [Type in Message['type']]: Extract<Message, { type: Type }>;
};

/** Those about people not named yet have a test of their own: group-messages.test.ts. */
type Elsewhere = GroupRequest['type'] | GroupAnswer['type'];

const fromPanel: Omit<MessagesByType<ToRecognizerFromPanel>, Elsewhere> = {
  watchTab: { type: 'watchTab', tabId: 12 },
  enrollFace: { type: 'enrollFace', request: 1, face: '1/2/3', name: 'Ann' },
  inspectPicture: { type: 'inspectPicture', request: 1, pixels: pixels() },
  enrollPictureFace: { type: 'enrollPictureFace', request: 2, picture: 1, face: 0, name: 'Ann' },
  finishEnroll: { type: 'finishEnroll', request: 1 },
  cancelEnroll: { type: 'cancelEnroll', request: 1 },
  answerEnroll: { type: 'answerEnroll', request: 1, choice: 'theirs' },
  collectMore: { type: 'collectMore', request: 1 },
  restart: { type: 'restart' },
  watchModels: { type: 'watchModels' },
  compareModels: { type: 'compareModels', request: 3, before: 'compact', after: 'own-0123abcd' },
  tryModel: { type: 'tryModel', request: 8, modelId: 'compact', isFresh: false },
  importModel: { type: 'importModel', request: 4, file: 'a-1.onnx', name: 'faceNet.onnx' },
  removeModel: { type: 'removeModel', request: 5, modelId: 'own-0123abcd' },
  watchGallery: { type: 'watchGallery' },
  correctFace: { type: 'correctFace', request: 6, face: '1/2/3', wish: { kind: 'not', anchorId: 'a' } },
  watchEstimate: { type: 'watchEstimate' },
  suggestName: { type: 'suggestName', request: 6, face: '1/2/3' },
};

const engine = {
  state: 'ready',
  modelId: 'compact',
  modelTitle: 'Compact',
  threads: 2,
  isCrossOriginIsolated: true,
} as const;
const faceStatus = { face: '1/2/3', verdict: { kind: 'pending' }, box, quality: 0.5, looks: 2 } as const;
const video = { kind: 'video', state: 'watching', widthPx: 640, heightPx: 360, faces: 1 } as const;
const status: TabStatus = {
  tabId: 12,
  engine,
  isConnected: true,
  videos: [video],
  embedded: ['https://player.example'],
  faces: [faceStatus, { ...faceStatus, crop: pixels() }, { ...faceStatus, nameless: 'between-two' }],
  boxesPerSecond: 9.5,
  pace: { boxesPerSecondAimed: 30, isHeldBack: false, coresUsed: 0.4 },
  work: NO_WORK,
  stages: { pageMs: 1, detectMs: null, embedMs: 21.5 },
};
const pictureFace = {
  face: 0,
  box,
  crop: pixels(),
  verdict: { kind: 'unknown' },
  quality: 0.7,
  embedding: Float32Array.of(0.25, -1),
} as const;

const report = { probes: 9, right: 8, wrong: 0, strangers: 10, strangersNamed: 1 } as const;
const model = {
  modelId: 'compact',
  title: 'Compact',
  dimension: 128,
  bytes: 22_442_227,
  metric: 'euclidean',
  licence: 'CC0-1.0',
  origin: { kind: 'npm', label: '@vladmandic/face-api 1.7.15' },
} as const;
const modelsStatus = {
  engine,
  pace: status.pace,
  revision: 7,
  models: [model],
  defaultId: 'compact',
} as const;

const finding = {
  kind: 'misplaced',
  severity: 'mistake',
  anchorIds: ['a', 'b'],
  people: 2,
  samples: [{ anchorId: 'a', sampleId: '1' }],
  resembled: [{ anchorId: 'b', sampleId: '2' }],
  distance: 0.3,
  remedies: [{ kind: 'move', anchorId: 'a', sampleIds: ['1'], toAnchorId: 'b' }],
} as const;
const diagnosis = {
  people: 2,
  samples: 4,
  comparedPeople: 2,
  comparedSamples: 4,
  findings: [finding],
  moreFindings: 0,
  expectations: [
    { anchorId: 'a', asked: 2, right: 1, unknown: [], wrong: [{ sampleId: '1', anchorId: 'b' }] },
  ],
  table: {
    anchorIds: ['a', 'b'],
    distances: Float32Array.of(0.5),
    sampleIds: [['1', '3'], ['2']],
    nearest: Uint8Array.of(0, 1),
  },
} as const;

const position = { chance: 0.02, isBound: true } as const;
const strictness = {
  positions: times(21, position),
  people: 12,
  strangers: 40,
  isStricter: false,
  lookAlikes: [{ one: 'Mira', other: 'Clara' }],
  lookAlikePairs: 1,
};

const toPanel: Omit<MessagesByType<ToPanel>, Elsewhere> = {
  estimate: { type: 'estimate', estimate: strictness },
  diagnosing: { type: 'diagnosing', engine, share: 0.5 },
  diagnosis: { type: 'diagnosis', diagnosis, maxDistance: 0.55 },
  tab: { type: 'tab', status },
  enrollProgress: {
    type: 'enrollProgress',
    request: 1,
    mode: 'coached',
    collected: 2,
    wanted: 5,
    covered: ['front'],
    isEnough: false,
  },
  enrollQuestion: { type: 'enrollQuestion', request: 1, kind: 'known', anchorId: 'a', name: 'Mira' },
  enrolled: {
    type: 'enrolled',
    request: 1,
    anchorId: 'a',
    name: 'Ann',
    samples: 5,
    isNew: true,
    canCollectMore: true,
    isCutShort: false,
  },
  enrollCancelled: { type: 'enrollCancelled', request: 1 },
  refused: { type: 'refused', request: 1, fault: { code: 'face-gone', message: 'x' } },
  picture: { type: 'picture', request: 1, faces: [pictureFace] },
  models: {
    type: 'models',
    status: {
      ...modelsStatus,
      models: [model],
      changeover: { modelId: 'own-0123abcd', title: 'mine', done: 3, total: 10, former: 'naming' },
      failure: { modelId: 'own-0123abcd', fault: { code: 'model-missing', message: 'x' } },
    },
  },
  comparison: { type: 'comparison', request: 3, before: report, after: report },
  trialProgress: { type: 'trialProgress', request: 8, done: 1, total: 60 },
  modelTried: { type: 'modelTried', request: 8, trial: { milliseconds: 7.5, people: 3, report } },
  importProgress: { type: 'importProgress', request: 4, stage: 'trying', done: 1, total: 4 },
  modelImported: {
    type: 'modelImported',
    request: 4,
    modelId: 'own-0123abcd',
    title: 'mine',
    isNew: true,
  },
  modelRemoved: { type: 'modelRemoved', request: 5, modelId: 'own-0123abcd' },
  corrected: {
    type: 'corrected',
    request: 6,
    correctionId: 'c',
    grounds: { sampleCropUrl: 'data:image/jpeg;base64,AAAA', distance: 0.45, runnerUpName: 'Bob' },
  },
  suggestion: { type: 'suggestion', request: 6, name: 'Jane Doe' },
};

const { watchTab, enrollFace, inspectPicture, enrollPictureFace, restart } = fromPanel;
const { finishEnroll, cancelEnroll, answerEnroll, collectMore } = fromPanel;
const { watchModels, compareModels, tryModel, importModel, removeModel } = fromPanel;
const { correctFace, suggestName, watchGallery } = fromPanel;
const { tab, enrollProgress, enrollQuestion, enrolled, enrollCancelled, refused, picture } = toPanel;
const { models, comparison, trialProgress, modelTried, importProgress, modelImported, modelRemoved } =
  toPanel;
const { corrected, suggestion, diagnosing, diagnosis: diagnosed } = toPanel;

describe('from the panel', () => {
  test.for(Object.values(fromPanel))('accepts $type', (message) => {
    expect(parseMessage(toRecognizerFromPanelSchema, structuredClone(message))).toEqual(message);
  });

  test.for([enrollFace, enrollPictureFace])('accepts $type for an anchor that was chosen', (message) => {
    const chosen = { ...message, anchorId: 'a' };
    expect(parseMessage(toRecognizerFromPanelSchema, chosen)).toEqual(chosen);
  });

  test.for([
    ['empty', ''],
    ['500 characters', 'x'.repeat(500)],
    ['HTML', '<img src=x onerror=alert(1)>'],
  ] as const)('lets a name through that is %s: it is cleaned where it is stored', ([, name]) => {
    expect(parseMessage(toRecognizerFromPanelSchema, { ...enrollFace, name })).toEqual({
      ...enrollFace,
      name,
    });
  });

  const spoilt: Record<Exclude<ToRecognizerFromPanel['type'], Elsewhere>, SpoiltMessage[]> = {
    watchEstimate: spoil(fromPanel.watchEstimate),
    watchTab: [...spoil(watchTab), ['a tab id of -1', { ...watchTab, tabId: -1 }]],
    enrollFace: [
      ...spoil(enrollFace),
      ['a name of 2001 characters', { ...enrollFace, name: 'x'.repeat(2001) }],
      ['an empty face', { ...enrollFace, face: '' }],
      ['an anchor that is undefined', { ...enrollFace, anchorId: undefined }],
      ['an empty anchor', { ...enrollFace, anchorId: '' }],
      ['NaN as request', { ...enrollFace, request: NaN }],
    ],
    inspectPicture: [
      ...spoil(inspectPicture),
      ['too few pixels', { ...inspectPicture, pixels: { ...pixels(), height: 3 } }],
      ['a picture that is too large', { ...inspectPicture, pixels: pixels(1, 2049) }],
    ],
    enrollPictureFace: [
      ...spoil(enrollPictureFace),
      ['a negative face', { ...enrollPictureFace, face: -1 }],
      ['a name that is a number', { ...enrollPictureFace, name: 7 }],
    ],
    finishEnroll: spoil(finishEnroll),
    cancelEnroll: spoil(cancelEnroll),
    answerEnroll: [...spoil(answerEnroll), ['an unheard-of choice', { ...answerEnroll, choice: 'nobody' }]],
    collectMore: [...spoil(collectMore), ['half a request', { ...collectMore, request: 0.5 }]],
    restart: spoil(restart),
    watchModels: spoil(watchModels),
    tryModel: [...spoil(tryModel), ['a wish that is none', { ...tryModel, isFresh: 1 }]],
    compareModels: [...spoil(compareModels), ['an empty model', { ...compareModels, after: '' }]],
    importModel: [
      ...spoil(importModel),
      ['a path', { ...importModel, file: '../own-models/a.onnx' }],
      ['another kind of file', { ...importModel, file: 'a.json' }],
      ['a name of 201 characters', { ...importModel, name: 'x'.repeat(201) }],
    ],
    removeModel: [...spoil(removeModel), ['an empty model', { ...removeModel, modelId: '' }]],
    watchGallery: spoil(watchGallery),
    correctFace: [
      ...spoil(correctFace),
      ['an empty face', { ...correctFace, face: '' }],
      ['an unheard-of wish', { ...correctFace, wish: { kind: 'forget', anchorId: 'a' } }],
      ['a wish for everybody', { ...correctFace, wish: { kind: 'not' } }],
      ['a wish with more in it', { ...correctFace, wish: { kind: 'not', anchorId: 'a', name: 'Ann' } }],
      ['a name of 2001 characters', { ...correctFace, wish: { kind: 'name', name: 'x'.repeat(2001) } }],
      ['an anchor that is undefined', { ...correctFace, wish: { kind: 'never', anchorId: undefined } }],
    ],
    suggestName: [...spoil(suggestName), ['an empty face', { ...suggestName, face: '' }]],
  };

  for (const [type, cases] of Object.entries(spoilt)) {
    test.for(cases)(`refuses ${type}: %s`, ([, message]) => {
      expect(parseMessage(toRecognizerFromPanelSchema, message)).toBeUndefined();
    });
  }

  test.for([...NO_MESSAGES, ...Object.values(toPanel)])(
    'refuses %j, which is no message of it',
    (message) => {
      expect(parseMessage(toRecognizerFromPanelSchema, message)).toBeUndefined();
    },
  );
});

describe('to the panel', () => {
  test.for(Object.values(toPanel))('accepts $type', (message) => {
    expect(parseMessage(toPanelSchema, structuredClone(message))).toEqual(message);
  });

  test('accepts that there is no name to suggest', () => {
    const none = { ...suggestion, name: null };
    expect(parseMessage(toPanelSchema, none)).toEqual(none);
  });

  test('accepts an imported model with the trial on the own gallery', () => {
    const tried = { ...modelImported, trial: report };
    expect(parseMessage(toPanelSchema, tried)).toEqual(tried);
  });

  test.for([
    { ...enrollProgress, hint: 'turn-left' },
    { ...enrollQuestion, kind: 'unlike', apartName: 'Mira 2' },
    { type: 'enrollQuestion', request: 1, kind: 'covered' },
    { ...enrollProgress, hint: 'uncover' },
    { ...enrolled, covered: ['left', 'front'], lookAlike: 'Mira', isCovered: true },
    { ...corrected, isCovered: true },
  ])('accepts $type with all that it can say', (message) => {
    expect(parseMessage(toPanelSchema, message)).toEqual(message);
  });

  test('accepts the status of an engine that failed, with its fault', () => {
    const failed = { ...engine, state: 'failed', fault: { code: 'model-damaged', message: 'x' } };
    const message = { ...tab, status: { ...status, engine: failed } };
    expect(parseMessage(toPanelSchema, message)).toEqual(message);
  });

  const withStatus = (changes: Record<string, unknown>) => ({ ...tab, status: { ...status, ...changes } });
  const withDiagnosis = (changes: object) => ({ ...diagnosed, diagnosis: { ...diagnosis, ...changes } });
  const withEstimate = (changes: Record<string, unknown>) => ({
    ...toPanel.estimate,
    estimate: { ...strictness, ...changes },
  });
  const spoilt: Record<Exclude<ToPanel['type'], Elsewhere>, SpoiltMessage[]> = {
    estimate: [
      ...spoil(toPanel.estimate),
      ['20 positions', withEstimate({ positions: times(20, position) })],
      ['a chance above 1', withEstimate({ positions: times(21, { ...position, chance: 1.1 }) })],
      ['a pair of one', withEstimate({ lookAlikes: [{ one: 'Mira' }] })],
      ['more pairs than are named', withEstimate({ lookAlikes: times(4, { one: 'Mira', other: 'Clara' }) })],
    ],
    diagnosing: [...spoil(diagnosing), ['a share above 1', { ...diagnosing, share: 1.5 }]],
    diagnosis: [
      ...spoil(diagnosed),
      ['41 findings', withDiagnosis({ findings: times(41, finding) })],
      ['an unheard-of finding', withDiagnosis({ findings: [{ ...finding, kind: 'ugly' }] })],
      [
        'a remedy that is none',
        withDiagnosis({ findings: [{ ...finding, remedies: [{ kind: 'delete' }] }] }),
      ],
      ['a name in a finding', withDiagnosis({ findings: [{ ...finding, name: 'Ann' }] })],
      [
        'a table with a distance too few',
        withDiagnosis({ table: { ...diagnosis.table, distances: new Float32Array() } }),
      ],
      [
        'a distance that is NaN',
        withDiagnosis({ table: { ...diagnosis.table, distances: Float32Array.of(NaN) } }),
      ],
    ],
    tab: [
      ...spoil(tab),
      ['a key in the status', withStatus({ extra: 1 })],
      ['65 videos', withStatus({ videos: times(65, video) })],
      ['65 faces', withStatus({ faces: times(65, faceStatus) })],
      ['an endless rate', withStatus({ boxesPerSecond: Infinity })],
      ['a pace below nothing', withStatus({ pace: { ...status.pace, boxesPerSecondAimed: -0.5 } })],
      ['a pace with more to it', withStatus({ pace: { ...status.pace, extra: 1 } })],
      ['a stage that is NaN', withStatus({ stages: { ...status.stages, pageMs: NaN } })],
      ['a stage that is missing', withStatus({ stages: { pageMs: 1, detectMs: 1 } })],
      ['an engine in an unknown state', withStatus({ engine: { ...engine, state: 'asleep' } })],
      ['an unheard-of reason', withStatus({ faces: [{ ...faceStatus, nameless: 'mood' as 'small' }] })],
      ['a quality above 1', withStatus({ faces: [{ ...faceStatus, quality: 1.1 }] })],
      [
        'a crop of the wrong length',
        withStatus({ faces: [{ ...faceStatus, crop: { ...pixels(), width: 9 } }] }),
      ],
      ['a crop that is undefined', withStatus({ faces: [{ ...faceStatus, crop: undefined }] })],
    ],
    enrollProgress: [
      ...spoil(enrollProgress),
      ['half a look', { ...enrollProgress, collected: 0.5 }],
      ['an unheard-of side', { ...enrollProgress, covered: ['back'] }],
      ['an unheard-of hint', { ...enrollProgress, hint: 'dance' }],
      ['a hint that is undefined', { ...enrollProgress, hint: undefined }],
    ],
    enrollQuestion: [
      ...spoil(enrollQuestion),
      ['an unheard-of question', { ...enrollQuestion, kind: 'why' }],
      ['a name that is too long', { ...enrollQuestion, name: 'x'.repeat(201) }],
      ['a name question about no one', { type: 'enrollQuestion', request: 1, kind: 'known' }],
      ['a covered face of someone', { ...enrollQuestion, kind: 'covered' }],
      ['a covered face, asked by no request', { type: 'enrollQuestion', kind: 'covered' }],
    ],
    enrolled: [
      ...spoil(enrolled),
      ['an empty anchor id', { ...enrolled, anchorId: '' }],
      ['a name that is too long', { ...enrolled, name: 'x'.repeat(201) }],
      ['a look-alike that is undefined', { ...enrolled, lookAlike: undefined }],
      ['a cover that is no yes or no', { ...enrolled, isCovered: 'yes' }],
    ],
    enrollCancelled: spoil(enrollCancelled),
    refused: [...spoil(refused), ['an unknown code', { ...refused, fault: { code: 'no', message: '' } }]],
    picture: [
      ...spoil(picture),
      ['65 faces', { ...picture, faces: times(65, pictureFace) }],
      ['a face without its crop', { ...picture, faces: [{ ...pictureFace, crop: undefined }] }],
      ['a face without its embedding', { ...picture, faces: [{ ...pictureFace, embedding: undefined }] }],
      ['an embedding as a list', { ...picture, faces: [{ ...pictureFace, embedding: [0.25, -1] }] }],
      ['NaN as quality', { ...picture, faces: [{ ...pictureFace, quality: NaN }] }],
    ],
    models: [
      ...spoil(models),
      ['65 models', { ...models, status: { ...modelsStatus, models: times(65, model) } }],
      ['an unknown metric', { ...models, status: { ...modelsStatus, models: [{ ...model, metric: 'l1' }] } }],
    ],
    trialProgress: [...spoil(trialProgress), ['half a face', { ...trialProgress, done: 0.5 }]],
    modelTried: [
      ...spoil(modelTried),
      ['a time below zero', { ...modelTried, trial: { ...modelTried.trial, milliseconds: -1 } }],
    ],
    comparison: [...spoil(comparison), ['half a face', { ...comparison, after: { ...report, right: 0.5 } }]],
    importProgress: [
      ...spoil(importProgress),
      ['an unknown stage', { ...importProgress, stage: 'dreaming' }],
    ],
    modelImported: [
      ...spoil(modelImported),
      ['a trial that is undefined', { ...modelImported, trial: undefined }],
    ],
    modelRemoved: [...spoil(modelRemoved), ['an empty model', { ...modelRemoved, modelId: '' }]],
    corrected: [
      ...spoil(corrected, ['grounds']),
      ['an empty id', { ...corrected, correctionId: '' }],
      [
        'a crop from the network',
        { ...corrected, grounds: { distance: 1, sampleCropUrl: 'https://a.example' } },
      ],
      ['grounds at no distance', { ...corrected, grounds: { distance: NaN } }],
    ],
    suggestion: [
      ...spoil(suggestion),
      ['an empty name', { ...suggestion, name: '' }],
      ['a name of 201 characters', { ...suggestion, name: 'x'.repeat(201) }],
      ['a name that is undefined', { ...suggestion, name: undefined }],
    ],
  };

  for (const [type, cases] of Object.entries(spoilt)) {
    test.for(cases)(`refuses ${type}: %s`, ([, message]) => {
      expect(parseMessage(toPanelSchema, message)).toBeUndefined();
    });
  }

  test.for([...NO_MESSAGES, ...Object.values(fromPanel)])(
    'refuses %j, which is no message to it',
    (message) => {
      expect(parseMessage(toPanelSchema, message)).toBeUndefined();
    },
  );
});
