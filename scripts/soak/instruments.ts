/**
 * @file What is put into a worker before its first line runs, to count what it keeps. Text, so that no compiler touches it.
 *
 * In pages, `Runtime.queryObjects` finds all objects of a kind. In a worker that has WebAssembly running it ends the whole
 * process (Chromium 156): there, whatever is made is noted as it is made, weakly. The product's files stay as they are.
 */

/** What a worker holds after a garbage collection. */
export interface WorkerHoldings {
  /** Size of each WebAssembly memory. */
  readonly wasmBytes: readonly number[];
  readonly videoFrames: number;
  readonly imageBitmaps: number;
  readonly tensors: number;
}

/** `dataLocation` is a property that ONNX Runtime gives each tensor, and nobody else any object. */
export const INSTALL_INSTRUMENTS = `(() => {
  const kept = { memories: [], frames: [], bitmaps: [], tensors: [] };
  const note = (list, one) => { list.push(new WeakRef(one)); return one; };
  const living = (list) => {
    const left = list.filter((one) => one.deref() !== undefined);
    list.splice(0, list.length, ...left);
    return left.map((one) => one.deref()).filter((one) => one !== undefined);
  };
  const noteMemories = (result) => {
    for (const value of Object.values((result.instance ?? result).exports)) {
      if (value instanceof WebAssembly.Memory) note(kept.memories, value);
    }
    return result;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = (...given) => real.apply(WebAssembly, given).then(noteMemories);
  }
  const observed = (type, list) => new Proxy(type, {
    construct: (target, given, newTarget) => note(list, Reflect.construct(target, given, newTarget)),
  });
  WebAssembly.Memory = observed(WebAssembly.Memory, kept.memories);
  if (globalThis.VideoFrame) globalThis.VideoFrame = observed(globalThis.VideoFrame, kept.frames);
  const realBitmap = globalThis.createImageBitmap;
  globalThis.createImageBitmap = (...given) => realBitmap(...given).then((one) => note(kept.bitmaps, one));
  Object.defineProperty(Object.prototype, 'dataLocation', {
    configurable: true,
    get: () => undefined,
    set(value) {
      Object.defineProperty(this, 'dataLocation', { value, writable: true, configurable: true, enumerable: true });
      note(kept.tensors, this);
    },
  });
  globalThis.nametagSoakHoldings = () => ({
    wasmBytes: living(kept.memories).map((memory) => memory.buffer.byteLength),
    videoFrames: living(kept.frames).filter((frame) => frame.format !== null).length,
    imageBitmaps: living(kept.bitmaps).filter((bitmap) => bitmap.width > 0).length,
    tensors: living(kept.tensors).length,
  });
})()`;

export const READ_HOLDINGS = 'globalThis.nametagSoakHoldings?.()';
