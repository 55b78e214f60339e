/** @file The face mesh's file as its package has it. */
import { readFile } from 'node:fs/promises';
import { cutPackedFile } from '../../../models/build/packed-assets.ts';

const FOLDER = new URL('../../../node_modules/@mediapipe/face_mesh/', import.meta.url);
const PACKED = 'face_mesh_solution_packed_assets';

export async function readPublishedFaceMesh(): Promise<Uint8Array<ArrayBuffer>> {
  const loader = await readFile(new URL(`${PACKED}_loader.js`, FOLDER), 'utf8');
  const packed = await readFile(new URL(`${PACKED}.data`, FOLDER));
  return new Uint8Array(cutPackedFile(loader, packed, 'face_landmark.tflite'));
}
