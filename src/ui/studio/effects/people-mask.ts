/** @file Where people are in a picture, as an image to draw with. Opens its network when it is needed first. */
import segmenterCard from '../../../../models/segmenter.json';
import { WHOLE_PICTURE } from '../../../core/geometry/bounding-box.ts';
import { DEFAULT_PIXEL_COUNT } from '../../../core/pace/sample-wish.ts';
import { openSegmenter, type Segmenter } from '../../../recognition/workers/segmenter.ts';
import { PictureReader } from '../../../video/picture-reader.ts';

export interface PeopleMasks {
  /** Undefined where the network cannot work: the caller treats everything as background. */
  maskOf(image: CanvasImageSource, widthPx: number, heightPx: number): Promise<OffscreenCanvas | undefined>;
  close(): void;
}

export function openPeopleMasks(): PeopleMasks {
  const reader = new PictureReader();
  let opening: Promise<Segmenter> | undefined;
  const open = (): Promise<Segmenter> =>
    (opening ??= openSegmenter({
      card: segmenterCard,
      source: { kind: 'package', url: addressOf(`models/${segmenterCard.file}`) },
      wasmBase: addressOf('wasm/mediapipe'),
    }));
  return {
    async maskOf(image, widthPx, heightPx) {
      try {
        const pixels = reader.readFrame(image, widthPx, heightPx, WHOLE_PICTURE, DEFAULT_PIXEL_COUNT);
        const { width, height, data } = await (await open()).segment(pixels);
        const mask = new ImageData(width, height);
        for (const [index, alpha] of data.entries()) mask.data[index * 4 + 3] = alpha;
        const canvas = new OffscreenCanvas(width, height);
        canvas.getContext('2d')?.putImageData(mask, 0, 0);
        return canvas;
      } catch {
        // Tried once: opening it again for every frame would only cost time.
        return undefined;
      }
    },
    close() {
      opening?.then(
        (segmenter) => {
          segmenter.close();
        },
        () => undefined,
      );
      opening = undefined;
    },
  };
}

function addressOf(path: string): string {
  return new URL(`/${path}`, location.href).href;
}
