/** @file The pictures by which everybody is enrolled, with Nametag and with its peers alike. */
import { DARK, portraitOf } from '../film/placement.ts';
import { drawFrame, makeCanvas } from './drawing.ts';

const SIZE = { widthPx: 720, heightPx: 720 };
/** 3:4, in the middle. */
const PLACE = { x: 0.125, y: 0, width: 0.75, height: 1 };

export async function drawPortrait(person: string): Promise<HTMLCanvasElement> {
  const { canvas, context } = makeCanvas(SIZE);
  const placements = [{ ...portraitOf(person), place: PLACE }];
  await drawFrame(context, { background: DARK, placements }, SIZE);
  return canvas;
}
