/**
 * @file What is known of one call site: how to tell it, and where its page writes the name of whoever a tile shows. An
 * adapter only reads elements that are there: it asks no network, watches nothing, changes nothing. [Note: No name is better
 * than a wrong one] Sites change their pages without notice. What an adapter does not find, or finds twice, is no name.
 */
import type { Point } from '../../core/geometry/bounding-box.ts';

/** A face on a page: the element whose picture shows it, and its middle on the viewport in CSS pixels. */
export interface ShownFace {
  readonly picture: Element;
  readonly middle: Point;
}

export interface TileAdapter {
  /** Whether the document at `host` is a page of this site. */
  isFor(document: Document, host: string): boolean;
  /** The text in the place of the name, as it stands there, best guess first; see `cleanTileName`. */
  labelsOf(face: ShownFace): Iterable<string>;
}

/** Whether `host` is one of `domains`, or below one of them. */
export function isHostOf(domains: readonly string[], host: string): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
