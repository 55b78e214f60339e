/** @file Requests to the service worker: what each carries and who may ask. */
import { describe, expect, test } from 'vitest';
import {
  BACKGROUND_REQUESTS,
  DEFAULT_SETTINGS,
  configurationSchema,
  settingsSchema,
  storedSettingsSchema,
  type BackgroundType,
  type Configuration,
  type RequestOf,
  type Settings,
} from '../../../src/protocol/background-messages.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import type { SenderKind } from '../../../src/protocol/sender.ts';
import { keptGroup, newSample, spoil, times, type SpoiltMessage } from './message-cases.ts';

const word: RequestOf<'correction.enroll'>['word'] = {
  metric: 'euclidean',
  maxDistance: 0.5,
  minMargin: 0.05,
  looks: [{ modelId: 'compact', embedding: Float32Array.of(0.5) }],
  correctionIds: ['c'],
};

function rejectedFace(): RequestOf<'correction.reject'>['faces'][number] {
  const { modelId, embedding, quality, cropUrl } = newSample();
  return { modelId, embedding, quality, cropUrl };
}

const requests: { [Type in BackgroundType]: RequestOf<Type> } = {
  'recognizer.ensure': {},
  'configuration.get': {},
  'anchor.enroll': { name: 'Ann', samples: [newSample()] },
  'anchor.rename': { anchorId: 'a', name: 'Anna' },
  'anchor.delete': { anchorId: 'a' },
  'anchor.restore': { anchorId: 'a' },
  'damaged.forget': {},
  'settings.set': {
    strictness: 0.5,
    modelId: 'facenet-128',
    metric: 'cosine',
    shouldSuggestTileNames: false,
    keepsUnnamed: true,
  },
  'notices.set': {
    isOn: true,
    who: 'chosen',
    anchorIds: ['a'],
    isForUnknown: false,
    quietFromMinute: 1320,
    quietToMinute: 420,
  },
  'samples.missing': { modelId: 'facenet-128' },
  'samples.crops': { modelId: 'facenet-128', anchorId: 'a' },
  'samples.embedded': {
    modelId: 'facenet-128',
    anchorId: 'a',
    embeddings: [{ sampleId: 's', embedding: Float32Array.of(0.5, -0.25) }],
  },
  'model.activate': { modelId: 'facenet-128', hasWayBack: true },
  'embeddings.forget': { modelIds: ['compact'], replacedBy: 'facenet-128' },
  'model.forget': { modelId: 'facenet-128' },
  'groups.get': {},
  'groups.store': { groups: [keptGroup()] },
  'groups.erase': { groupIds: ['g'] },
  'site.set': { origin: 'https://example.org', isEnabled: true },
  'face.open': { tabId: 12, face: '1/2/3' },
  'sites.get': {},
  'badge.set': { tabId: 12, named: 3 },
  'correction.reject': { anchorId: 'a', faces: [rejectedFace()] },
  'correction.enroll': { kind: 'named', name: 'Ann', samples: [newSample()], word },
  'correction.enrollNeverNamed': { samples: [newSample()] },
  'correction.rename': { anchorId: 'a', name: 'Anna' },
  'anchor.neverName': { anchorId: 'a', isNeverNamed: true },
  'anchor.merge': { intoId: 'a', fromIds: ['b', 'c'] },
  'samples.remove': { anchorId: 'a', sampleIds: ['s'] },
  'samples.move': { anchorId: 'a', sampleIds: ['s'], toAnchorId: 'b' },
  'correction.undo': { correctionId: 'c' },
};

/** Who may ask for what, written out once more: a slip in the map must not pass unseen. */
const ALLOWED: Record<BackgroundType, readonly SenderKind[]> = {
  'recognizer.ensure': ['content', 'page', 'offscreen'],
  'configuration.get': ['offscreen'],
  'anchor.enroll': ['offscreen'],
  'anchor.rename': ['page'],
  'anchor.delete': ['page'],
  'anchor.restore': ['page'],
  'damaged.forget': ['page'],
  'settings.set': ['page'],
  'notices.set': ['page'],
  'samples.missing': ['offscreen'],
  'samples.crops': ['offscreen'],
  'samples.embedded': ['offscreen'],
  'model.activate': ['offscreen'],
  'embeddings.forget': ['offscreen'],
  'model.forget': ['offscreen'],
  'groups.get': ['offscreen'],
  'groups.store': ['offscreen'],
  'groups.erase': ['offscreen'],
  'site.set': ['page'],
  'face.open': ['offscreen'],
  'sites.get': ['offscreen'],
  'badge.set': ['offscreen'],
  'correction.reject': ['offscreen'],
  'correction.enroll': ['offscreen'],
  'correction.enrollNeverNamed': ['offscreen'],
  'correction.rename': ['page', 'offscreen'],
  'anchor.neverName': ['page', 'offscreen'],
  'anchor.merge': ['page'],
  'samples.remove': ['page'],
  'samples.move': ['page'],
  'correction.undo': ['page', 'offscreen'],
};

const types = Object.keys(BACKGROUND_REQUESTS) as BackgroundType[];
const parse = (type: BackgroundType, request: unknown) =>
  parseMessage(BACKGROUND_REQUESTS[type].request, request);

describe('who may ask', () => {
  test.for(types)('%s', (type) => {
    expect(BACKGROUND_REQUESTS[type].from).toEqual(ALLOWED[type]);
  });

  test('a content script may have the recognizer started, and nothing else', () => {
    const allowed = types.filter((type) => BACKGROUND_REQUESTS[type].from.includes('content'));
    expect(allowed).toEqual(['recognizer.ensure']);
  });

  test('nothing is for strangers', () => {
    expect(types.filter((type) => BACKGROUND_REQUESTS[type].from.includes('foreign'))).toEqual([]);
  });
});

describe('requests', () => {
  test.for(types)('accepts %s', (type) => {
    expect(parse(type, structuredClone(requests[type]))).toEqual(requests[type]);
  });

  test('accepts an enrollment for an anchor that was chosen', () => {
    const chosen = { ...requests['anchor.enroll'], anchorId: 'a' };
    expect(parse('anchor.enroll', chosen)).toEqual(chosen);
  });

  test('accepts an enrollment with its word on earlier corrections', () => {
    const last = { ...requests['anchor.enroll'], word };
    expect(parse('anchor.enroll', last)).toEqual(last);
  });

  test('accepts a correction for an anchor that was chosen, also without samples', () => {
    const chosen = { ...requests['correction.enroll'], kind: 'confirmed', anchorId: 'a', samples: [] };
    expect(parse('correction.enroll', chosen)).toEqual(chosen);
  });

  test('accepts a rejection with its grounds', () => {
    const runnerUp = { anchorId: 'b', name: 'Bob', distance: 0.5 };
    const grounded = {
      ...requests['correction.reject'],
      grounds: { sampleId: 's', distance: 0.4, runnerUp },
    };
    expect(parse('correction.reject', grounded)).toEqual(grounded);
  });

  test.for<RequestOf<'settings.set'>>([
    {},
    { strictness: 0 },
    { modelId: 'my-model' },
    { modelId: null },
    { metric: 'card' },
    { metric: 'euclidean' },
    { strictness: 1, metric: 'cosine' },
    { keepsUnnamed: false },
  ])('accepts a change of settings that names only what changes: %j', (change) => {
    expect(parse('settings.set', change)).toEqual(change);
  });

  test.for(['https://example.org', 'http://127.0.0.1:8080', 'https://xn--bcher-kva.example'])(
    'accepts the site %s',
    (origin) => {
      expect(parse('site.set', { origin, isEnabled: false })).toBeDefined();
    },
  );

  const enroll = requests['anchor.enroll'];
  const withSample = (changes: Record<string, unknown>) => ({
    ...enroll,
    samples: [{ ...newSample(), ...changes }],
  });
  const site = requests['site.set'];
  const [reject, correct] = [requests['correction.reject'], requests['correction.enroll']];
  const grounds = { sampleId: 's', distance: 0.4 };
  const embedded = requests['samples.embedded'];
  const withEmbedded = (changes: Record<string, unknown>) => ({
    ...embedded,
    embeddings: [{ ...embedded.embeddings[0], ...changes }],
  });
  const withGroup = (changes: Record<string, unknown>) => ({ groups: [{ ...keptGroup(), ...changes }] });
  const withGroupLook = (changes: Record<string, unknown>) =>
    withGroup({ looks: [{ ...keptGroup().looks[0], ...changes }] });
  const spoilt: Record<BackgroundType, SpoiltMessage[]> = {
    'recognizer.ensure': spoil({}),
    'configuration.get': spoil({}),
    'anchor.enroll': [
      ...spoil(enroll),
      ['no samples', { ...enroll, samples: [] }],
      ['21 samples', { ...enroll, samples: times(21, newSample()) }],
      ['a name of 2001 characters', { ...enroll, name: 'x'.repeat(2001) }],
      ['an anchor that is undefined', { ...enroll, anchorId: undefined }],
      ['an embedding as a list', withSample({ embedding: [0.5, 0.25] })],
      ['an embedding of float64', withSample({ embedding: Float64Array.of(0.5) })],
      ['an empty embedding', withSample({ embedding: new Float32Array(0) })],
      ['an embedding that is too long', withSample({ embedding: new Float32Array(1025) })],
      ['NaN in the embedding', withSample({ embedding: Float32Array.of(0.5, NaN) })],
      ['infinity in the embedding', withSample({ embedding: Float32Array.of(-Infinity, 0) })],
      ['a quality above 1', withSample({ quality: 1.01 })],
      ['NaN as quality', withSample({ quality: NaN })],
      ['an unknown source', withSample({ source: 'dream' })],
      ['a crop from the network', withSample({ cropUrl: 'https://example.org/ann.jpg' })],
      ['a crop that is no picture', withSample({ cropUrl: 'data:text/html,<script>' })],
      ['a crop that is too large', withSample({ cropUrl: `data:image/png,${'x'.repeat(400_000)}` })],
      ['a key in a sample', withSample({ id: 'mine' })],
    ],
    'notices.set': [
      ...spoil(requests['notices.set']),
      ['an unheard-of choice', { ...requests['notices.set'], who: 'everyone' }],
      ['a minute after midnight’s', { ...requests['notices.set'], quietToMinute: 1440 }],
      ['half a minute', { ...requests['notices.set'], quietFromMinute: 0.5 }],
    ],
    'anchor.rename': [
      ...spoil(requests['anchor.rename']),
      ['an empty anchor id', { anchorId: '', name: 'Ann' }],
      ['an anchor id that is too long', { anchorId: 'x'.repeat(81), name: 'Ann' }],
    ],
    'anchor.delete': spoil(requests['anchor.delete']),
    'anchor.restore': spoil(requests['anchor.restore']),
    'damaged.forget': spoil({}),
    'settings.set': [
      ...spoil(requests['settings.set'], [
        'strictness',
        'modelId',
        'metric',
        'shouldSuggestTileNames',
        'keepsUnnamed',
      ]),
      ['a wish that is neither yes nor no', { shouldSuggestTileNames: 'yes' }],
      ['a strictness above 1', { strictness: 1.5 }],
      ['a strictness below 0', { strictness: -0.1 }],
      ['NaN as strictness', { strictness: NaN }],
      ['a strictness that is undefined', { strictness: undefined }],
      ['a nameless model', { modelId: '' }],
      ['a model that is undefined', { modelId: undefined }],
      ['a model that is a number', { modelId: 7 }],
      ['an id of a model that is too long', { modelId: 'm'.repeat(81) }],
      ['an unknown metric', { metric: 'manhattan' }],
      ['no metric', { metric: null }],
      ['a good change with a bad one', { strictness: 0.5, metric: 'manhattan' }],
    ],
    'samples.missing': [...spoil(requests['samples.missing']), ['a nameless model', { modelId: '' }]],
    'samples.crops': [
      ...spoil(requests['samples.crops']),
      ['a nameless model', { modelId: '', anchorId: 'a' }],
      ['an empty anchor id', { modelId: 'm', anchorId: '' }],
    ],
    'samples.embedded': [
      ...spoil(embedded),
      ['a nameless model', { ...embedded, modelId: '' }],
      ['an empty anchor id', { ...embedded, anchorId: '' }],
      ['an empty sample id', withEmbedded({ sampleId: '' })],
      ['an embedding as a list', withEmbedded({ embedding: [0.5] })],
      ['NaN in the embedding', withEmbedded({ embedding: Float32Array.of(NaN) })],
      ['an empty embedding', withEmbedded({ embedding: new Float32Array(0) })],
      ['an embedding that is too long', withEmbedded({ embedding: new Float32Array(1025) })],
      ['a key in an embedding', withEmbedded({ quality: 1 })],
      ['65 embeddings', { ...embedded, embeddings: times(65, embedded.embeddings[0]) }],
    ],
    'model.activate': [
      ...spoil(requests['model.activate']),
      ['a nameless model', { modelId: '', hasWayBack: true }],
      ['no model at all', { modelId: null, hasWayBack: true }],
      ['text for the way back', { modelId: 'm', hasWayBack: 'no' }],
    ],
    'embeddings.forget': [
      ...spoil(requests['embeddings.forget']),
      ['a nameless model', { modelIds: [''], replacedBy: 'm' }],
      ['no model in its place', { modelIds: ['m'], replacedBy: null }],
      ['65 models', { modelIds: times(65, 'm'), replacedBy: 'n' }],
    ],
    'model.forget': [...spoil(requests['model.forget']), ['no model at all', { modelId: null }]],
    'groups.get': spoil({}),
    'groups.store': [
      ...spoil(requests['groups.store']),
      ['61 groups', { groups: times(61, keptGroup()) }],
      ['a group without looks', withGroup({ looks: [] })],
      ['nine looks', withGroup({ looks: times(9, keptGroup().looks[0]) })],
      ['somebody never seen', withGroup({ seen: 0 })],
      ['a name', withGroup({ name: 'Ann' })],
      ['a picture from the network', withGroupLook({ cropUrl: 'https://example.org/a.jpg' })],
      ['an embedding as a list', withGroupLook({ embedding: [0.5] })],
      ['NaN in the embedding', withGroupLook({ embedding: Float32Array.of(NaN) })],
    ],
    'groups.erase': [...spoil(requests['groups.erase']), ['an empty id', { groupIds: [''] }]],
    'site.set': [
      ...spoil(site),
      ['a path', { ...site, origin: 'https://example.org/' }],
      ['a pattern for every path', { ...site, origin: 'https://example.org/*' }],
      ['a file', { ...site, origin: 'file:///etc' }],
      ['every address', { ...site, origin: '<all_urls>' }],
      ['a page of the browser', { ...site, origin: 'chrome://settings' }],
      ['white space', { ...site, origin: 'https://example.org https://other.example' }],
      ['two lines', { ...site, origin: 'https://example.org\nhttps://other.example' }],
      ['an address that is too long', { ...site, origin: `https://${'x'.repeat(300)}` }],
      ['text for the switch', { ...site, isEnabled: 'true' }],
    ],
    'face.open': [
      ...spoil(requests['face.open']),
      ['an empty face', { tabId: 12, face: '' }],
      ['half a tab', { tabId: 1.5, face: '1/2/3' }],
    ],
    'sites.get': spoil({}),
    'badge.set': [
      ...spoil(requests['badge.set']),
      ['a negative number', { tabId: 12, named: -1 }],
      ['half a face', { tabId: 12, named: 0.5 }],
    ],
    'correction.reject': [
      ...spoil(reject),
      ['no face', { ...reject, faces: [] }],
      ['four faces', { ...reject, faces: times(4, rejectedFace()) }],
      ['a face with its source', { ...reject, faces: [newSample()] }],
      [
        'a crop from the network',
        { ...reject, faces: [{ ...rejectedFace(), cropUrl: 'https://a.example' }] },
      ],
      ['grounds without a sample', { ...reject, grounds: { distance: 0.4 } }],
      ['grounds at no distance', { ...reject, grounds: { ...grounds, distance: NaN } }],
      [
        'a nameless runner-up',
        { ...reject, grounds: { ...grounds, runnerUp: { anchorId: 'b', distance: 1 } } },
      ],
    ],
    'correction.enroll': [
      ...spoil(correct),
      ['another kind', { ...correct, kind: 'not' }],
      ['21 samples', { ...correct, samples: times(21, newSample()) }],
      ['an unknown metric', { ...correct, word: { ...word, metric: 'manhattan' } }],
      ['a negative distance', { ...correct, word: { ...word, maxDistance: -1 } }],
      ['a negative margin', { ...correct, word: { ...word, minMargin: -1 } }],
      ['21 looks', { ...correct, word: { ...word, looks: times(21, word.looks[0]) } }],
      ['a key in the word', { ...correct, word: { ...word, extra: 1 } }],
    ],
    'correction.enrollNeverNamed': [
      ...spoil(requests['correction.enrollNeverNamed']),
      ['no samples', { samples: [] }],
      ['a name', { samples: [newSample()], name: 'Ann' }],
    ],
    'correction.rename': spoil(requests['correction.rename']),
    'anchor.neverName': spoil(requests['anchor.neverName']),
    'anchor.merge': [
      ...spoil(requests['anchor.merge']),
      ['nobody', { intoId: 'a', fromIds: [] }],
      ['somebody with himself', { intoId: 'a', fromIds: ['b', 'a'] }],
      ['65 people', { intoId: 'a', fromIds: times(65, 'b') }],
    ],
    'samples.remove': [...spoil(requests['samples.remove']), ['nothing', { anchorId: 'a', sampleIds: [] }]],
    'samples.move': [
      ...spoil(requests['samples.move']),
      ['nothing', { anchorId: 'a', sampleIds: [], toAnchorId: 'b' }],
      ['to where they are', { anchorId: 'a', sampleIds: ['s'], toAnchorId: 'a' }],
    ],
    'correction.undo': [...spoil(requests['correction.undo']), ['an empty id', { correctionId: '' }]],
  };

  for (const [type, cases] of Object.entries(spoilt) as [BackgroundType, SpoiltMessage[]][]) {
    test.for(cases)(`refuses ${type}: %s`, ([, request]) => {
      expect(parse(type, request)).toBeUndefined();
    });
  }

  test.for(['https://*', 'https://*.com', 'http://*.example.org'])(
    'refuses %s, which as a match pattern would mean many sites',
    (origin) => {
      expect(parse('site.set', { origin, isEnabled: true })).toBeUndefined();
    },
  );
});

test('the default settings are valid', () => {
  expect(parseMessage(settingsSchema, DEFAULT_SETTINGS)).toEqual({
    strictness: 0.5,
    modelId: null,
    metric: 'card',
    shouldSuggestTileNames: true,
    keepsUnnamed: false,
    cpuBudget: 'all-but-one',
  });
});

describe('stored settings', () => {
  const read = (stored: unknown) => parseMessage(storedSettingsSchema, stored);

  test.for<[string, unknown, Settings]>([
    [
      'of an earlier version',
      { strictness: 0.3 },
      { ...DEFAULT_SETTINGS, strictness: 0.3, modelId: null, metric: 'card' },
    ],
    [
      'of a later version',
      { strictness: 0.3, modelId: 'm', metric: 'cosine', theme: 'dark' },
      { ...DEFAULT_SETTINGS, strictness: 0.3, modelId: 'm', metric: 'cosine' },
    ],
    [
      'with one field that cannot be read',
      { strictness: 'very', modelId: 'm', metric: 'cosine' },
      { ...DEFAULT_SETTINGS, strictness: 0.5, modelId: 'm', metric: 'cosine' },
    ],
    [
      'with a metric of a later version',
      { strictness: 0.9, modelId: 'm', metric: 'manhattan' },
      { ...DEFAULT_SETTINGS, strictness: 0.9, modelId: 'm', metric: 'card' },
    ],
    [
      'with a model that is no name',
      { strictness: 0.9, modelId: '', metric: 'euclidean' },
      { ...DEFAULT_SETTINGS, strictness: 0.9, modelId: null, metric: 'euclidean' },
    ],
    [
      'with the network of the package under a former id',
      { modelId: 'faceplugin2' },
      { ...DEFAULT_SETTINGS, modelId: 'faceplugin3' },
    ],
    ['that are empty', {}, DEFAULT_SETTINGS],
  ])('%s are read field by field', ([, stored, expected]) => {
    expect(read(stored)).toEqual(expected);
  });

  test.for([undefined, null, 7, 'strict'])('%j is no settings', (stored) => {
    expect(read(stored)).toBeUndefined();
  });
});

describe('configuration', () => {
  const anchor = {
    anchorId: 'a',
    name: 'Ann',
    isNeverNamed: false,
    samples: [{ sampleId: 's', embeddings: { compact: Float32Array.of(1, 2) } }],
  };
  const configuration: Configuration = {
    revision: 5,
    settings: {
      strictness: 0.2,
      modelId: 'facenet',
      metric: 'cosine',
      shouldSuggestTileNames: true,
      keepsUnnamed: true,
      cpuBudget: 'half',
    },
    activeModelId: 'compact',
    anchors: [anchor],
    rejections: [
      { correctionId: 'c', anchorId: 'a', name: 'Ann', embeddings: { compact: Float32Array.of(2, 1) } },
    ],
  };

  test('accepts anchors of several models, also without embeddings', () => {
    const more = {
      ...configuration,
      anchors: [
        anchor,
        {
          ...anchor,
          anchorId: 'b',
          isNeverNamed: true,
          samples: [
            { sampleId: 't', embeddings: { facenet: Float32Array.of(3) } },
            { sampleId: 'u', embeddings: {} },
          ],
        },
      ],
    };
    expect(parseMessage(configurationSchema, structuredClone(more))).toEqual(more);
  });

  test('accepts that no model has been in use yet', () => {
    const first = { ...configuration, activeModelId: null };
    expect(parseMessage(configurationSchema, first)).toEqual(first);
  });

  const withAnchor = (changes: Record<string, unknown>) => ({
    ...configuration,
    anchors: [{ ...anchor, ...changes }],
  });
  test.for<SpoiltMessage>([
    ...spoil(configuration),
    [
      'settings that are not valid',
      { ...configuration, settings: { ...configuration.settings, strictness: 2 } },
    ],
    ['settings of an earlier version', { ...configuration, settings: { strictness: 0.2 } }],
    ['a nameless model in use', { ...configuration, activeModelId: '' }],
    ['an embedding as a list', withAnchor({ embeddings: { compact: [[1, 2]] } })],
    ['NaN in an embedding', withAnchor({ embeddings: { compact: [Float32Array.of(NaN)] } })],
    ['65 embeddings of one anchor', withAnchor({ embeddings: { compact: times(65, Float32Array.of(1)) } })],
    ['a nameless model', withAnchor({ embeddings: { '': [] } })],
    ['a key in an anchor', withAnchor({ cropUrl: 'data:image/png,' })],
  ])('refuses %s', ([, message]) => {
    expect(parseMessage(configurationSchema, message)).toBeUndefined();
  });
});
