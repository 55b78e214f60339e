/**
 * @file FaceNet's real weights as its graph, out of the arrays in `../shared/facenet` where they are, and the five golden
 * crops: see `../shared/facenet/SOURCES.md`.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { readArrayFolder } from '../../models/build/facenet/array-folder.ts';
import { readArrayDigests } from '../../models/build/facenet/array-list.ts';
import { createFacenetNetwork } from '../../models/build/facenet/facenet-network.ts';
import type { OnnxGraph } from '../../models/build/onnx-file.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';

const SHARED = fileURLToPath(new URL('../../../shared/facenet/', import.meta.url));
const GOLDEN = ['angelina_jolie', 'bradley_cooper', 'kate_siegel', 'paul_rudd', 'shea_whigham'] as const;

export const HAS_FACENET_ARRAYS = existsSync(`${SHARED}nhwc`);

export async function realFacenet(): Promise<OnnxGraph> {
  const { take } = await readArrayFolder(`${SHARED}nhwc`, await readArrayDigests());
  return createFacenetNetwork(512, take);
}

/** RGBA, 160x160. */
export async function goldenCrops(): Promise<Pixels[]> {
  return Promise.all(
    GOLDEN.map(async (name) => {
      const { width, height, data } = PNG.sync.read(await readFile(`${SHARED}golden/${name}.png`));
      return { width, height, data: new Uint8ClampedArray(data) };
    }),
  );
}
