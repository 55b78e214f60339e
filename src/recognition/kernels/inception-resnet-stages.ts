/**
 * @file The layers of Inception-ResNet-v1 (FaceNet) in the order in which they run.
 * Source: Szegedy et al. 2016, https://arxiv.org/abs/1602.07261; davidsandberg/facenet, `inception_resnet_v1.py`.
 */
import type { Window } from './whole-convolutions.ts';

export interface Layer extends Window {
  readonly outputs: number;
}

/** Layers one after the other, each rectified. */
export type Branch = readonly Layer[];

/** One step of the network. Pools are 3x3, of every second pixel, without a border; a reduction ends with one. */
export type Stage =
  | { readonly kind: 'layer'; readonly layer: Layer }
  | { readonly kind: 'pool' }
  | { readonly kind: 'reduction'; readonly branches: readonly Branch[] }
  | {
      /** `max(0, input + expansion(branches))`, or without the maximum. */
      readonly kind: 'residual';
      readonly branches: readonly Branch[];
      readonly expansion: Layer;
      readonly isRectified: boolean;
    };

export const INPUT_SIZE = 160;
export const COLORS = 3;
export const LAST_CHANNELS = 1792;

export const STAGES: readonly Stage[] = [
  { kind: 'layer', layer: valid(32, 3, 2) },
  { kind: 'layer', layer: valid(32, 3, 1) },
  { kind: 'layer', layer: same(64, 3, 3) },
  { kind: 'pool' },
  { kind: 'layer', layer: same(80, 1, 1) },
  { kind: 'layer', layer: valid(192, 3, 1) },
  { kind: 'layer', layer: valid(256, 3, 2) },
  ...repeated(5, residual(256, [same(32, 1, 1)], [same(32, 1, 1), same(32, 3, 3)], threeOf(32))),
  {
    kind: 'reduction',
    branches: [[valid(384, 3, 2)], [same(192, 1, 1), same(192, 3, 3), valid(256, 3, 2)]],
  },
  ...repeated(10, residual(896, [same(128, 1, 1)], [same(128, 1, 1), same(128, 1, 7), same(128, 7, 1)])),
  {
    kind: 'reduction',
    branches: [
      [same(256, 1, 1), valid(384, 3, 2)],
      [same(256, 1, 1), valid(256, 3, 2)],
      [same(256, 1, 1), same(256, 3, 3), valid(256, 3, 2)],
    ],
  },
  ...repeated(5, lastResidual(true)),
  lastResidual(false),
];

function threeOf(outputs: number): Branch {
  return [same(outputs, 1, 1), same(outputs, 3, 3), same(outputs, 3, 3)];
}

function lastResidual(isRectified: boolean): Stage {
  const branches = [[same(192, 1, 1)], [same(192, 1, 1), same(192, 1, 3), same(192, 3, 1)]];
  return { ...residual(LAST_CHANNELS, ...branches), isRectified };
}

function residual(outputs: number, ...branches: readonly Branch[]): Stage & { readonly kind: 'residual' } {
  return { kind: 'residual', branches, expansion: same(outputs, 1, 1), isRectified: true };
}

function repeated(count: number, stage: Stage): Stage[] {
  return Array.from({ length: count }, () => stage);
}

function same(outputs: number, rows: number, columns: number): Layer {
  return { outputs, rows, columns, stride: 1, isPadded: true };
}

function valid(outputs: number, size: number, stride: number): Layer {
  return { outputs, rows: size, columns: size, stride, isPadded: false };
}
