/**
 * @file The ways to read a picture, and which is used: chosen on the person's own machine, once for each kind of picture of a
 * document. Each is tried on frames that are sampled anyway, and its pixels are compared with the canvas's later, in a task of
 * their own: no frame costs the page two ways at once.
 */
import { isAlike } from '../../core/image/alike.ts';
import { toRgb } from '../../core/image/yuv.ts';
import { MethodChoice } from '../../core/pace/method-choice.ts';
import { CanvasGrab } from './canvas-grab.ts';
import type { GrabMethod, GrabWish, GrabbedFrame } from './grab-method.ts';
import { PlanesGrab } from './planes-grab.ts';
import { SmallFrameGrab } from './small-frame-grab.ts';

export type GrabName = 'canvas' | 'planes' | 'small-frame';

/** A copy that takes longer makes every box late. */
const MAX_WAIT_MS = 60;

/** By kind of picture, for all videos of the document. */
const choices = new Map<string, MethodChoice<GrabName>>();

export interface GrabResult {
  readonly pixels: GrabbedFrame;
  /** Of the page's main thread. */
  readonly costMs: number;
}

interface Unchecked {
  readonly choice: MethodChoice<GrabName>;
  readonly name: GrabName;
  readonly wish: GrabWish;
  readonly pixels: GrabbedFrame;
}

/** One for each video. */
export class GrabMethods {
  readonly #methods: Readonly<Record<GrabName, GrabMethod>> = {
    canvas: new CanvasGrab(),
    planes: new PlanesGrab(),
    'small-frame': new SmallFrameGrab(),
  };
  #unchecked: Unchecked | undefined;

  /** Whether `check` has something to do. */
  get isUnchecked(): boolean {
    return this.#unchecked !== undefined;
  }

  /** The picture is needed until the promise is settled. @throws DOMException when it may not be read */
  async read(picture: VideoFrame, wish: GrabWish): Promise<GrabResult> {
    const choice = choiceFor(picture);
    // Regions come in bursts: nothing is tried on them.
    const name = wish.isSmooth ? choice.best : choice.next;
    const result = name === choice.safe ? undefined : await this.#try(choice, name, picture, wish);
    if (result === undefined) return this.#readSafely(choice, picture, wish);
    if (!wish.isSmooth && choice.isUnchecked(name))
      this.#unchecked = { choice, name, wish, pixels: result.pixels };
    return result;
  }

  /** Compares what was read last with what the canvas reads; `picture` is the same. */
  async check(picture: VideoFrame): Promise<void> {
    const unchecked = this.#unchecked;
    this.#unchecked = undefined;
    if (unchecked === undefined) return;
    const { choice, name, wish, pixels } = unchecked;
    const { pixels: trusted } = await measure(this.#methods.canvas, picture, wish);
    const isSame = isAlike(toRgb(trusted), toRgb(pixels));
    if (isSame === true) choice.trust(name);
    if (isSame === false) choice.refuse(name);
  }

  async #readSafely(
    choice: MethodChoice<GrabName>,
    picture: VideoFrame,
    wish: GrabWish,
  ): Promise<GrabResult> {
    const result = await measure(this.#methods.canvas, picture, wish);
    if (!wish.isSmooth) choice.note(choice.safe, result.costMs);
    return result;
  }

  /** Undefined where this way does not lead to the pixels; it is not tried again. */
  async #try(
    choice: MethodChoice<GrabName>,
    name: GrabName,
    picture: VideoFrame,
    wish: GrabWish,
  ): Promise<GrabResult | undefined> {
    try {
      const { waitMs, ...result } = await measure(this.#methods[name], picture, wish);
      if (!wish.isSmooth) choice.note(name, waitMs > MAX_WAIT_MS ? Infinity : result.costMs);
      return result;
    } catch {
      choice.refuse(name);
      return undefined;
    }
  }
}

/** @throws DOMException where the picture may not be read, or not in this way */
async function measure(
  method: GrabMethod,
  picture: VideoFrame,
  wish: GrabWish,
): Promise<GrabResult & { readonly waitMs: number }> {
  const startMs = performance.now();
  const grab = method.start(picture, wish);
  if (grab === undefined) throw new DOMException('another kind of picture', 'NotSupportedError');
  const startedMs = performance.now();
  if (grab.copied !== undefined) await grab.copied;
  const copiedMs = performance.now();
  const pixels = grab.finish();
  const costMs = startedMs - startMs + performance.now() - copiedMs;
  return { pixels, costMs, waitMs: copiedMs - startedMs };
}

/** Pictures of one format and about one size cost the same. */
function choiceFor({ format, codedWidth, codedHeight, colorSpace }: VideoFrame): MethodChoice<GrabName> {
  const size = Math.round(Math.log2(Math.max(1, codedWidth * codedHeight)));
  const kind = `${String(format)} ${String(colorSpace.matrix)} ${String(colorSpace.fullRange)} ${String(size)}`;
  let choice = choices.get(kind);
  if (choice === undefined) {
    choice = new MethodChoice<GrabName>('canvas', ['planes', 'small-frame']);
    choices.set(kind, choice);
  }
  return choice;
}
