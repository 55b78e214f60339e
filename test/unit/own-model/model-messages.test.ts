/** @file The messages about models on the panel port: each in its good form and in its bad ones. */
import { describe, expect, test } from 'vitest';
import { toPanelSchema, toRecognizerFromPanelSchema } from '../../../src/protocol/panel-port.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { spoil, times } from '../protocol/message-cases.ts';

const model = {
  modelId: 'compact',
  title: 'Compact',
  dimension: 128,
  bytes: 22_000_000,
  metric: 'euclidean',
  licence: 'CC0-1.0',
  origin: { kind: 'npm', label: '@vladmandic/face-api 1.7.15' },
};
const engine = {
  state: 'ready',
  modelId: 'compact',
  modelTitle: 'Compact',
  threads: 1,
  isCrossOriginIsolated: true,
};
const pace = { boxesPerSecondAimed: 30, isHeldBack: false, coresUsed: 0.4 };
const status = { engine, pace, revision: 7, models: [model], defaultId: 'compact' };
const changeover = { modelId: 'own-1', title: 'Mine', done: 12, total: 40, former: 'naming' };
const failure = { modelId: 'own-1', fault: { code: 'model-missing', message: 'x' } };
const report = { probes: 20, right: 18, wrong: 0, strangers: 20, strangersNamed: 1 };

const requests = {
  watchModels: { type: 'watchModels' },
  compareModels: { type: 'compareModels', request: 1, before: 'compact', after: 'own-1' },
  importModel: { type: 'importModel', request: 2, file: '0a-1b.onnx', name: 'My net.onnx' },
  removeModel: { type: 'removeModel', request: 3, modelId: 'own-1' },
};
const answers = {
  models: { type: 'models', status },
  comparison: { type: 'comparison', request: 1, before: report, after: report },
  importProgress: { type: 'importProgress', request: 2, stage: 'trying', done: 3, total: 60 },
  modelImported: { type: 'modelImported', request: 2, modelId: 'own-1', title: 'My net', isNew: true },
  modelRemoved: { type: 'modelRemoved', request: 3, modelId: 'own-1' },
};

test.for(Object.values(requests))('$type may be asked', (message) => {
  expect(parseMessage(toRecognizerFromPanelSchema, structuredClone(message))).toEqual(message);
  expect(parseMessage(toPanelSchema, message)).toBeUndefined();
});

test.for(Object.values(answers))('$type may be answered', (message) => {
  expect(parseMessage(toPanelSchema, structuredClone(message))).toEqual(message);
  expect(parseMessage(toRecognizerFromPanelSchema, message)).toBeUndefined();
});

test('while it changes, after it failed, and with a trial they say more', () => {
  for (const more of [{ changeover }, { failure }, { changeover, failure }]) {
    const message = { type: 'models', status: { ...status, ...more } };
    expect(parseMessage(toPanelSchema, message)).toEqual(message);
  }
  const imported = { ...answers.modelImported, trial: report };
  expect(parseMessage(toPanelSchema, imported)).toEqual(imported);
});

describe('refused', () => {
  test.for([
    ...Object.values(requests).flatMap((message) => spoil(message)),
    ['a path as file', { ...requests.importModel, file: '../own-models/x.onnx' }],
    ['another kind of file', { ...requests.importModel, file: 'card.json' }],
    ['an endless name', { ...requests.importModel, name: 'x'.repeat(201) }],
    ['an empty model', { ...requests.removeModel, modelId: '' }],
  ] as [string, unknown][])('as a question: %s', ([, message]) => {
    expect(parseMessage(toRecognizerFromPanelSchema, message)).toBeUndefined();
  });

  const withStatus = (changes: object) => ({ ...answers.models, status: { ...status, ...changes } });
  test.for([
    ...Object.values(answers).flatMap((message) => spoil(message)),
    ['65 models', withStatus({ models: times(65, model) })],
    ['a model with a key too many', withStatus({ models: [{ ...model, sha256: 'x' }] })],
    ['a metric that does not exist', withStatus({ models: [{ ...model, metric: 'taxi' }] })],
    ['a changeover that is undefined', withStatus({ changeover: undefined })],
    ['half a face', withStatus({ changeover: { ...changeover, done: 0.5 } })],
    ['a stage that does not exist', { ...answers.importProgress, stage: 'thinking' }],
    ['a report with a share', { ...answers.comparison, before: { ...report, right: 0.9 } }],
  ] as [string, unknown][])('as an answer: %s', ([, message]) => {
    expect(parseMessage(toPanelSchema, message)).toBeUndefined();
  });
});
