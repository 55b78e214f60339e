/**
 * @file One video, in two passes: every frame is recognised first, so that a name stands from a track's first frame on and
 * hidden faces are covered before they are detected; then the frames are drawn and written, with the sound.
 */
import { VideoSampleSink, type VideoSample } from 'mediabunny';
import { fillVerdicts } from '../../../core/timeline/fill-verdicts.ts';
import { heldFaces } from '../../../core/timeline/hold-faces.ts';
import { endOfFrames, nameSpans } from '../../../core/timeline/name-spans.ts';
import type { SeenFace, SeenFrame } from '../../../core/timeline/seen-faces.ts';
import { Sightings } from '../../../core/timeline/sightings.ts';
import { openRecording } from '../../../video/recording.ts';
import { chainOf, drawPicture } from '../effects/chain.ts';
import { newContext } from '../effects/effect.ts';
import type { PeopleMasks } from '../effects/people-mask.ts';
import { outputName } from '../save/download.ts';
import { CropCollector } from '../save/face-crops.ts';
import type { FileOptions, FileResult, JobControl } from './file-job.ts';
import { FileError } from './file-problem.ts';
import type { VideoFile } from './media-file.ts';
import { UprightFrames, type UprightFrame } from './upright-frame.ts';
import { containerOf, writeVideo } from './write-video.ts';

/** Drawing and encoding take about as long as recognising. */
const FIRST_PASS_SHARE = 0.5;

interface Part {
  readonly startS: number;
  readonly endS: number;
}

export async function processVideo(
  file: VideoFile,
  name: string,
  options: FileOptions,
  masks: PeopleMasks,
  control: JobControl,
): Promise<FileResult> {
  const part: Part = {
    startS: Math.max(0, options.fromS ?? 0),
    endS: Math.min(file.durationS, options.toS ?? file.durationS),
  };
  // Without a frame in the whole of it, the file is to blame, not the choice.
  const noFrame = options.fromS === undefined && options.toS === undefined ? 'damaged' : 'range';
  if (!(part.startS < part.endS)) throw new FileError(noFrame);
  const crops = new CropCollector();
  const { seen, endMs } = await recognizeFrames(file, part, crops, control);
  if (seen.length === 0) throw new FileError(noFrame);
  const frames = fillVerdicts(seen);
  const held = heldFaces(frames);
  const sightings = new Sightings();
  for (const frame of frames) sightings.add(frame);

  const chain = chainOf(options.effects);
  const needsPeople = chain.some(({ needsPeople: needed }) => needed);
  const times = frames.map(({ timeMs }) => timeMs);
  const context = newContext(await file.track.getDisplayWidth(), await file.track.getDisplayHeight());
  const { width, height } = context.canvas;
  const upright = new UprightFrames();
  const draw = async (sample: VideoSample): Promise<OffscreenCanvas> => {
    await control.gate();
    const timeMs = sample.timestamp * 1000;
    const index = nearest(times, timeMs);
    control.onProgress(FIRST_PASS_SHARE + (index / times.length) * (1 - FIRST_PASS_SHARE));
    const picture = upright.frameOf(sample);
    try {
      drawPicture(chain, {
        context,
        image: picture.image,
        isMirrored: options.isMirrored,
        faces: frames[index]?.faces ?? [],
        held: held[index] ?? [],
        people: needsPeople ? await masks.maskOf(picture.image, width, height) : undefined,
        backdrop: options.backdrop,
      });
    } finally {
      picture.close();
    }
    control.onPicture(context.canvas);
    return context.canvas;
  };
  const container = containerOf(name);
  const written = await writeVideo({ file, part, container, draw, signal: control.signal });
  const names = lastNames(frames);
  return {
    ...sightings.report(),
    fps: framesPerSecond(times),
    output: written.output,
    fileName: outputName(name, '_out', container),
    appearances: sightings.appearances(),
    spans: nameSpans(frames, endMs),
    crops: await crops.crops((track) => names.get(track)),
    isSoundLost: written.isSoundLost,
    tracksLeftOut: written.tracksLeftOut,
    picturesLeftOut: 0,
    remove: written.remove,
  };
}

interface SeenPart {
  readonly seen: readonly SeenFrame[];
  /** When the last frame, or the part, ends. */
  readonly endMs: number;
}

/** Times are those of the result: its first frame is at 0. */
async function recognizeFrames(
  { track }: VideoFile,
  { startS, endS }: Part,
  crops: CropCollector,
  control: JobControl,
): Promise<SeenPart> {
  const recording = openRecording();
  const close = (): void => {
    recording.close();
  };
  control.signal.addEventListener('abort', close);
  const seen: SeenFrame[] = [];
  let lastDurationMs = 0;
  const upright = new UprightFrames();
  try {
    for await (const sample of new VideoSampleSink(track).samples(startS, endS)) {
      let picture: UprightFrame | undefined;
      try {
        await control.gate();
        // The first sample is the one that is shown at the start: it may have begun before.
        const timeMs = Math.max(0, (sample.timestamp - startS) * 1000);
        picture = upright.frameOf(sample);
        const { image, widthPx, heightPx } = picture;
        const faces: readonly SeenFace[] = await recording.recognize({ image, widthPx, heightPx, timeMs });
        crops.add(image, widthPx, heightPx, faces);
        seen.push({ timeMs, faces });
        // What is left of it in the part.
        lastDurationMs = Math.max(0, (sample.timestamp + sample.duration - startS) * 1000 - timeMs);
        control.onProgress((timeMs / 1000 / (endS - startS)) * FIRST_PASS_SHARE);
      } finally {
        picture?.close();
        sample.close();
      }
    }
  } finally {
    control.signal.removeEventListener('abort', close);
    recording.close();
  }
  const times = seen.map(({ timeMs }) => timeMs);
  return { seen, endMs: Math.min(endOfFrames(times, lastDurationMs), (endS - startS) * 1000) };
}

/** Index of the time nearest to `timeMs`, in a growing list that is not empty. */
function nearest(times: readonly number[], timeMs: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  const before = Math.max(0, low - 1);
  return Math.abs((times[before] ?? 0) - timeMs) < Math.abs((times[low] ?? 0) - timeMs) ? before : low;
}

function framesPerSecond(times: readonly number[]): number {
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return spanMs === 0 ? 0 : Math.round(((times.length - 1) / spanMs) * 100_000) / 100;
}

function lastNames(frames: readonly SeenFrame[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const { track, verdict } of frames.flatMap(({ faces }) => faces)) {
    if (verdict.kind === 'named') names.set(track, verdict.name);
  }
  return names;
}
