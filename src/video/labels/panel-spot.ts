/** @file Keeps the panel beside the place where its face was when it was opened: along with the page, not with the face. */
import type { PixelBox } from '../../core/geometry/bounding-box.ts';
import { placeBeside } from '../../core/geometry/place-beside.ts';

/** A corner in pixels of the viewport. */
interface Corner {
  readonly leftPx: number;
  readonly topPx: number;
}

export class PanelSpot {
  readonly #face: PixelBox;
  readonly #label: PixelBox;
  #key = '';

  /** `origin` is the picture's corner: face and label are remembered from there. */
  constructor(face: Element, label: Element, origin: Corner) {
    this.#face = boxFrom(face, origin);
    this.#label = boxFrom(label, origin);
  }

  /** Moves `panel`, which fills part of `host`, to where it belongs now. Writes only what changes. */
  place(panel: HTMLElement, host: HTMLElement, origin: Corner): void {
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
