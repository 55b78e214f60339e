/** @file The fixtures of test/fixtures/tile-names as documents, and asking them for the name of a face. */
import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { readTileName } from '../../../../src/content/tile-names/read-tile-name.ts';
import type { Point } from '../../../../src/core/geometry/bounding-box.ts';

export type Site = 'meet' | 'teams' | 'zoom' | 'jitsi';

export const HOSTS: Readonly<Record<Site, string>> = {
  meet: 'meet.google.com',
  teams: 'teams.microsoft.com',
  zoom: 'app.zoom.us',
  jitsi: 'calls.example.org',
};

export function callPage(fixture: string): Document {
  const file = new URL(`../../../fixtures/tile-names/${fixture}.html`, import.meta.url);
  return pageOf(readFileSync(file, 'utf8'));
}

export function pageOf(body: string): Document {
  const { document } = parseHTML(`<!doctype html><html><body>${body}</body></html>`);
  for (const element of document.querySelectorAll('*')) {
    const [left = 0, top = 0, width = 0, height = 0] = (element.getAttribute('data-rect') ?? '')
      .split(' ')
      .filter((side) => side !== '')
      .map(Number);
    Object.assign(element, { getBoundingClientRect: () => ({ left, top, width, height }) });
  }
  return document;
}

/** The name of the face in the middle of the picture with this `data-case`, or at `middle` on the page. */
export function nameOf(
  page: Document,
  which: string,
  host: string,
  middle: Point = { x: 0, y: 0 },
): string | undefined {
  const picture = page.querySelector(`[data-case="${which}"]`);
  if (picture === null) throw new Error(`The fixture has no case "${which}".`);
  return readTileName({ picture, middle }, host);
}
