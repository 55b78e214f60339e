/**
 * @file Clocks around what the content script calls, put into its isolated world from outside: the product itself holds none of
 * them. Hops lie within each other (a copy within a callback), so only those of one kind may be added.
 */

/** Evaluated in the isolated world before the script connects. Text: see [Note: No named functions in evaluate]. */
export const INSTALL_CLOCKS = `(() => {
  if (globalThis.hops !== undefined) return;
  const hops = (globalThis.hops = { isOn: false, times: {}, frames: [], own: 0 });
  const note = (name, ms) => {
    if (hops.isOn) (hops.times[name] ??= []).push(ms);
  };
  const timed = (name, work) => {
    const startMs = performance.now();
    try {
      return work();
    } finally {
      note(typeof name === 'string' ? name : name(), performance.now() - startMs);
    }
  };
  const task = (name, work) => {
    const startMs = performance.now();
    try {
      return timed(name, work);
    } finally {
      hops.own += performance.now() - startMs;
    }
  };
  const wrap = (owner, method, name) => {
    const original = owner[method];
    owner[method] = function (...args) {
      return timed(name, () => original.apply(this, args));
    };
  };
  wrap(OffscreenCanvasRenderingContext2D.prototype, 'drawImage', 'draw on a canvas');
  wrap(OffscreenCanvasRenderingContext2D.prototype, 'getImageData', 'read a canvas');
  wrap(VideoFrame.prototype, 'copyTo', 'copy out of a VideoFrame');
  globalThis.VideoFrame = new Proxy(VideoFrame, {
    construct: (target, args) => timed('new VideoFrame', () => new target(...args)),
  });
  const frameCallback = HTMLVideoElement.prototype.requestVideoFrameCallback;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return frameCallback.call(this, (...args) => task('task: frame presented', () => callback(...args)));
  };
  const animation = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    animation.call(globalThis, (...args) => task('task: display frame', () => callback(...args)));
  const timeout = globalThis.setTimeout;
  globalThis.setTimeout = (callback, ...rest) =>
    timeout.call(globalThis, (...args) => task('task: timer', () => callback(...args)), ...rest);
  const connect = chrome.runtime.connect;
  chrome.runtime.connect = (...args) => {
    const port = connect.apply(chrome.runtime, args);
    const post = port.postMessage.bind(port);
    port.postMessage = (message) => {
      timed('send: ' + message.type, () => post(message));
      if (!hops.isOn || message.type !== 'frame') return;
      hops.frames.push(hops.own + message.pageMs);
      hops.own = 0;
    };
    const listen = port.onMessage.addListener.bind(port.onMessage);
    port.onMessage.addListener = (listener) =>
      listen((message, ...rest) => task('task: answer ' + message.type, () => listener(message, ...rest)));
    return port;
  };
})()`;

export interface Hops {
  readonly times: Readonly<Record<string, readonly number[]>>;
  /**
   * Between one sampled frame and the next, ms: the script's own tasks, and what the product says that sampling took, which goes
   * on behind them in microtasks. What both saw counts twice: it is no more than this.
   */
  readonly frames: readonly number[];
}

export const START_CLOCKS = `Object.assign(hops, { isOn: true, times: {}, frames: [], own: 0 }), undefined`;
export const READ_CLOCKS = `(hops.isOn = false, { times: hops.times, frames: hops.frames.slice(1) })`;

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
