/** @file Affine maps of the plane as CSS has them, and what they make of a box. */
import type { BoundingBox, PixelBox, Point } from './bounding-box.ts';

/** `x' = a x + c y`, `y' = b x + d y`: the names of CSS's `matrix(a, b, c, d, e, f)`. */
export interface Linear {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

export interface Affine extends Linear {
  readonly e: number;
  readonly f: number;
}

export const IDENTITY: Linear = { a: 1, b: 0, c: 0, d: 1 };

/** The map that does `inner` first and `outer` after it. */
export function compose(outer: Linear, inner: Linear): Linear {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
  };
}

export function mapPoint({ a, b, c, d, e, f }: Affine, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** The upright box around the mapped box. */
export function boundsOf(map: Affine, { leftPx, topPx, widthPx, heightPx }: PixelBox): PixelBox {
  const center = mapPoint(map, { x: leftPx + widthPx / 2, y: topPx + heightPx / 2 });
  const width = Math.abs(map.a) * widthPx + Math.abs(map.c) * heightPx;
  const height = Math.abs(map.b) * widthPx + Math.abs(map.d) * heightPx;
  return { leftPx: center.x - width / 2, topPx: center.y - height / 2, widthPx: width, heightPx: height };
}

export interface TurnedBox {
  /** The upright box around the turned one. */
  readonly bounds: PixelBox;
  /** Sides of the turned box, which shares the centre of `bounds`. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Clockwise, within 45 degrees of upright: a box looks the same after a quarter turn with its sides swapped, and mirrored. */
  readonly angleDeg: number;
}

/** Sides that meet at another angle than this (as its cosine) make no box: the upright one around them is taken. */
const MAX_SKEW = 0.02;
/** Below a twentieth of a degree nothing turns visibly. */
const MIN_ANGLE_DEG = 0.05;

/** What becomes of `box` under `map`. A skewed one is replaced by the upright box around it. */
export function turnBox(map: Affine, box: BoundingBox): TurnedBox {
  const bounds = boundsOf(map, { leftPx: box.x, topPx: box.y, widthPx: box.width, heightPx: box.height });
  const upright = { bounds, widthPx: bounds.widthPx, heightPx: bounds.heightPx, angleDeg: 0 };
  const widthPx = Math.hypot(map.a, map.b) * box.width;
  const heightPx = Math.hypot(map.c, map.d) * box.height;
  const skew = (map.a * map.c + map.b * map.d) * box.width * box.height;
  if (widthPx === 0 || heightPx === 0 || Math.abs(skew) > MAX_SKEW * widthPx * heightPx) return upright;
  const angle = (Math.atan2(map.b, map.a) * 180) / Math.PI;
  const quarters = Math.round(angle / 90);
  const angleDeg = angle - quarters * 90;
  if (Math.abs(angleDeg) < MIN_ANGLE_DEG) return upright;
  return quarters % 2 === 0
    ? { bounds, widthPx, heightPx, angleDeg }
    : { bounds, widthPx: heightPx, heightPx: widthPx, angleDeg };
}

export interface TransformStyle {
  readonly transform: string;
  readonly rotate: string;
  readonly scale: string;
}

/**
 * The linear part of an element's computed transform, as it appears on the screen: 3D transforms are seen from the front
 * and without perspective. Source: CSS Transforms 2, section 5: rotate, then scale, then transform.
 */
export function linearOf({ transform, rotate, scale }: TransformStyle): Linear {
  return compose(compose(parseRotate(rotate), parseScale(scale)), parseTransform(transform));
}

function parseTransform(value: string): Linear {
  const numbers = /^matrix(3d)?\(([^)]*)\)$/u.exec(value);
  const parts = (numbers?.[2] ?? '').split(',').map(Number);
  const [a, b, c, d] = numbers?.[1] === '3d' ? [parts[0], parts[1], parts[4], parts[5]] : parts;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return IDENTITY;
  return [a, b, c, d].every(Number.isFinite) ? { a, b, c, d } : IDENTITY;
}

/** `45deg`, or with an axis: `x 45deg`, `y 180deg`. Axes that are slanted count as upright. */
function parseRotate(value: string): Linear {
  const found = /^(?:([xyz]) )?(-?[\d.e+-]+)deg$/u.exec(value);
  if (found === null) return IDENTITY;
  const radians = (Number(found[2]) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  if (found[1] === 'x') return { ...IDENTITY, d: cos };
  if (found[1] === 'y') return { ...IDENTITY, a: cos };
  return { a: cos, b: sin, c: -sin, d: cos };
}

function parseScale(value: string): Linear {
  const [x, y = x] = value.split(' ').map(Number);
  if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return IDENTITY;
  return { a: x, b: 0, c: 0, d: y };
}
