/**
 * @file The layers of Inception-ResNet-v1 as data: the converter, the check of a weights file and the synthetic weights
 * all walk this one list.
 * Source: Szegedy et al. 2016 (arXiv 1602.07261); davidsandberg/facenet `inception_resnet_v1.py`; nyoki-mtl/keras-facenet
 * (names of the layers). One commit of the latter adds `scale * up + up`; the weights were trained with `x + scale * up`.
 */

/** A convolution; batch norm and ReLU follow it unless it ends a residual block. */
export interface Convolution {
  readonly name: string;
  readonly filters: number;
  readonly kernel: readonly [rows: number, columns: number];
  readonly stride: 1 | 2;
  /** `same` is used with stride 1 and odd kernels only, so that it pads both sides alike. */
  readonly padding: 'same' | 'valid';
}

/** What happens to the input of a block on one of its parallel ways. */
export type Branch = readonly Convolution[] | 'max-pool';

/** `input + scale * expansion(concat(branches))`, then ReLU unless `isLinear`. */
export interface ResidualStage {
  readonly kind: 'residual';
  readonly name: string;
  readonly branches: readonly Branch[];
  /** With a bias, without batch norm, without ReLU. */
  readonly expansion: Convolution;
  readonly scale: number;
  readonly isLinear: boolean;
}

/** One step of the network; every `max-pool` is 3x3 with stride 2 and no padding. */
export type Stage =
  | { readonly kind: 'convolution'; readonly convolution: Convolution }
  | { readonly kind: 'max-pool'; readonly name: string }
  | { readonly kind: 'reduction'; readonly name: string; readonly branches: readonly Branch[] }
  | ResidualStage;

/** Lengths of the embedding for which there are public weights. */
export const FACENET_DIMENSIONS = [128, 512] as const;
export type FacenetDimension = (typeof FACENET_DIMENSIONS)[number];

/** Side of the square input, in pixels. */
export const FACENET_INPUT_SIZE = 160;
export const FACENET_INPUT_CHANNELS = 3;

/** The last matrix, without bias, and its batch norm; the number of its inputs is that of the channels before it. */
export const BOTTLENECK = 'Bottleneck';

/** Batch norm's epsilon in these networks; Keras' own default is the same. It has no factor (`scale=False`). */
export const BATCH_NORM_EPSILON = 0.001;

/** Name of the batch norm that belongs to a layer. */
export function batchNormOf(layer: string): string {
  return `${layer}_BatchNorm`;
}

/** In the order in which they run. */
export const FACENET_STAGES: readonly Stage[] = [
  convolutionStage(valid('Conv2d_1a_3x3', 32, 2)),
  convolutionStage(valid('Conv2d_2a_3x3', 32)),
  convolutionStage(same('Conv2d_2b_3x3', 64)),
  { kind: 'max-pool', name: 'MaxPool_3a_3x3' },
  convolutionStage(same('Conv2d_3b_1x1', 80)),
  convolutionStage(valid('Conv2d_4a_3x3', 192)),
  convolutionStage(valid('Conv2d_4b_3x3', 256, 2)),
  ...repeat(5, block35),
  {
    kind: 'reduction',
    name: 'Mixed_6a',
    branches: [
      [valid('Mixed_6a_Branch_0_Conv2d_1a_3x3', 384, 2)],
      [
        same('Mixed_6a_Branch_1_Conv2d_0a_1x1', 192),
        same('Mixed_6a_Branch_1_Conv2d_0b_3x3', 192),
        valid('Mixed_6a_Branch_1_Conv2d_1a_3x3', 256, 2),
      ],
      'max-pool',
    ],
  },
  ...repeat(10, block17),
  {
    kind: 'reduction',
    name: 'Mixed_7a',
    branches: [
      [same('Mixed_7a_Branch_0_Conv2d_0a_1x1', 256), valid('Mixed_7a_Branch_0_Conv2d_1a_3x3', 384, 2)],
      [same('Mixed_7a_Branch_1_Conv2d_0a_1x1', 256), valid('Mixed_7a_Branch_1_Conv2d_1a_3x3', 256, 2)],
      [
        same('Mixed_7a_Branch_2_Conv2d_0a_1x1', 256),
        same('Mixed_7a_Branch_2_Conv2d_0b_3x3', 256),
        valid('Mixed_7a_Branch_2_Conv2d_1a_3x3', 256, 2),
      ],
      'max-pool',
    ],
  },
  ...repeat(6, block8),
];

function block35(index: number): Stage {
  const name = `Block35_${String(index)}`;
  const branches = [
    [same(`${name}_Branch_0_Conv2d_1x1`, 32)],
    [same(`${name}_Branch_1_Conv2d_0a_1x1`, 32), same(`${name}_Branch_1_Conv2d_0b_3x3`, 32)],
    [
      same(`${name}_Branch_2_Conv2d_0a_1x1`, 32),
      same(`${name}_Branch_2_Conv2d_0b_3x3`, 32),
      same(`${name}_Branch_2_Conv2d_0c_3x3`, 32),
    ],
  ];
  return residual(name, branches, 256, 0.17);
}

function block17(index: number): Stage {
  const name = `Block17_${String(index)}`;
  const branches = [
    [same(`${name}_Branch_0_Conv2d_1x1`, 128)],
    [
      same(`${name}_Branch_1_Conv2d_0a_1x1`, 128),
      same(`${name}_Branch_1_Conv2d_0b_1x7`, 128),
      same(`${name}_Branch_1_Conv2d_0c_7x1`, 128),
    ],
  ];
  return residual(name, branches, 896, 0.1);
}

/** The sixth is the last one: it adds its whole result and stays linear. */
function block8(index: number): Stage {
  const name = `Block8_${String(index)}`;
  const branches = [
    [same(`${name}_Branch_0_Conv2d_1x1`, 192)],
    [
      same(`${name}_Branch_1_Conv2d_0a_1x1`, 192),
      same(`${name}_Branch_1_Conv2d_0b_1x3`, 192),
      same(`${name}_Branch_1_Conv2d_0c_3x1`, 192),
    ],
  ];
  return index === 6 ? residual(name, branches, 1792, 1, true) : residual(name, branches, 1792, 0.2);
}

function residual(
  name: string,
  branches: readonly Branch[],
  channels: number,
  scale: number,
  isLinear = false,
): Stage {
  const expansion = same(`${name}_Conv2d_1x1`, channels);
  return { kind: 'residual', name, branches, expansion, scale, isLinear };
}

function convolutionStage(convolution: Convolution): Stage {
  return { kind: 'convolution', convolution };
}

function same(name: string, filters: number): Convolution {
  return { name, filters, kernel: kernelOf(name), stride: 1, padding: 'same' };
}

function valid(name: string, filters: number, stride: 1 | 2 = 1): Convolution {
  return { name, filters, kernel: kernelOf(name), stride, padding: 'valid' };
}

/** Every name ends in its kernel: `…_1x7` has one row and seven columns. */
function kernelOf(name: string): [rows: number, columns: number] {
  const [, rows, columns] = /_(\d)x(\d)$/.exec(name) ?? [];
  return [Number(rows), Number(columns)];
}

function repeat(count: number, create: (index: number) => Stage): Stage[] {
  return Array.from({ length: count }, (_, index) => create(index + 1));
}
