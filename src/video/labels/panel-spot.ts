/** @file Keeps the panel beside the place where its face was when it was opened: along with the page, not with the face. */
import type { PixelBox } from '../../core/geometry/bounding-box.ts';
import { placeBeside } from '../../core/geometry/place-beside.ts';

/** A corner in pixels of the viewport. */
interface Corner {
  readonly leftPx: number;
  readonly topPx: number;
}

interface Picture {
  /** Undefined while it is not on the page. */
  readonly clip: Corner | undefined;
}

export class PanelSpot {
  readonly #picture: Picture;
  readonly #face: PixelBox;
  readonly #label: PixelBox;
  #key = '';

  /** Face and label are remembered from the picture's corner. */
  constructor(face: Element, label: Element, picture: Picture) {
    const origin = picture.clip ?? { leftPx: 0, topPx: 0 };
    this.#picture = picture;
    this.#face = boxFrom(face, origin);
    this.#label = boxFrom(label, origin);
  }

  /** Moves `panel`, which fills part of `host`, to where it belongs now. Writes only what changes. */
  place(panel: HTMLElement, host: HTMLElement | undefined): void {
    const origin = this.#picture.clip;
    if (origin === undefined || host === undefined) return;
    const { offsetWidth: widthPx, offsetHeight: heightPx } = panel;
    const room = { widthPx: host.offsetWidth, heightPx: host.offsetHeight };
    const key = [origin.leftPx, origin.topPx, widthPx, heightPx, room.widthPx, room.heightPx].join();
    if (key === this.#key) return;
    this.#key = key;
    const { leftPx, topPx } = placeBeside(
      shifted(this.#face, origin),
      shifted(this.#label, origin),
      { widthPx, heightPx },
      room,
    );
    panel.style.translate = `${leftPx.toFixed(1)}px ${topPx.toFixed(1)}px`;
  }
}

function boxFrom(element: Element, origin: Corner): PixelBox {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { leftPx: left - origin.leftPx, topPx: top - origin.topPx, widthPx: width, heightPx: height };
}

function shifted(box: PixelBox, { leftPx, topPx }: Corner): PixelBox {
  return { ...box, leftPx: box.leftPx + leftPx, topPx: box.topPx + topPx };
}
