/**
 * @file A window above all others that shows a page's video with its names: the browser's own picture-in-picture can show
 * none. The page can reach the window's document, so everything in it lies in a closed shadow root.
 */
import { turnBox } from '../core/geometry/affine.ts';
import { parseObjectPosition, pictureBox } from '../core/geometry/picture-rect.ts';
import { LabelLayout } from '../core/label/place-labels.ts';
import type { LabelledFace } from '../protocol/video-port.ts';
import { FaceElement } from './face-element.ts';
import { OVERLAY_CSS } from './overlay-style.ts';
import { pixelRatioOf } from './pixel-ratio.ts';

/** Chrome has it since 116, TypeScript's DOM types not yet. Source: https://wicg.github.io/document-picture-in-picture/ */
interface PictureInPictureApi {
  requestWindow(size: {
    readonly width: number;
    readonly height: number;
  }): Promise<Window & typeof globalThis>;
}

export interface PictureWindow {
  show(faces: readonly LabelledFace[]): void;
  close(): void;
}

export interface PictureWindowHandlers {
  /** The window is there to be looked at: sampling goes on even where the page's own element is out of view. */
  onFrame(): void;
  onClosed(): void;
}

const WIDTH_PX = 480;
const WINDOW_CSS = `${OVERLAY_CSS}
canvas { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; background: #000; }`;
const CENTER = parseObjectPosition('50% 50%');

export function canOpenPictureWindow(): boolean {
  return pictureInPicture() !== undefined;
}

/** Call it in a click: the browser opens the window only then, and ends its own picture-in-picture. @throws DOMException */
export async function openPictureWindow(
  video: HTMLVideoElement,
  handlers: PictureWindowHandlers,
): Promise<PictureWindow> {
  const api = pictureInPicture();
  if (api === undefined) throw new DOMException('no document picture-in-picture', 'NotSupportedError');
  const height = Math.round((WIDTH_PX * video.videoHeight) / Math.max(1, video.videoWidth));
  const opened = await api.requestWindow({ width: WIDTH_PX, height });
  const { canvas, layer } = furnish(opened);
  const context = canvas.getContext('2d');
  const elements = new Map<number, FaceElement>();
  const layout = new LabelLayout();
  let faces: readonly LabelledFace[] = [];

  const place = (): void => {
    const box = { leftPx: 0, topPx: 0, widthPx: opened.innerWidth, heightPx: opened.innerHeight };
    const picture = pictureBox(box, canvas.width, canvas.height, 'contain', CENTER);
    const map = { a: picture.widthPx, b: 0, c: 0, d: picture.heightPx, e: picture.leftPx, f: picture.topPx };
    const tracks = new Set(faces.map(({ track }) => track));
    for (const [track, { element }] of elements) {
      if (tracks.has(track)) continue;
      element.remove();
      elements.delete(track);
    }
    const stage = { ...box, ratio: pixelRatioOf(opened) };
    const boxes = faces.map((face) => {
      const element = elements.get(face.track) ?? new FaceElement();
      elements.set(face.track, element);
      if (!element.element.isConnected) layer.append(element.element);
      element.setVerdict(face.verdict);
      return element.moveTo(face.track, turnBox(map, face.box), stage);
    });
    const spots = layout.place(boxes, stage);
    for (const [track, element] of elements) element.placeLabel(spots.get(track), stage);
  };
  const draw = (): void => {
    opened.requestAnimationFrame(draw);
    if (video.videoWidth === 0) return;
    if (canvas.width !== video.videoWidth) canvas.width = video.videoWidth;
    if (canvas.height !== video.videoHeight) canvas.height = video.videoHeight;
    // Chromium draws a paused stream black (seen in 156): what was drawn last stays.
    if (!video.paused || video.srcObject === null) context?.drawImage(video, 0, 0);
    place();
    handlers.onFrame();
  };
  opened.addEventListener('pagehide', () => {
    handlers.onClosed();
  });
  opened.requestAnimationFrame(draw);
  return {
    show(next) {
      faces = next;
    },
    close() {
      opened.close();
    },
  };
}

function furnish({ document }: Window): { canvas: HTMLCanvasElement; layer: HTMLElement } {
  const host = document.createElement('div');
  // The page may have styles for any element there.
  host.style.cssText =
    'all: initial !important; display: block !important; position: fixed !important; inset: 0 !important; background: #000 !important';
  document.body.append(host);
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = document.createElement('style');
  sheet.textContent = WINDOW_CSS;
  const canvas = document.createElement('canvas');
  const layer = document.createElement('div');
  layer.className = 'picture';
  layer.style.cssText = 'width: 100%; height: 100%';
  root.append(sheet, canvas, layer);
  return { canvas, layer };
}

function pictureInPicture(): PictureInPictureApi | undefined {
  return (globalThis as { documentPictureInPicture?: PictureInPictureApi }).documentPictureInPicture;
}
