/** @file The command from a served weights file to model files and card, and what it says when it cannot. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeOnnx } from '../../../../models/build/onnx-file.ts';
import { writeSyntheticWeights } from '../../../../models/build/facenet/synthetic-weights.ts';
import { convertFacenet, runFacenet, type StartStep } from '../../../../models/facenet.ts';
import { parseEmbedderCard } from '../../../../src/recognition/model-card.ts';
import { serveWeights } from './weights-server.ts';

describe('npm run models:facenet', { timeout: 60_000 }, () => {
  let folder: string;
  let outDir: string;
  let weights: string;
  const lines: string[] = [];
  const startStep: StartStep = (name) => ({
    update: () => undefined,
    done: (note = '') => lines.push(`${name}: ${note}`),
    fail: () => lines.push(`${name} failed`),
  });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nametag-convert-'));
    outDir = path.join(folder, 'models');
    weights = path.join(folder, 'own.h5');
    await writeSyntheticWeights(weights, { seed: 3, dimension: 128 });
  });

  afterEach(() => {
    lines.length = 0;
    vi.restoreAllMocks();
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test('downloads, converts and writes a card; a second run replaces everything', async () => {
    const content = await readFile(weights);
    const server = await serveWeights(content);
    try {
      for (const run of [1, 2]) {
        const { full, small, card } = await convertFacenet({
          dimension: 128,
          url: server.url,
          sha256: createHash('sha256').update(content).digest('hex'),
          outDir,
          startStep,
        });
        expect(server.ranges, `run ${String(run)}`).toHaveLength(1);
        await expectCard(card, 'facenet_weights.h5');
        const operators = await operatorsOf(full);
        expect([...operators].sort()).toEqual([
          'Add',
          'Concat',
          'Conv',
          'Flatten',
          'Gemm',
          'GlobalAveragePool',
          'MaxPool',
          'Relu',
        ]);
        expect(await operatorsOf(small)).toEqual(new Set([...operators, 'DequantizeLinear']));
      }
    } finally {
      await server.close();
    }
    expect((await readdir(outDir)).sort()).toEqual([
      'built',
      'downloads',
      'facenet-128-small.onnx',
      'facenet-128.onnx',
    ]);
    expect((await readdir(path.join(outDir, 'built'))).sort()).toEqual([
      'facenet-128-small.onnx',
      'facenet-128.json',
    ]);
    expect(lines.slice(0, 5)).toEqual([
      'Weights: facenet_weights.h5',
      expect.stringMatching(
        /^Check: every layer is there, 313 operators {2}92\.0 MB {2}sha256 [0-9a-f]{64}$/,
      ),
      expect.stringMatching(/^Full form: facenet-128\.onnx {2}91\.2 MB {2}sha256 [0-9a-f]{64}$/),
      expect.stringMatching(/^Small form: facenet-128-small\.onnx {2}23\.1 MB {2}sha256 [0-9a-f]{64}$/),
      'Card: built/facenet-128.json',
    ]);
  });

  test('a file that is refused leaves the models of an earlier run alone', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const before = await readFile(path.join(outDir, 'built', 'facenet-128.json'), 'utf8');
    const other = path.join(folder, 'other.h5');
    await writeFile(other, 'no weights');
    expect(await runFacenet(['--dim', '128', '--weights', other], { outDir, startStep, env: {} })).toBe(1);
    expect(error.mock.calls).toEqual([[expect.stringMatching(/^other\.h5 is not an HDF5 file: .+\.$/)]]);
    expect(lines).toEqual(['Weights: other.h5', 'Check failed']);
    expect(await readFile(path.join(outDir, 'built', 'facenet-128.json'), 'utf8')).toBe(before);
  });

  test('FACENET_WEIGHTS is taken, and a wrong --dim is named', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await runFacenet([], { outDir, env: { FACENET_WEIGHTS: weights } })).toBe(1);
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('own.h5 holds the network with 128 numbers per face'),
    );
  });

  test('an unknown option is an error, --help is not', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await runFacenet(['--force'], { env: {} })).toBe(1);
    expect(error).toHaveBeenCalledOnce();
    expect(await runFacenet(['--help'], { env: {} })).toBe(0);
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('--weights PATH'));
  });

  async function expectCard(cardFile: string, weightsName: string): Promise<void> {
    const card = parseEmbedderCard(JSON.parse(await readFile(cardFile, 'utf8')));
    const source = await readFile(weights);
    expect(card.origin).toEqual({
      kind: 'weights-file',
      url: 'https://github.com/serengil/deepface_models/releases/download/v1.0/facenet_weights.h5',
      file: weightsName,
      bytes: source.length,
      sha256: createHash('sha256').update(source).digest('hex'),
    });
    const model = await readFile(path.join(path.dirname(cardFile), card.file));
    expect(card).toMatchObject({
      id: 'facenet-128',
      file: 'facenet-128-small.onnx',
      bytes: model.length,
      sha256: createHash('sha256').update(model).digest('hex'),
    });
    expect(Buffer.compare(model, await readFile(path.join(outDir, card.file)))).toBe(0);
  }
});

async function operatorsOf(file: string): Promise<Set<string>> {
  const { graph } = decodeOnnx(await readFile(file)) as { graph: { node: { opType: string }[] } };
  return new Set(graph.node.map(({ opType }) => opType));
}
