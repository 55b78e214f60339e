/** @file What a file is, by its content: names lie. */
import { FaultError } from '../../../core/errors/fault.ts';
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
  readonly bitmap: ImageBitmap;
  close(): void;
}

/** The caller closes it. @throws FileError */
export async function openMediaFile(file: File): Promise<VideoFile | PictureFile> {
  if (file.size === 0) throw new FileError('empty');
  const bitmap = await decodePicture(file);
  if (bitmap !== undefined) {
    return {
      kind: 'picture',
      bitmap,
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
    if (error instanceof FaultError && error.code === 'picture-too-large') throw error;
    if (file.type.startsWith('image/')) throw new FileError((await isCutOff(file)) ? 'damaged' : 'not-media');
    return undefined;
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
