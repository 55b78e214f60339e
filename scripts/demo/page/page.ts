/** @file The demo page: an ordinary page with a video on it, which knows nothing of any extension. */
import type { DemoApi } from './demo-api.ts';
import { makeForeignClip } from './foreign-clip.ts';
import { readPageOptions } from './page-options.ts';
import { startProjector, type Projector } from './projector.ts';

const options = readPageOptions(new URLSearchParams(location.search));
const projectors: Projector[] = [];

for (let count = 0; count < options.videos; count += 1) await addVideo();
if (options.isTainted) await addForeignVideo();
window.demo = makeApi();

async function addVideo(): Promise<void> {
  const projector = await startProjector(options.pickFilm(projectors.length), options);
  projectors.push(projector);
  const video = makeVideo();
  video.srcObject = projector.stream;
  await show(video);
}

async function addForeignVideo(): Promise<void> {
  const projector = await startProjector(options.pickFilm(0), options);
  const video = makeVideo();
  video.loop = true;
  video.src = await makeForeignClip(projector.stream);
  await show(video);
}

function makeVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.controls = true;
  video.muted = true;
  video.playsInline = true;
  return video;
}

async function show(video: HTMLVideoElement): Promise<void> {
  document.querySelector('#stage')?.append(video);
  await video.play();
}

function makeApi(): DemoApi {
  return {
    startTime: projectors[0]?.startTime ?? performance.now(),
    truthAt: (timeMs, videoIndex = 0) => projectors[videoIndex]?.truthAt(timeMs) ?? [],
    truthBetween: (fromMs, toMs, videoIndex = 0) => projectors[videoIndex]?.truthBetween(fromMs, toMs) ?? [],
    pause() {
      for (const projector of projectors) projector.pause();
    },
    resume() {
      for (const projector of projectors) projector.resume();
    },
    seek(filmTimeMs) {
      for (const projector of projectors) projector.seek(filmTimeMs);
    },
    addVideo,
  };
}
