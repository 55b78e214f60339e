/**
 * @file The compact network is assembled from exactly the weights that it has.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createCompactNetwork } from '../../../models/build/compact-network.ts';
import { parseWeightsManifest, readWeights } from '../../../models/build/quantized-weights.ts';

const ENDS = { inputName: 'image', inputSize: 150, outputName: 'embedding', dimension: 128 };

const folder = new URL('../../../node_modules/@vladmandic/face-api/model/', import.meta.url);
const manifestText = await readFile(new URL('face_recognition_model-weights_manifest.json', folder), 'utf8');
const manifest = parseWeightsManifest(JSON.parse(manifestText));
const weights = readWeights(manifest, await readFile(new URL(manifest.path, folder)));

describe('createCompactNetwork', () => {
  test('has 29 convolutions, a free batch and the names of the card', () => {
    const { input, output, nodes } = createCompactNetwork(weights, ENDS);
    expect(nodes.filter(({ operator }) => operator === 'Conv')).toHaveLength(29);
    expect(input).toEqual({ name: 'image', shape: ['n', 3, 150, 150] });
    expect(output).toEqual({ name: 'embedding', shape: ['n', 128] });
  });

  test('pads features where a block leaves them smaller, and the shortcut where it has fewer channels', () => {
    const { tensors } = createCompactNetwork(weights, ENDS);
    const paddings = tensors
      .filter(({ name }) => name.endsWith('/padding'))
      .map(({ name, values }) => [name, [...values].slice(4).map(Number)]);
    expect(Object.fromEntries(paddings)).toEqual({
      'conv64_down/shortcut/padding': [0, 32, 0, 0],
      'conv128_down/shortcut/padding': [0, 64, 0, 0],
      'conv256_down/conv2/padding': [0, 0, 1, 1],
      'conv256_down/shortcut/padding': [0, 128, 0, 0],
      'conv256_down_out/conv2/padding': [0, 0, 1, 1],
    });
  });

  test('names every value once', () => {
    const { nodes, tensors } = createCompactNetwork(weights, ENDS);
    const names = [...nodes.map(({ output }) => output), ...tensors.map(({ name }) => name)];
    expect(new Set(names).size).toBe(names.length);
  });

  test('refuses a missing weight', () => {
    const incomplete = new Map(weights);
    incomplete.delete('conv64_2/conv1/scale/biases');
    expect(() => createCompactNetwork(incomplete, ENDS)).toThrow(
      'the weight "conv64_2/conv1/scale/biases" is missing',
    );
  });

  test('refuses a weight that has no place', () => {
    const tooMany = new Map(weights).set('extra', { shape: [1], values: Float32Array.of(1) });
    expect(() => createCompactNetwork(tooMany, ENDS)).toThrow('unused weights: extra');
  });

  test('refuses another embedding length', () => {
    expect(() => createCompactNetwork(weights, { ...ENDS, dimension: 512 })).toThrow(
      'fc has the wrong shape',
    );
  });
});
