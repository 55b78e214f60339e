/** @file One file of whatever kind. */
import type { PeopleMasks } from '../effects/people-mask.ts';
import type { FileOptions, FileResult, JobControl } from './file-job.ts';
import { openMediaFile } from './media-file.ts';
import type { PictureFaces } from './picture-faces.ts';
import { processPicture } from './process-picture.ts';
import { processVideo } from './process-video.ts';

export interface FileTools {
  readonly faces: PictureFaces;
  readonly masks: PeopleMasks;
}

/** @throws FileError, FaultError, DOMException, or the reason of `control.signal` */
export async function processFile(
  file: File,
  options: FileOptions,
  tools: FileTools,
  control: JobControl,
): Promise<FileResult> {
  const media = await openMediaFile(file);
  try {
    return media.kind === 'picture'
      ? await processPicture(media, file.name, options, tools, control)
      : await processVideo(media, file.name, options, tools.masks, control);
  } finally {
    media.close();
  }
}
