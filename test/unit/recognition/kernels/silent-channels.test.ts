/** @file Channels go where nothing comes of them, and nowhere else. */
import { expect, test } from 'vitest';
import type { ConvolutionWeights } from '../../../../src/recognition/kernels/panel-convolutions.ts';
import { withoutSilentChannels } from '../../../../src/recognition/kernels/silent-channels.ts';
import { differenceOf, randomValues, type Values } from './kernel-fixtures.ts';
import { filtered, mixed, randomConvolution, sloped } from './panel-fixtures.ts';

const WIDE = 24;
const NEARLY_ZERO = 1e-20;

interface Block {
  readonly before: ConvolutionWeights;
  readonly within: ConvolutionWeights;
  readonly after: ConvolutionWeights;
}

function randomBlock(): Block {
  return {
    before: randomConvolution(WIDE, 8, 1, 1),
    within: randomConvolution(WIDE, 1, 3, 2),
    after: randomConvolution(16, WIDE, 1, 3),
  };
}

function run(convolutions: readonly ConvolutionWeights[], input: Values): Values {
  return convolutions.reduce((values, weights) => {
    if (weights.inputs === 1) return filtered(values, weights, 1, 1);
    return sloped(mixed(values, weights), weights.slopes);
  }, input);
}

function silenceRow({ values, bias }: ConvolutionWeights, output: number): void {
  const length = values.length / bias.length;
  values.fill(NEARLY_ZERO, output * length, (output + 1) * length);
}

function silenceColumn({ values, inputs }: ConvolutionWeights, input: number): void {
  for (let at = input; at < values.length; at += inputs) values[at] = NEARLY_ZERO;
}

/** Each way in which a channel can be of no effect. */
const WAYS: Readonly<Record<string, (block: Block, channel: number) => void>> = {
  'no one reads it': ({ after }, channel) => {
    silenceColumn(after, channel);
  },
  'nothing goes into it': ({ before, within }, channel) => {
    silenceRow(before, channel);
    before.bias[channel] = NEARLY_ZERO;
    within.bias[channel] = NEARLY_ZERO;
  },
  'its filter is zero': ({ within }, channel) => {
    silenceRow(within, channel);
    within.bias[channel] = 0;
  },
};

test.for(Object.keys(WAYS))('where %s, eight of nine channels go, and the output stays', (way) => {
  const block = randomBlock();
  for (let channel = 5; channel < 14; channel++) WAYS[way]?.(block, channel);
  const all = [block.before, block.within, block.after];
  const fewer = withoutSilentChannels(all);
  expect(fewer.map(({ bias, inputs }) => [bias.length, inputs])).toEqual([
    [16, 8],
    [16, 1],
    [16, 16],
  ]);
  const input = randomValues(5, 8, 4);
  expect(differenceOf(run(fewer, input), run(all, input))).toBeLessThan(1e-6);
});

/** Each of these still has an effect. */
const OTHERS: Readonly<Record<string, (block: Block, channel: number) => void>> = {
  'something is added to it': ({ before }, channel) => {
    silenceRow(before, channel);
    before.bias[channel] = 0;
  },
  'it is the same everywhere but at the border': ({ before, within }, channel) => {
    silenceRow(before, channel);
    within.bias[channel] = 0;
  },
  'its filter is zero, and something is added': ({ within }, channel) => {
    silenceRow(within, channel);
  },
};

test.for(Object.keys(OTHERS))('where %s, they stay', (way) => {
  const block = randomBlock();
  for (let channel = 0; channel < 16; channel++) OTHERS[way]?.(block, channel);
  const all = [block.before, block.within, block.after];
  expect(withoutSilentChannels(all)).toEqual(all);
});

test('fewer than eight stay', () => {
  const block = randomBlock();
  for (let channel = 0; channel < 7; channel++) silenceColumn(block.after, channel);
  const all = [block.before, block.within, block.after];
  expect(withoutSilentChannels(all)).toEqual(all);
});
