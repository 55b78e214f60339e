/**
 * @file A TensorFlow Lite file of a few operators as an ONNX file, which ONNX Runtime can run: where the kernels cannot, and
 * in tests as their judge. Written from the definitions of both formats; it shares with the kernels only what reads
 * operators and weights.
 */
import { readTfliteOperators, type StoredOperator } from '../kernels/tflite-layers.ts';
import { writeOnnx, type OnnxNode, type OnnxTensor } from './onnx-file.ts';

type Shape = readonly number[];

/**
 * @param inputShape NHWC
 * @param outputs values that are joined to one list, in this order
 * @throws when the file is none, or has an operator that is not known here
 * @returns an ONNX file from `input`, as the original has it, to `output`
 */
export function tfliteToOnnx(file: Uint8Array, inputShape: Shape, outputs: readonly Shape[]): Uint8Array {
  const operators = readTfliteOperators(file);
  const [first] = operators;
  if (first === undefined) throw new Error('no operators');
  const input = first.inputs[0] ?? -1;
  const converter = new Converter(input, inputShape);
  for (const operator of operators) converter.add(operator);
  const lists = outputs.map((shape) => {
    const last = operators.filter((one) => one.shape.join() === shape.join()).at(-1);
    if (last === undefined) throw new Error(`no output of ${shape.join('x')}`);
    return converter.flatten(last.output);
  });
  const count = outputs.reduce((sum, shape) => sum + shape.reduce((product, side) => product * side), 0);
  return writeOnnx({
    input: { name: 'input', shape: inputShape },
    output: { name: 'output', shape: [1, count] },
    nodes: [
      { operator: 'Transpose', inputs: ['input'], output: nameOf(input), attributes: { perm: [0, 3, 1, 2] } },
      ...converter.nodes,
      { operator: 'Concat', inputs: lists, output: 'output', attributes: { axis: 1 } },
    ],
    tensors: converter.tensors,
  });
}

class Converter {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  readonly #shapes = new Map<number, Shape>();

  constructor(input: number, shape: Shape) {
    this.#shapes.set(input, shape);
  }

  add(operator: StoredOperator): void {
    const { kind, inputs, output, shape } = operator;
    const [input = -1, other = -1] = inputs;
    this.#shapes.set(output, shape);
    switch (kind) {
      case 'convolution':
      case 'depthwise':
        this.#convolve(operator, input);
        break;
      case 'prelu': {
        const slopes = operator.constant(1).values;
        this.#push(
          'PRelu',
          [nameOf(input), this.#store(output, 'slopes', slopes, [slopes.length, 1, 1])],
          output,
        );
        break;
      }
      case 'add':
        this.#push('Add', [nameOf(input), nameOf(other)], output);
        break;
      case 'maxPool': {
        const window = Math.round(this.#sizeOf(input) / this.#sizeOf(output));
        const attributes = { kernel_shape: [window, window], strides: [window, window] };
        this.#push('MaxPool', [nameOf(input)], output, attributes);
        break;
      }
      case 'pad': {
        const [n = 0, nEnd = 0, h = 0, hEnd = 0, w = 0, wEnd = 0, c = 0, cEnd = 0] =
          operator.constant(1).values;
        const name = `${String(output)} pads`;
        const values = [n, c, h, w, nEnd, cEnd, hEnd, wEnd];
        this.tensors.push({ name, shape: [values.length], values });
        this.#push('Pad', [nameOf(input), name], output);
        break;
      }
      case 'dequantize':
      case 'densify':
      case undefined:
        throw new Error(`no ONNX for operator ${String(kind)}`);
    }
  }

  flatten(value: number): string {
    const output = `${nameOf(value)} flat`;
    this.nodes.push({ operator: 'Flatten', inputs: [nameOf(value)], output, attributes: {} });
    return output;
  }

  #convolve(operator: StoredOperator, input: number): void {
    const { kind, output } = operator;
    const filters = operator.constant(1);
    const [outputs = 0, height = 0, width = 0, depth = 0] = filters.shape;
    const isWithin = kind === 'depthwise';
    const stride = Math.round(this.#sizeOf(input) / this.#sizeOf(output));
    // "SAME" of TensorFlow: what is odd goes behind. Where nothing is missing it is "VALID".
    const missing = Math.max((this.#sizeOf(output) - 1) * stride + height - this.#sizeOf(input), 0);
    const [before, after] = [Math.floor(missing / 2), Math.ceil(missing / 2)];
    const shape = isWithin ? [depth, 1, height, width] : [outputs, depth, height, width];
    const values = new Float32Array(filters.values.length);
    let at = 0;
    for (let one = 0; one < (isWithin ? depth : outputs); one++) {
      for (let channel = 0; channel < (isWithin ? 1 : depth); channel++) {
        for (let place = 0; place < height * width; place++) {
          const from = isWithin ? place * depth + one : (one * height * width + place) * depth + channel;
          values[at++] = filters.values[from] ?? Number.NaN;
        }
      }
    }
    const bias = operator.constant(2);
    this.#push(
      'Conv',
      [
        nameOf(input),
        this.#store(output, 'filters', values, shape),
        this.#store(output, 'bias', bias.values, bias.shape),
      ],
      output,
      {
        kernel_shape: [height, width],
        strides: [stride, stride],
        pads: [before, before, after, after],
        group: isWithin ? depth : 1,
      },
    );
  }

  #push(
    operator: string,
    inputs: readonly string[],
    output: number,
    attributes: OnnxNode['attributes'] = {},
  ): void {
    this.nodes.push({ operator, inputs, output: nameOf(output), attributes });
  }

  #store(output: number, what: string, values: Float32Array, shape: Shape): string {
    const name = `${String(output)} ${what}`;
    this.tensors.push({ name, shape, values });
    return name;
  }

  #sizeOf(value: number): number {
    return this.#shapes.get(value)?.[1] ?? Number.NaN;
  }
}

function nameOf(value: number): string {
  return `value ${String(value)}`;
}
