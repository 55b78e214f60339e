/** @file Draws a clip frame by frame and encodes it through WebCodecs. */
import { BufferTarget, CanvasSource, Output, Quality, WebMOutputFormat } from 'mediabunny';
import { CLIP_FPS, type Clip } from '../film/clips.ts';
import { drawFrame } from './drawing.ts';

/** Of all codecs that Chromium writes everywhere the quickest. */
const CODEC = 'vp8';
/** What calls and streams of this size have, and more than still pictures need. */
const QUALITY = new Quality({ bitrate: 5_000_000 });

/** A WebM file's content. */
export async function writeClip({ size, durationMs, frameAt }: Clip): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(size.widthPx, size.heightPx);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser draws no canvas.');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  // For quality it takes five times as long.
  const source = new CanvasSource(canvas, { codec: CODEC, quality: QUALITY, latencyMode: 'realtime' });
  output.addVideoTrack(source, { frameRate: CLIP_FPS });
  await output.start();
  const frames = Math.round((durationMs * CLIP_FPS) / 1000);
  for (let index = 0; index < frames; index++) {
    await drawFrame(context, frameAt((index * 1000) / CLIP_FPS), size);
    await source.add(index / CLIP_FPS, 1 / CLIP_FPS);
  }
  await output.finalize();
  return target.buffer ?? new ArrayBuffer(0);
}
