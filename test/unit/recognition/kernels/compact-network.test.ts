/** @file The whole network by the kernels is the graph of the model file, here with random weights and as the definition reads. */
import { beforeAll, expect, test } from 'vitest';
import {
  createCompactNetwork,
  type CompactNetwork,
} from '../../../../src/recognition/kernels/compact-network.ts';
import type { Weights } from '../../../../src/recognition/kernels/convolutions.ts';
import { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import type { StoredTensor } from '../../../../src/recognition/kernels/onnx-tensors.ts';
import {
  at,
  convolve,
  openTestKernels,
  randomNumbers,
  randomValues,
  randomWeights,
  rectify,
  type Values,
} from './kernel-fixtures.ts';

const BLOCKS = [
  ['conv32_1', 32],
  ['conv32_2', 32],
  ['conv32_3', 32],
  ['conv64_down', 64],
  ['conv64_1', 64],
  ['conv64_2', 64],
  ['conv64_3', 64],
  ['conv128_down', 128],
  ['conv128_1', 128],
  ['conv128_2', 128],
  ['conv256_down', 256],
  ['conv256_1', 256],
  ['conv256_2', 256],
  ['conv256_down_out', 256],
] as const;

const layers = new Map<string, Weights>([['conv32_down', randomWeights(32, 3, 7, 1)]]);
const matrix = randomNumbers(256 * 128, 2).map((value) => value / 16);
const tensors = new Map<string, StoredTensor>([['fc/weights', { shape: [256, 128], values: matrix }]]);

beforeAll(() => {
  let inputs = 32;
  for (const [index, [block, channels]] of BLOCKS.entries()) {
    layers.set(`${block}/conv1`, randomWeights(channels, inputs, 3, 10 * index + 3));
    layers.set(`${block}/conv2`, randomWeights(channels, channels, 3, 10 * index + 4));
    inputs = channels;
  }
  for (const [layer, weights] of layers) {
    const shape = [weights.outputs, weights.inputs, weights.size, weights.size];
    tensors.set(`${layer}/weights`, { shape, values: weights.values });
    tensors.set(`${layer}/bias`, { shape: [weights.outputs], values: weights.bias });
  }
});

function weightsOf(layer: string): Weights {
  const weights = layers.get(layer);
  if (weights === undefined) throw new Error(layer);
  return weights;
}

/** The same on paper: see `models/build/compact-network.ts`. */
function embed(input: Values): Float32Array {
  let picture = maxima(rectify(convolve(input, weightsOf('conv32_down'), 2, 0)));
  for (const [block] of BLOCKS) {
    const isDown = block.includes('_down');
    const first = rectify(convolve(picture, weightsOf(`${block}/conv1`), isDown ? 2 : 1, isDown ? 0 : 1));
    const second = convolve(first, weightsOf(`${block}/conv2`), 1, 1);
    picture = rectify(sum(second, isDown ? means(picture) : picture));
  }
  const area = picture.size ** 2;
  const mean = Array.from({ length: 256 }, (_, channel) =>
    picture.data.reduce((total, value, index) => total + (index % 256 === channel ? value : 0), 0),
  );
  return Float32Array.from({ length: 128 }, (_, column) =>
    mean.reduce((total, value, row) => total + (value / area) * (matrix[row * 128 + column] ?? 0), 0),
  );
}

function pool(values: Values, size: number, pick: (y: number, x: number, channel: number) => number): Values {
  const { channels } = values;
  const data = Float32Array.from({ length: size * size * channels }, (_, index) => {
    const pixel = Math.floor(index / channels);
    return pick(2 * Math.floor(pixel / size), 2 * (pixel % size), index % channels);
  });
  return { size, channels, data };
}

function maxima(values: Values): Values {
  return pool(values, Math.floor((values.size - 3) / 2) + 1, (y, x, channel) =>
    Math.max(...[0, 1, 2].flatMap((dy) => [0, 1, 2].map((dx) => at(values, y + dy, x + dx, channel)))),
  );
}

function means(values: Values): Values {
  return pool(values, Math.floor(values.size / 2), (y, x, channel) => {
    const four = [0, 1].flatMap((dy) => [0, 1].map((dx) => at(values, y + dy, x + dx, channel)));
    return four.reduce((total, value) => total + value, 0) / 4;
  });
}

/** Whichever is smaller counts as zero beyond. */
function sum(one: Values, other: Values): Values {
  const size = Math.max(one.size, other.size);
  const channels = Math.max(one.channels, other.channels);
  const data = Float32Array.from({ length: size * size * channels }, (_, index) => {
    const [pixel, channel] = [Math.floor(index / channels), index % channels];
    const [y, x] = [Math.floor(pixel / size), pixel % size];
    return [one, other].reduce(
      (total, values) => total + (channel < values.channels ? at(values, y, x, channel) : 0),
      0,
    );
  });
  return { size, channels, data };
}

test(
  'gives the embedding of the definition, for one face after the other',
  { timeout: 120_000 },
  async () => {
    const module = await openTestKernels();
    const network = createCompactNetwork(module, tensors);
    const second = createSecond(module);
    for (const seed of [100, 200]) {
      const input = randomValues(150, 3, seed);
      const expected = embed(input);
      const embedding = network.run(input.data);
      expect(embedding).toHaveLength(128);
      expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.1);
      const differences = embedding.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN)));
      expect(Math.max(...differences)).toBeLessThan(1e-4);
      expect(second.run(input.data)).toEqual(embedding);
    }
  },
);

/** Without the tensors, on the weights that the first one has placed. */
function createSecond(module: KernelModule): CompactNetwork {
  return createCompactNetwork(new KernelModule(module.share().module, module.share()));
}

test('a second one on the same memory writes to nothing that the first one reads', async () => {
  const module = await openTestKernels();
  const network = createCompactNetwork(module, tensors);
  const input = randomNumbers(150 * 150 * 3, 300);
  network.run(input);
  const end = module.allocate(0) / Float32Array.BYTES_PER_ELEMENT;
  const second = createSecond(module);
  const before = module.view(0, end).slice();
  second.run(input);
  second.run(input.map((value) => -value));
  const after = module.view(0, end);
  expect(before.every((value, index) => Object.is(value, after[index]))).toBe(true);
});

test('is refused with weights of another shape', async () => {
  const module = await openTestKernels();
  const others = new Map(tensors).set('conv64_1/conv1/weights', {
    shape: [64, 32, 3, 3],
    values: new Float32Array(64 * 32 * 9),
  });
  expect(() => createCompactNetwork(module, others)).toThrow('conv64_1/conv1/weights');
});

test.for(['conv64_2/conv1/bias', 'conv256_down_out/conv2/weights', 'fc/weights'])(
  'is refused without %s',
  async (name) => {
    const module = await openTestKernels();
    const rest = new Map(tensors);
    rest.delete(name);
    expect(() => createCompactNetwork(module, rest)).toThrow('missing');
  },
);
