/** @file Which face models there are: those of the package, and those that the person brought. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ModelRegistry } from '../../src/offscreen/model-registry.ts';
import { EXTENSION_ORIGIN } from './fake-browser.ts';
import { cardOf, installPackage } from './model-site.ts';
import { installPrivateFiles, type PrivateFiles } from './private-files.ts';

let files: PrivateFiles;
let warnings: unknown[][];

beforeEach(() => {
  files = installPrivateFiles();
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((...values: unknown[]) => {
    warnings.push(values);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function load(cards: unknown): Promise<ModelRegistry> {
  installPackage(cards);
  const registry = new ModelRegistry();
  await registry.load();
  return registry;
}

const ids = (registry: ModelRegistry) => registry.all().map(({ card }) => card.id);
const bring = (id: string) => {
  files.write('own-models', `${id}.json`, JSON.stringify(cardOf(id)));
};

describe('the package', () => {
  test('its models are read from its cards, each with the address of its file', async () => {
    const registry = await load([cardOf('compact'), cardOf('facenet-128')]);
    expect(ids(registry)).toEqual(['compact', 'facenet-128']);
    expect(registry.find('facenet-128')).toMatchObject({
      card: { title: 'Title of facenet-128' },
      source: { kind: 'package', url: `${EXTENSION_ORIGIN}/models/facenet-128.onnx` },
      isOwn: false,
    });
  });

  test('a damaged card is left out, said by its code, and the others stay', async () => {
    const registry = await load([{ ...cardOf('facenet-128'), metric: 'guess' }, 7, cardOf('compact')]);
    expect(ids(registry)).toEqual(['compact']);
    expect(warnings).toEqual([['Nametag: model-damaged'], ['Nametag: model-damaged']]);
  });

  test.for<[string, unknown]>([
    ['has no cards', []],
    ['has damaged cards only', [{ ...cardOf('compact'), bytes: 0 }]],
    ['has a list that is none', { cards: [] }],
    ['has cut-off text', '[{"id":'],
    ['lacks the file', new Error('missing')],
  ])('a package that %s has no model', async ([, cards]) => {
    bring('my-model');
    await expect(load(cards)).rejects.toMatchObject({ code: 'model-missing' });
  });
});

test('while the person’s own models are still being looked for, there are none at all', async () => {
  bring('my-model');
  installPackage([cardOf('compact')]);
  const registry = new ModelRegistry();
  const loading = registry.load();
  const seen = new Set<string>();
  for (let turn = 0; turn < 50; turn++) {
    seen.add(ids(registry).join());
    await Promise.resolve();
  }
  await loading;
  seen.add(ids(registry).join());
  expect([...seen]).toEqual(['', 'compact,my-model']);
});

describe('the default', () => {
  test.for([
    [['compact', 'faceplugin3'], 'faceplugin3'],
    [['compact', 'facenet-128', 'facenet-512-vggface2'], 'facenet-512-vggface2'],
    [['facenet-128', 'compact'], 'facenet-128'],
    [['compact'], 'compact'],
    [['experiment', 'faceplugin3'], 'faceplugin3'],
    [['experiment', 'trial'], 'experiment'],
  ] as const)('of %j is %s', async ([packaged, expected]) => {
    expect((await load(packaged.map((id) => cardOf(id)))).default().card.id).toBe(expected);
  });

  test('is never one that the person brought: it has to be chosen', async () => {
    bring('facenet-128');
    expect((await load([cardOf('compact')])).default()).toMatchObject({
      card: { id: 'compact' },
      isOwn: false,
    });
  });

  test('before loading there is none', () => {
    expect(() => new ModelRegistry().default()).toThrow(expect.objectContaining({ code: 'model-missing' }));
  });
});

describe('own models', () => {
  test('come after those of the package, with the place of their file', async () => {
    bring('my-model');
    const registry = await load([cardOf('compact')]);
    expect(ids(registry)).toEqual(['compact', 'my-model']);
    expect(registry.find('my-model')).toMatchObject({
      source: { kind: 'own', path: ['own-models', 'my-model.onnx'] },
      isOwn: true,
    });
  });

  test('a model file without its card is an import that did not finish', async () => {
    files.write('own-models', 'half.onnx', 'bytes');
    files.write('incoming-models', 'new.json', JSON.stringify(cardOf('new')));
    expect(ids(await load([cardOf('compact')]))).toEqual(['compact']);
  });

  test('a damaged card is left out, and the others stay', async () => {
    files.write('own-models', 'a.json', 'no JSON');
    files.write('own-models', 'b.json', JSON.stringify({ ...cardOf('b'), crop: {} }));
    bring('my-model');
    expect(ids(await load([cardOf('compact')]))).toEqual(['compact', 'my-model']);
  });

  test('that come or go later are noticed by looking again', async () => {
    const registry = await load([cardOf('compact')]);
    bring('my-model');
    expect(registry.find('my-model')).toBeUndefined();
    await registry.refreshOwn();
    expect(ids(registry)).toEqual(['compact', 'my-model']);
    files.remove('own-models', 'my-model.json');
    await registry.refreshOwn();
    expect(ids(registry)).toEqual(['compact']);
  });

  test('that cannot be listed leave those of the package in use', async () => {
    files.failure = new DOMException('no private files here', 'SecurityError');
    expect(ids(await load([cardOf('compact')]))).toEqual(['compact']);
    expect(warnings).toEqual([['Nametag: storage-failed']]);
  });
});

test.for([null, 'gone', ''])('there is no model %j', async (id) => {
  expect((await load([cardOf('compact')])).find(id)).toBeUndefined();
});
