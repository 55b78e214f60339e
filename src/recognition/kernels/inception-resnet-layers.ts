/**
 * @file The weights of Inception-ResNet-v1 (FaceNet) out of an ONNX file that has exactly this graph. The graph is followed from
 * its output to its input, by what feeds what: names and the order of nodes may be any.
 */
import {
  COLORS,
  LAST_CHANNELS,
  STAGES,
  type Branch,
  type Layer,
  type Stage,
} from './inception-resnet-stages.ts';
import { readOnnxNodes, type StoredNode } from './onnx-nodes.ts';
import { readOnnxTensors, type StoredTensor } from './onnx-tensors.ts';
import type { WindowFilters } from './whole-filters.ts';

/** Weights in the order of `STAGES`: branch by branch, then the expansion. */
export interface InceptionResnetWeights {
  readonly layers: readonly WindowFilters[];
  /** The last matrix, `[dimension, 1792]`. */
  readonly last: StoredTensor;
  /** `[dimension]` */
  readonly lastBias: Float32Array;
}

/** @throws when the file has another graph, or lacks a weight */
export function readInceptionResnet(file: Uint8Array): InceptionResnetWeights {
  return weightsOf(readOnnxNodes(file), readOnnxTensors(file));
}

/** As `readInceptionResnet`, from what the file holds. @throws */
export function weightsOf(
  nodes: readonly StoredNode[],
  tensors: ReadonlyMap<string, StoredTensor>,
): InceptionResnetWeights {
  const reader = new GraphReader(nodes, tensors);
  const { last, lastBias, input } = reader.readEnd();
  let value = input;
  const parts: WindowFilters[][] = [];
  for (const stage of STAGES.toReversed()) {
    const { filters, input: before } = reader.readStage(stage, value);
    parts.unshift(filters);
    value = before;
  }
  const layers = parts.flat();
  if (reader.isMade(value) || layers[0]?.inputs !== COLORS) throw unlike('a picture of three colors');
  return { layers, last, lastBias };
}

interface Read {
  readonly filters: WindowFilters[];
  /** Name of what goes in. */
  readonly input: string;
}

/** Each method reads what makes a value, given by name. */
class GraphReader {
  readonly #makers: ReadonlyMap<string, StoredNode>;
  readonly #tensors: ReadonlyMap<string, StoredTensor>;
  readonly #end: string;

  constructor(nodes: readonly StoredNode[], tensors: ReadonlyMap<string, StoredTensor>) {
    this.#makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node])));
    this.#tensors = tensors;
    const read = new Set(nodes.flatMap(({ inputs }) => inputs));
    const ends = [...this.#makers.keys()].filter((output) => !read.has(output));
    if (ends.length !== 1) throw unlike('one output');
    this.#end = ends[0] ?? '';
  }

  isMade(value: string): boolean {
    return this.#makers.has(value);
  }

  readEnd(): Pick<InceptionResnetWeights, 'last' | 'lastBias'> & { readonly input: string } {
    const matrix = this.#make('Gemm', this.#end);
    if (matrix.attributes.get('transB')?.join() !== '1') throw unlike('a Gemm with transB');
    const last = this.#tensor(matrix.inputs[1]);
    const [dimension = 0] = last.shape;
    const lastBias = this.#tensor(matrix.inputs[2], [dimension]).values;
    if (last.shape.join() !== [dimension, LAST_CHANNELS].join() || dimension % 8 !== 0) {
      throw unlike(`a last matrix of ${String(LAST_CHANNELS)} columns`);
    }
    const mean = this.#make('GlobalAveragePool', this.#inputOf('Flatten', matrix.inputs[0]));
    return { last, lastBias, input: nameOf(mean.inputs[0]) };
  }

  readStage(stage: Stage, value: string): Read {
    switch (stage.kind) {
      case 'layer':
        return this.#branch([stage.layer], value);
      case 'pool':
        return { filters: [], input: this.#pool(value) };
      case 'reduction':
        return this.#reduction(stage.branches, value);
      case 'residual': {
        const sum = this.#make('Add', stage.isRectified ? this.#inputOf('Relu', value) : value);
        const up = sum.inputs.find((input) => this.#makers.get(input)?.operator === 'Conv');
        const before = sum.inputs.find((input) => input !== up);
        const { filters: expansion, input: mixed } = this.#layer(stage.expansion, nameOf(up));
        const { filters, input } = this.#branches(stage.branches, this.#make('Concat', mixed).inputs);
        if (input !== before) throw unlike('a sum of a block and what went into it');
        return { filters: [...filters, ...expansion], input };
      }
    }
  }

  #reduction(branches: readonly Branch[], value: string): Read {
    const outputs = this.#make('Concat', value).inputs;
    const { filters, input } = this.#branches(branches, outputs.slice(0, -1));
    if (this.#pool(nameOf(outputs.at(-1))) !== input) throw unlike('branches of one input');
    return { filters, input };
  }

  #branches(branches: readonly Branch[], values: readonly string[]): Read {
    if (values.length !== branches.length) throw unlike(`${String(branches.length)} branches`);
    const all = branches.map((branch, index) => this.#branch(branch, nameOf(values[index])));
    const inputs = new Set(all.map(({ input }) => input));
    if (inputs.size !== 1) throw unlike('branches of one input');
    return { filters: all.flatMap(({ filters }) => filters), input: nameOf([...inputs][0]) };
  }

  #branch(branch: Branch, value: string): Read {
    const filters: WindowFilters[] = [];
    for (const layer of branch.toReversed()) {
      const { filters: found, input } = this.#layer(layer, this.#inputOf('Relu', value));
      filters.unshift(...found);
      value = input;
    }
    return { filters, input: value };
  }

  #layer({ outputs, rows, columns, stride, isPadded }: Layer, value: string): Read {
    const { attributes, inputs: names } = this.#make('Conv', value);
    const [top, left] = isPadded ? [(rows - 1) / 2, (columns - 1) / 2] : [0, 0];
    expectAttributes(attributes, [rows, columns], stride, [top, left, top, left]);
    for (const [name, usual] of [
      ['dilations', '1,1'],
      ['group', '1'],
    ] as const) {
      if ((attributes.get(name)?.join() ?? usual) !== usual) throw unlike(`a Conv with ${name} ${usual}`);
    }
    const { shape, values } = this.#tensor(names[1]);
    const inputs = shape[1] ?? 0;
    if (shape.join() !== [outputs, inputs, rows, columns].join()) {
      throw unlike(`weights of ${String(outputs)} outputs`);
    }
    const bias = this.#tensor(names[2], [outputs]).values;
    return { filters: [{ outputs, inputs, rows, columns, values, bias }], input: nameOf(names[0]) };
  }

  #pool(value: string): string {
    const { attributes, inputs } = this.#make('MaxPool', value);
    expectAttributes(attributes, [3, 3], 2, [0, 0, 0, 0]);
    return nameOf(inputs[0]);
  }

  #inputOf(operator: string, value: string | undefined): string {
    return nameOf(this.#make(operator, nameOf(value)).inputs[0]);
  }

  #make(operator: string, value: string): StoredNode {
    const node = this.#makers.get(value);
    if (node?.operator !== operator) throw unlike(`${operator} instead of ${node?.operator ?? 'nothing'}`);
    return node;
  }

  /** The tensor itself, or what its small form of 8-bit numbers stands for. */
  #tensor(name: string | undefined, shape?: readonly number[]): StoredTensor {
    const found = this.#tensors.get(nameOf(name)) ?? this.#dequantized(nameOf(name));
    const count = found.shape.reduce((product, length) => product * length, 1);
    if (count !== found.values.length || (shape !== undefined && shape.join() !== found.shape.join())) {
      throw unlike('weights of another shape');
    }
    return found;
  }

  #dequantized(name: string): StoredTensor {
    const { inputs } = this.#make('DequantizeLinear', name);
    const small = this.#tensors.get(nameOf(inputs[0]));
    const steps = this.#tensors.get(nameOf(inputs[1]));
    if (small === undefined || steps === undefined || steps.values.length !== small.shape[0]) {
      throw unlike('weights of 8 bits and their steps');
    }
    const perStep = small.values.length / steps.values.length;
    const values = small.values.map((value, at) => value * (steps.values[Math.floor(at / perStep)] ?? 0));
    return { shape: small.shape, values };
  }
}

/** What a missing attribute stands for: kernels of ones never occur, so all but borders are there. */
function expectAttributes(
  attributes: StoredNode['attributes'],
  kernel: readonly number[],
  stride: number,
  pads: readonly number[],
): void {
  const expected = [
    ['kernel_shape', kernel, ''],
    ['strides', [stride, stride], '1,1'],
    ['pads', pads, '0,0,0,0'],
  ] as const;
  for (const [name, numbers, usual] of expected) {
    const found = attributes.get(name)?.join() ?? usual;
    if (found !== numbers.join()) throw unlike(`${name} ${numbers.join()} instead of ${found}`);
  }
}

function nameOf(name: string | undefined): string {
  if (name === undefined) throw unlike('one input more');
  return name;
}

function unlike(expected: string): Error {
  return new Error(`not an Inception-ResNet-v1: there should be ${expected}`);
}
