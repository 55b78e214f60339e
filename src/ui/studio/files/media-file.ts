/** @file What a file is, by its content: names lie. */
import { FaultError, type FaultCode } from '../../../core/errors/fault.ts';
import { animatedTypeOf } from '../../../core/image/picture-brand.ts';
import { openPicture } from '../../shared/open-picture.ts';
import type { Input, InputVideoTrack } from 'mediabunny';
import { FileError } from './file-problem.ts';
import { probeFile } from './probe-file.ts';
import { openRecordingInput } from './recording-input.ts';
import { knowVp9WithoutLevel } from './vp9-without-level.ts';

export interface VideoFile {
  readonly kind: 'video';
  readonly input: Input;
  readonly track: InputVideoTrack;
  readonly durationS: number;
  close(): void;
}

export interface PictureFile {
  readonly kind: 'picture';
  /** Of several, the first. */
  readonly bitmap: ImageBitmap;
  readonly count: number;
  close(): void;
}

/** What is surely a picture, and cannot be used: no other kind of file is looked for in it. */
const KNOWN_PICTURES: readonly FaultCode[] = ['picture-too-large', 'picture-heic'];
/** A film of pictures that is larger is not read to count them. */
const MAX_COUNTED_BYTES = 64 * 2 ** 20;

/** The caller closes it. @throws FileError, FaultError of `KNOWN_PICTURES` */
export async function openMediaFile(file: File): Promise<VideoFile | PictureFile> {
  if (file.size === 0) throw new FileError('empty');
  const bitmap = await decodePicture(file);
  if (bitmap !== undefined) {
    return {
      kind: 'picture',
      bitmap,
      count: await countPictures(file).catch(() => 1),
      close: () => {
        bitmap.close();
      },
    };
  }
  await probeFile(file);
  knowVp9WithoutLevel();
  const input = openRecordingInput(file);
  try {
    return await openVideo(input);
  } catch (error) {
    input.dispose();
    throw error;
  }
}

async function openVideo(input: Input): Promise<VideoFile> {
  if (!(await input.canRead())) throw new FileError('not-media');
  const track = await input.getPrimaryVideoTrack().catch(() => {
    throw new FileError('damaged');
  });
  if (track === null) throw new FileError('only-sound');
  if (!(await track.canDecode())) throw new FileError('undecodable');
  const durationS = await input.computeDuration().catch(() => {
    throw new FileError('damaged');
  });
  return {
    kind: 'video',
    input,
    track,
    durationS,
    close: () => {
      input.dispose();
    },
  };
}

async function decodePicture(file: File): Promise<ImageBitmap | undefined> {
  // Decoders stream: a video of several gigabytes is not read to find out that it is no picture.
  if (file.type.startsWith('video/') || file.type.startsWith('audio/')) return undefined;
  try {
    return await openPicture(file);
  } catch (error) {
    if (error instanceof FaultError && KNOWN_PICTURES.includes(error.code)) throw error;
    if (file.type.startsWith('image/')) throw new FileError((await isCutOff(file)) ? 'damaged' : 'not-media');
    return undefined;
  }
}

/** An animation holds several, which play as a film. */
async function countPictures(file: File): Promise<number> {
  const type = animatedTypeOf(new Uint8Array(await file.slice(0, 64).arrayBuffer()));
  if (type === undefined || file.size > MAX_COUNTED_BYTES) return 1;
  const decoder = new ImageDecoder({ type, data: await file.arrayBuffer() });
  try {
    await decoder.tracks.ready;
    return Math.max(1, ...Array.from(decoder.tracks, ({ frameCount }) => frameCount));
  } finally {
    decoder.close();
  }
}

/** The beginnings of JPEG, PNG, GIF and RIFF (WebP). */
const PICTURE_SIGNATURES = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x49, 0x46, 0x46],
];

async function isCutOff(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return PICTURE_SIGNATURES.some((signature) => signature.every((byte, index) => head[index] === byte));
}
