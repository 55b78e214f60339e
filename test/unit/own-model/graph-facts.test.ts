/** @file Which networks take one picture and give one vector, by what their files say. */
import { describe, expect, test } from 'vitest';
import {
  pictureInputOf,
  vectorOutputOf,
  type Dimension,
  type ValueFacts,
} from '../../../src/recognition/own-model/graph-facts.ts';

const value = (
  shape: readonly Dimension[],
  name = 'x',
  type: string | undefined = 'float32',
): ValueFacts => ({
  name,
  type,
  shape,
});
const inputs = (...values: ValueFacts[]) => ({ inputs: values, outputs: [] });
const outputs = (...values: ValueFacts[]) => ({ inputs: [], outputs: values });

describe('pictureInputOf', () => {
  test.for([
    [['n', 160, 160, 3], 'NHWC', 160, 160, false],
    [[1, 3, 112, 112], 'NCHW', 112, 112, false],
    [[-1, 3, 112, 96], 'NCHW', 96, 112, false],
    [['n', 'h', 'w', 3], 'NHWC', 160, 160, true],
    [['n', 3, 'h', 'w'], 'NCHW', 112, 112, true],
    [[1, 3, 128, 'w'], 'NCHW', 128, 128, true],
    [[1, 3, 3, 3], 'NCHW', 3, 3, false],
  ] as const)('%j is %s of %i x %i', ([shape, layout, width, height, isSizeOpen]) => {
    const read = () => pictureInputOf(inputs(value(shape)));
    if (width < 32) expect(read).toThrow(expect.objectContaining({ code: 'model-not-one-picture' }));
    else expect(read()).toEqual({ name: 'x', layout, width, height, isSizeOpen });
  });

  test('an open size is FaceNet’s where the input is called as the tutorial calls it', () => {
    expect(pictureInputOf(inputs(value([1, 3, 'h', 'w'], 'image_input')))).toMatchObject({ width: 160 });
  });

  test.for<[string, ValueFacts[]]>([
    ['no input', []],
    ['two inputs', [value([1, 3, 160, 160]), value([], 'phase_train', 'bool')]],
    ['a list of words', [value([1, 128], 'input_ids', 'int64')]],
    ['half precision', [value([1, 3, 112, 112], 'x', 'float16')]],
    ['bytes', [value([1, 160, 160, 3], 'x', 'uint8')]],
    ['a grey picture', [value([1, 1, 112, 112])]],
    ['a video', [value([1, 8, 3, 112, 112])]],
    ['eight pictures at once', [value([8, 3, 112, 112])]],
    ['a stamp', [value([1, 3, 16, 16])]],
    ['a poster', [value([1, 3, 1024, 1024])]],
    ['no tensor', [value([], 'x', undefined)]],
  ])('%s is not one picture', ([, values]) => {
    expect(() => pictureInputOf(inputs(...values))).toThrow(
      expect.objectContaining({ code: 'model-not-one-picture' }),
    );
  });
});

describe('vectorOutputOf', () => {
  test.for<[readonly Dimension[], number | undefined]>([
    [['n', 128], 128],
    [[1, 512], 512],
    [[256], 256],
    [['n', 512, 1, 1], 512],
    [['a', 'b'], undefined],
    [[], undefined],
  ])('%j is a vector of %s numbers', ([shape, dimension]) => {
    expect(vectorOutputOf(outputs(value(shape, 'out')))).toEqual({ name: 'out', dimension });
  });

  test('pictures of features beside the vector do not matter', () => {
    const both = outputs(value([1, 64, 20, 20], 'features'), value([1, 512], 'embedding'));
    expect(vectorOutputOf(both)).toEqual({ name: 'embedding', dimension: 512 });
  });

  test.for<[string, ValueFacts[]]>([
    ['no output', []],
    ['two vectors', [value([1, 512], 'a'), value([1, 128], 'b')]],
    ['a picture', [value([1, 3, 112, 112])]],
    ['boxes', [value([1, 896, 16])]],
    ['two classes', [value([1, 2])]],
    ['a thousand and one classes', [value([1, 1025])]],
    ['whole numbers', [value([1, 128], 'x', 'int64')]],
    ['eight vectors at once', [value([8, 128])]],
  ])('%s is not one vector', ([, values]) => {
    expect(() => vectorOutputOf(outputs(...values))).toThrow(
      expect.objectContaining({ code: 'model-not-vector' }),
    );
  });
});
