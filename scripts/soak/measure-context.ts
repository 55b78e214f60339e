/** @file What one context holds, after a garbage collection. */
import type { CDPSession } from 'puppeteer-core';
import * as v from 'valibot';
import { findContentWorld, type Context } from './contexts.ts';
import { READ_HOLDINGS } from './instruments.ts';

export interface ContextSample {
  /** JavaScript objects; in a page those of the page's own scripts too, which share the heap. */
  readonly heapBytes: number;
  /** Missing where there is no WebAssembly. */
  readonly wasmBytes?: number;
}

export interface OpenThings {
  readonly videoFrames: number;
  readonly imageBitmaps: number;
  readonly tensors: number;
}

export interface Measured {
  readonly memory: ContextSample;
  readonly open: OpenThings;
}

const GROUP = 'nametag-soak';

const holdingsSchema = v.object({
  wasmBytes: v.array(v.number()),
  videoFrames: v.number(),
  imageBitmaps: v.number(),
  tensors: v.number(),
});

export async function measureContext({ session, isWorker }: Context): Promise<Measured> {
  // Twice: what the first one finalises, the second one frees.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  if (isWorker) {
    const { result } = await session.send('Runtime.evaluate', {
      expression: READ_HOLDINGS,
      returnByValue: true,
    });
    const { wasmBytes, ...open } = v.parse(holdingsSchema, result.value);
    const total = wasmBytes.reduce((sum, bytes) => sum + bytes, 0);
    return { memory: { heapBytes: usedSize, ...(total > 0 ? { wasmBytes: total } : {}) }, open };
  }
  const world = await findContentWorld(session);
  const videoFrames = await countObjects(session, world, 'VideoFrame', 'one.format !== null');
  const imageBitmaps = await countObjects(session, world, 'ImageBitmap', 'one.width > 0');
  return { memory: { heapBytes: usedSize }, open: { videoFrames, imageBitmaps, tensors: 0 } };
}

/** @param world undefined for the context's own */
async function countObjects(
  session: CDPSession,
  world: string | undefined,
  type: string,
  isOpen: string,
): Promise<number> {
  try {
    const { result: prototype } = await session.send('Runtime.evaluate', {
      expression: `globalThis.${type}?.prototype`,
      objectGroup: GROUP,
      ...(world === undefined ? {} : { uniqueContextId: world }),
    });
    // Service workers know no video frames.
    if (prototype.objectId === undefined) return 0;
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: prototype.objectId,
      objectGroup: GROUP,
    });
    if (objects.objectId === undefined) return 0;
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: `function () { return this.filter((one) => ${isOpen}).length; }`,
      returnByValue: true,
    });
    return v.parse(v.number(), result.value);
  } finally {
    await session.send('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  }
}
