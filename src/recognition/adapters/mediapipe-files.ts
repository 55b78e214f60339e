/** @file What every task of MediaPipe needs: its wasm files, and pixels in its form. */
import { FilesetResolver } from '@mediapipe/tasks-vision';
import type { Pixels } from '../../core/image/pixels.ts';

/** `wasmBase` is the folder of MediaPipe's wasm files, without a trailing slash. Call it before each creation of a task. */
export async function openVisionFiles(
  wasmBase: string,
): Promise<Awaited<ReturnType<typeof FilesetResolver.forVisionTasks>>> {
  // `true`: the module build of the loader; the classic one needs importScripts, which module workers lack.
  const fileset = await FilesetResolver.forVisionTasks(wasmBase, true);
  await provideModuleFactory(fileset.wasmLoaderPath);
  return fileset;
}

/**
 * tasks-vision 0.10.35 takes the loader's factory out of the global scope after each creation, and its cached import does not
 * put it back: a second creation would throw "ModuleFactory not set". Remove when two creations in one module worker work.
 */
async function provideModuleFactory(loaderPath: string): Promise<void> {
  const loader = (await import(/* @vite-ignore */ loaderPath)) as { default: unknown };
  Object.assign(globalThis, { ModuleFactory: loader.default });
}

export function toImageData({ data, width, height }: Pixels): ImageData {
  // Pixels from messages are never backed by shared memory, which ImageData would refuse.
  return new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
}
