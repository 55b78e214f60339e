/** @file Pixels on the page. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Pixels } from '../../core/image/pixels.ts';

export interface PixelsCanvasProps {
  readonly pixels: Pixels;
}

/** Decoration for assistive technology: whoever places it names it. */
export function PixelsCanvas({ pixels }: PixelsCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    // ImageData wants a buffer of its own, which the pixels of a message do not promise.
    context.putImageData(
      new ImageData(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height),
      0,
      0,
    );
  }, [pixels]);
  return <canvas ref={canvas} width={pixels.width} height={pixels.height} aria-hidden="true" />;
}
