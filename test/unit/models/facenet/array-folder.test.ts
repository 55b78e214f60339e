/** @file A folder of arrays becomes the same network as the Keras file; what is not FaceNet's is refused by its file name. */
import { mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { listLayerArrays, readArrayDigests } from '../../../../models/build/facenet/array-list.ts';
import { readFacenetWeights } from '../../../../models/build/facenet/facenet-weights.ts';
import { foldLayers } from '../../../../models/build/facenet/folded-layers.ts';
import { writeSyntheticWeights } from '../../../../models/build/facenet/synthetic-weights.ts';
import { convertFacenet, runFacenet } from '../../../../models/facenet.ts';
import { serveArrays } from './array-server.ts';
import { npyOf, writeArrays } from './synthetic-arrays.ts';

const KERNEL = 'Block17_2_Branch_1_Conv2d_0b_1x7_kernel.npy';
const REMEDY = 'run the command without --weights to download the right ones.';

test('the list of digests is that of the list of arrays', async () => {
  const names = listLayerArrays().flatMap(({ kernel, bias }) => [kernel.name, bias.name]);
  expect(names).toHaveLength(266);
  expect([...(await readArrayDigests()).keys()].sort()).toEqual(names.sort());
});

describe('a folder of arrays', { timeout: 60_000 }, () => {
  let root: string;
  let folder: string;
  let outDir: string;
  let digests: Map<string, string>;

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'nametag-arrays-'));
    folder = path.join(root, 'nhwc');
    outDir = path.join(root, 'models');
    const file = path.join(root, 'weights.h5');
    await writeSyntheticWeights(file, { seed: 5, dimension: 512 });
    const take = foldLayers(await readFacenetWeights(file, { dimension: 512, url: '' }));
    digests = await writeArrays(folder, take);
  }, 60_000);

  afterEach(() => {
    vi.restoreAllMocks();
  });

  afterAll(async () => {
    await rm(root, { recursive: true });
  });

  test('becomes byte for byte the network of the Keras file', async () => {
    const fromArrays = await convertFacenet({ dimension: 512, weights: folder, outDir, digests });
    const other = await convertFacenet({
      dimension: 512,
      weights: path.join(root, 'weights.h5'),
      outDir: path.join(root, 'other'),
    });
    for (const form of ['full', 'small'] as const) {
      expect(Buffer.compare(await readFile(fromArrays[form]), await readFile(other[form]))).toBe(0);
    }
    expect(JSON.parse(await readFile(fromArrays.card, 'utf8'))).toMatchObject({
      id: 'facenet-512-vggface2',
      origin: { file: 'nhwc', bytes: 93_905_344 },
    });
  });

  test('is downloaded where none is given, and a second run asks for nothing', async () => {
    const contents = await Promise.all(
      [...digests.keys()].map(async (name) => [name, await readFile(path.join(folder, name))] as const),
    );
    const server = await serveArrays(new Map(contents));
    const places = { outDir: path.join(root, 'fetched'), digests, env: { FACENET_URL: server.url } };
    try {
      expect(await runFacenet([], places)).toBe(0);
      expect(server.asked.sort()).toEqual([...digests.keys()].sort());
      expect(await runFacenet([], places)).toBe(0);
      expect(server.asked).toHaveLength(digests.size);
    } finally {
      await server.close();
    }
    const small = path.join('built', 'facenet-512-small.onnx');
    const [fetched, given] = [
      await readFile(path.join(places.outDir, small)),
      await readFile(path.join(outDir, small)),
    ];
    expect(Buffer.compare(fetched, given)).toBe(0);
  });

  test('of the right shapes and other values is not taken for the published network', async () => {
    expect(await refusalOf({})).toMatch(
      /^Conv2d_1a_3x3_kernel\.npy is not the array that was published \(its sha256 is [0-9a-f]{64}\) and may be damaged or of another network: run the command without --weights to download the right ones\.$/,
    );
  });

  test('has 512 numbers per face', async () => {
    expect(await refusalOf({ args: ['--dim', '128'] })).toMatch(
      /^nhwc is a folder, and arrays are published with 512 numbers per face only: leave out --dim, or take the Keras weights for --dim 128 from https:\S+\.$/,
    );
  });

  test.for<[what: string, spoil: (file: string) => Promise<void>, sentence: string]>([
    ['a missing array', (file) => rm(file), `${KERNEL} is missing in nhwc: ${REMEDY}`],
    [
      'a renamed array',
      (file) => rename(file, file.replace('_kernel', '_weights')),
      `${KERNEL} is missing in nhwc (${KERNEL.replace('_kernel', '_weights')} is there, which does not belong to FaceNet): ${REMEDY}`,
    ],
    [
      'a cut-off array',
      (file) => truncate(file, 1000),
      `${KERNEL} is cut off, 1000 of 458880 bytes are there: ${REMEDY}`,
    ],
    ['an empty array', (file) => truncate(file, 0), `${KERNEL} is not a .npy file: ${REMEDY}`],
    [
      'an array of another shape',
      (file) => writeFile(file, npyOf([128, 7, 1, 128], new Float32Array(128 * 7 * 128))),
      `${KERNEL} has the shape 128x7x1x128, not 128x1x7x128, and so belongs to another network: ${REMEDY}`,
    ],
    [
      'an array of NaN',
      (file) => writeFile(file, npyOf([128, 1, 7, 128], new Float32Array(128 * 7 * 128).fill(Number.NaN))),
      `${KERNEL} holds a value that is not a number: ${REMEDY}`,
    ],
    [
      'an array of another type',
      (file) => writeFile(file, npyOf([128, 1, 7, 128], new Float32Array(128 * 7 * 128), '<i4')),
      `${KERNEL} holds values of type <i4, not float32 (<f4): ${REMEDY}`,
    ],
  ])('with %s is refused, and the network of before stays', async ([, spoil, sentence]) => {
    const file = path.join(folder, KERNEL);
    const content = await readFile(file);
    const built = path.join(outDir, 'built', 'facenet-512.json');
    const before = await readFile(built, 'utf8');
    try {
      await spoil(file);
      expect(await refusalOf({ known: digests })).toBe(sentence);
      expect(await readFile(built, 'utf8')).toBe(before);
    } finally {
      await rm(file.replace('_kernel', '_weights'), { force: true });
      await writeFile(file, content);
    }
  });

  test('that holds something else is refused', async () => {
    expect(await refusalOf({ weights: path.join(outDir, 'built') })).toBe(
      `built holds none of FaceNet's 266 arrays, not even Conv2d_1a_3x3_kernel.npy: ${REMEDY}`,
    );
  });

  test('that is not there is named', async () => {
    expect(await refusalOf({ weights: path.join(root, 'nowhere') })).toMatch(/nowhere cannot be read: check/);
  });

  /** The one line that the command prints. */
  async function refusalOf({
    weights = folder,
    known,
    args = [],
  }: {
    readonly weights?: string;
    readonly known?: Map<string, string>;
    readonly args?: readonly string[];
  }): Promise<unknown> {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const options = { outDir, env: {}, ...(known === undefined ? {} : { digests: known }) };
    expect(await runFacenet(['--weights', weights, ...args], options)).toBe(1);
    expect(error).toHaveBeenCalledOnce();
    return error.mock.calls[0]?.[0];
  }
});
