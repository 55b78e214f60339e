/**
 * @file A call, in a page that knows nothing of any extension: tiles with a stream each, in which people come and go, and which
 * come and go themselves. Who is where follows from the time, so that every run is the same.
 */
import { PHOTOS, type PhotoName } from '../../demo/truth.ts';

const TILE = { widthPx: 480, heightPx: 270, fps: 15 };
/** Somebody sits there for so long, and then nobody for the rest of the turn. */
const SEATED_MS = 7000;
const TURN_MS = 9000;
/** Beyond a turn of its neighbour, so that not all change at once. */
const TURN_OFFSET_MS = 2300;
/** Head and shoulders. */
const PORTRAIT_FACTOR = 2.2;
const SWAY_PX = 8;
const SWAY_MS = 2600;

interface Tile {
  readonly video: HTMLVideoElement;
  close(): void;
}

export interface SoakCall {
  addTile(): Promise<void>;
  /** The oldest one. */
  removeTile(): void;
}

declare global {
  var nametagSoakCall: SoakCall | undefined;
}

const grid = document.createElement('div');
grid.style.cssText = `display: grid; grid-template-columns: repeat(2, ${String(TILE.widthPx)}px); gap: 8px`;
document.body.replaceChildren(grid);
loadPeople().then(
  (people) => {
    globalThis.nametagSoakCall = openCall(people);
  },
  (error: unknown) => {
    document.body.textContent = String(error);
  },
);

function openCall(people: readonly ImageBitmap[]): SoakCall {
  const tiles: Tile[] = [];
  let nextTile = 0;
  return {
    async addTile() {
      const tile = openTile(nextTile++, people);
      tiles.push(tile);
      grid.append(tile.video);
      await tile.video.play();
    },
    removeTile() {
      tiles.shift()?.close();
    },
  };
}

function openTile(number: number, people: readonly ImageBitmap[]): Tile {
  const canvas = document.createElement('canvas');
  canvas.width = TILE.widthPx;
  canvas.height = TILE.heightPx;
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser draws no canvas.');
  const draw = (): void => {
    const timeMs = performance.now() + number * TURN_OFFSET_MS;
    context.fillStyle = '#39424e';
    context.fillRect(0, 0, canvas.width, canvas.height);
    const turn = Math.floor(timeMs / TURN_MS);
    const person = people[(turn + number * 5) % people.length];
    if (timeMs % TURN_MS > SEATED_MS || person === undefined) return;
    const sway = Math.sin((timeMs / SWAY_MS) * 2 * Math.PI) * SWAY_PX;
    context.drawImage(person, (canvas.width - person.width) / 2 + sway, canvas.height - person.height);
  };
  draw();
  const timer = setInterval(draw, 1000 / TILE.fps);
  const stream = canvas.captureStream(TILE.fps);
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  return {
    video,
    close() {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      video.remove();
    },
  };
}

async function loadPeople(): Promise<readonly ImageBitmap[]> {
  const names = Object.keys(PHOTOS) as PhotoName[];
  const loaded = await Promise.all(
    names.map(async (name) => {
      const photo = await createImageBitmap(await (await fetch(`/photos/${name}.jpg`)).blob());
      const portraits = await Promise.all(
        PHOTOS[name].faces.map(({ box }) =>
          cutPortrait(photo, box.x + box.width / 2, box.y + box.height / 2, box.height),
        ),
      );
      photo.close();
      return portraits;
    }),
  );
  return loaded.flat();
}

/** A square around a face, as high as a tile; its middle and height are normalised to the photo. */
function cutPortrait(photo: ImageBitmap, x: number, y: number, height: number): Promise<ImageBitmap> {
  const side = Math.round(height * photo.height * PORTRAIT_FACTOR);
  const left = Math.round(x * photo.width - side / 2);
  const top = Math.round(y * photo.height - side / 2);
  return createImageBitmap(photo, left, top, side, side, {
    resizeWidth: TILE.heightPx,
    resizeHeight: TILE.heightPx,
  });
}
