/** @file What an ONNX file says about its own inputs and outputs, and whether that is a network for faces. Pure. */
import { FaultError } from '../../core/errors/fault.ts';

/** A free dimension has a name in place of a number, or a number that is no size. */
export type Dimension = number | string;

export interface ValueFacts {
  readonly name: string;
  /** As ONNX Runtime calls it, or undefined for what is no tensor. */
  readonly type: string | undefined;
  /** Empty when the file does not say it. */
  readonly shape: readonly Dimension[];
}

export interface GraphFacts {
  readonly inputs: readonly ValueFacts[];
  readonly outputs: readonly ValueFacts[];
}

export interface PictureInput {
  readonly name: string;
  readonly layout: 'NCHW' | 'NHWC';
  readonly width: number;
  readonly height: number;
  /** The file leaves the size open; the one here is a guess. */
  readonly isSizeOpen: boolean;
}

export interface VectorOutput {
  readonly name: string;
  /** Undefined: only running it tells. */
  readonly dimension: number | undefined;
}

export const MIN_DIMENSION = 16;
export const MAX_DIMENSION = 1024;
const MIN_SIDE_PX = 32;
const MAX_SIDE_PX = 512;
/** FaceNet's and ArcFace's: nearly every face network in ONNX has one of them. */
const FACENET_SIDE_PX = 160;
const ARCFACE_SIDE_PX = 112;

/** @throws FaultError `model-not-one-picture` */
export function pictureInputOf({ inputs }: GraphFacts): PictureInput {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) refuseInput(`${String(inputs.length)} inputs`);
  const { name, type, shape } = input;
  if (type !== 'float32' || shape.length !== 4)
    refuseInput(`${type ?? 'no tensor'} of ${String(shape.length)}`);
  const batch = sizeOf(shape[0]);
  const layout = layoutOf(shape);
  if ((batch !== undefined && batch !== 1) || layout === undefined) refuseInput(`shape ${shape.join(' ')}`);
  const [heightAt, widthAt] = layout === 'NCHW' ? [2, 3] : [1, 2];
  const [height, width] = [sizeOf(shape[heightAt]), sizeOf(shape[widthAt])];
  const usual = layout === 'NHWC' || name === 'image_input' ? FACENET_SIDE_PX : ARCFACE_SIDE_PX;
  const found: PictureInput = {
    name,
    layout,
    width: width ?? height ?? usual,
    height: height ?? width ?? usual,
    isSizeOpen: height === undefined || width === undefined,
  };
  for (const side of [found.width, found.height]) {
    if (side < MIN_SIDE_PX || side > MAX_SIDE_PX) refuseInput(`${String(side)} pixels`);
  }
  return found;
}

/** @throws FaultError `model-not-vector` */
export function vectorOutputOf({ outputs }: GraphFacts): VectorOutput {
  const vectors = outputs.filter(isVector);
  const [output, ...others] = vectors;
  if (output === undefined || others.length > 0) {
    throw new FaultError(
      'model-not-vector',
      `${String(vectors.length)} of ${String(outputs.length)} outputs`,
    );
  }
  return { name: output.name, dimension: dimensionOf(output.shape) };
}

function refuseInput(what: string): never {
  throw new FaultError('model-not-one-picture', what);
}

function layoutOf(shape: readonly Dimension[]): PictureInput['layout'] | undefined {
  if (shape[1] === 3) return 'NCHW';
  return shape[3] === 3 ? 'NHWC' : undefined;
}

/** `[n, d]`, `[d]` or `[n, d, 1, 1]`; what is left open may be one. */
function isVector({ type, shape }: ValueFacts): boolean {
  if (type !== 'float32') return false;
  if (![0, 1, 2, 4].includes(shape.length)) return false;
  if (shape.length > 1 && ![undefined, 1].includes(sizeOf(shape[0]))) return false;
  if (shape.length === 4 && shape.slice(2).some((one) => sizeOf(one) !== 1)) return false;
  const dimension = dimensionOf(shape);
  return dimension === undefined || (dimension >= MIN_DIMENSION && dimension <= MAX_DIMENSION);
}

function dimensionOf(shape: readonly Dimension[]): number | undefined {
  return sizeOf(shape.length === 1 ? shape[0] : shape[1]);
}

function sizeOf(dimension: Dimension | undefined): number | undefined {
  return typeof dimension === 'number' && dimension > 0 && dimension < 2 ** 31 ? dimension : undefined;
}
