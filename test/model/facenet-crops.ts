/**
 * @file Face crops of the sample photos in Node, decoded by a browser: the squares as they are, or turned by the eyes as
 * the product turns them.
 */
import * as v from 'valibot';
import { SAMPLE_PLACE, cropFace } from '../../src/core/alignment/crop-face.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';
import { openModelBrowser } from './model-browser.ts';
import { SAMPLE_FACES, type SampleFace } from './sample-faces.ts';

/** Side of FaceNet's input. */
const SIZE_PX = 160;

/** The eyes of a sample face, in pixels of its square when that is scaled to 300x300; marked by hand. */
interface MarkedEyes {
  /** Position in `SAMPLE_FACES`. */
  readonly face: number;
  readonly rightEye: readonly [x: number, y: number];
  readonly leftEye: readonly [x: number, y: number];
}

const MARKED_SQUARE_PX = 300;

/** Where both eyes are to be seen. */
const MARKED_EYES: readonly MarkedEyes[] = [
  { face: 0, rightEye: [88, 118], leftEye: [202, 124] },
  { face: 1, rightEye: [148, 62], leftEye: [255, 168] },
  { face: 2, rightEye: [70, 130], leftEye: [195, 98] },
  { face: 4, rightEye: [75, 112], leftEye: [200, 114] },
  { face: 5, rightEye: [80, 96], leftEye: [206, 122] },
  { face: 6, rightEye: [70, 135], leftEye: [195, 85] },
  { face: 7, rightEye: [105, 90], leftEye: [215, 108] },
  { face: 8, rightEye: [82, 116], leftEye: [212, 98] },
  { face: 9, rightEye: [110, 100], leftEye: [235, 115] },
  { face: 10, rightEye: [80, 120], leftEye: [220, 108] },
  { face: 11, rightEye: [90, 112], leftEye: [215, 114] },
];

/** Positions below of the fair woman who is at the right of sample1 and in the middle of sample3. */
export const SAME_PERSON = [1, 4] as const;

/** The faces of `MARKED_EYES`, aligned as the card of a network asks for. */
export async function alignSampleFaces({
  crop,
  input,
}: Pick<EmbedderCard, 'crop' | 'input'>): Promise<Pixels[]> {
  if (crop.kind !== 'eyes') throw new Error('the card does not align by the eyes');
  const size = { widthPx: input.width, heightPx: input.height };
  const faces = MARKED_EYES.flatMap(({ face }) => SAMPLE_FACES[face] ?? []);
  // Half a square on each side, so that an aligned crop finds the picture that it covers.
  const squares = await cutSampleFaces(
    faces.map(({ photo, x, y, size }) => ({ photo, x: x - size / 2, y: y - size / 2, size: 2 * size })),
    2 * MARKED_SQUARE_PX,
  );
  const inSquare = ([x, y]: readonly [number, number]) =>
    pointOf([x + MARKED_SQUARE_PX / 2, y + MARKED_SQUARE_PX / 2]);
  return MARKED_EYES.flatMap((eyes, index) => {
    const square = squares[index];
    return square === undefined
      ? []
      : cropFace(
          square,
          { ...SAMPLE_PLACE, rightEye: inSquare(eyes.rightEye), leftEye: inSquare(eyes.leftEye) },
          crop,
          size,
        );
  });
}

function pointOf([x, y]: readonly [number, number]) {
  return { x, y };
}

/** Cuts the faces out, each as `sizePx` squared RGBA pixels. */
export async function cutSampleFaces(faces: readonly SampleFace[], sizePx = SIZE_PX): Promise<Pixels[]> {
  const browser = await openModelBrowser();
  try {
    const reply = await browser.run('facenet-crops.ts', 'cutFaces', { faces, sizePx });
    return v.parse(v.array(v.string()), reply).map((text) => ({
      width: sizePx,
      height: sizePx,
      data: new Uint8ClampedArray(Buffer.from(text, 'base64')),
    }));
  } finally {
    await browser.close();
  }
}
