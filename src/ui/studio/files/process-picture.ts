/** @file One still picture: found, judged, drawn through the effects. */
import { Sightings } from '../../../core/timeline/sightings.ts';
import { chainOf, drawPicture } from '../effects/chain.ts';
import { newContext } from '../effects/effect.ts';
import { outputName } from '../save/download.ts';
import { CropCollector } from '../save/face-crops.ts';
import type { FileOptions, FileResult, JobControl } from './file-job.ts';
import type { PictureFile } from './media-file.ts';
import type { FileTools } from './process-file.ts';

/** What a canvas can write; everything else becomes PNG. */
const TYPES: Readonly<Record<string, string>> = { jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp' };
const QUALITY = 0.92;

export async function processPicture(
  { bitmap, count }: PictureFile,
  name: string,
  options: FileOptions,
  tools: FileTools,
  control: JobControl,
): Promise<FileResult> {
  const { width, height } = bitmap;
  const faces = await tools.faces.find(bitmap);
  await control.gate();
  const chain = chainOf(options.effects);
  const people = chain.some(({ needsPeople }) => needsPeople)
    ? await tools.masks.maskOf(bitmap, width, height)
    : undefined;
  const context = newContext(width, height);
  drawPicture(chain, {
    context,
    image: bitmap,
    isMirrored: options.isMirrored,
    faces,
    held: [],
    people,
    backdrop: options.backdrop,
  });
  control.onPicture(context.canvas);
  const sightings = new Sightings();
  sightings.add({ timeMs: 0, faces });
  const crops = new CropCollector();
  crops.add(bitmap, width, height, faces);
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const type = TYPES[extension] ?? 'image/png';
  const output = await context.canvas.convertToBlob({ type, quality: QUALITY });
  return {
    ...sightings.report(),
    fps: 0,
    output,
    fileName: outputName(name, '_out', type === 'image/png' ? 'png' : extension),
    appearances: sightings.appearances(),
    spans: new Map(),
    crops: await crops.crops(),
    isSoundLost: false,
    tracksLeftOut: 0,
    picturesLeftOut: count - 1,
    remove: () => Promise.resolve(),
  };
}
