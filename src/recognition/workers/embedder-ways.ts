/** @file What finds and compares faces in the embedder's worker: on the kernels, or on what serves without them. */
import { warp, type Warp } from '../../core/image/warp.ts';
import { openKernelFaceMesh } from '../adapters/kernel-face-mesh.ts';
import { openKernels } from '../adapters/kernel-files.ts';
import { joinKernelNetwork, openKernelNetwork, type KernelNetwork } from '../adapters/kernel-network.ts';
import { openOnnxFaceMesh } from '../adapters/onnx-face-mesh.ts';
import { openOnnxNetwork } from '../adapters/onnx-network.ts';
import { createWarp } from '../kernels/kernel-warp.ts';
import type { EmbedderCard } from '../model-card.ts';
import { embedderOf } from '../network-embedder.ts';
import type { FaceEmbedder } from '../ports.ts';
import { openLandmarkFinder, type LandmarkFinder, type LandmarkSetup } from './landmark-finder.ts';
import { readModel, type ModelSource } from './model-file.ts';
import type { Ways } from './with-fallback.ts';

export interface EmbedderSetup {
  readonly card: unknown;
  readonly source: ModelSource;
  /** Folder of the runtimes' folders, with a trailing slash. */
  readonly wasmBase: string;
  readonly threads: number;
  readonly landmarks: LandmarkSetup;
  /** Where another worker, which has this network open, shares it: then nothing is read. */
  readonly shared?: MessagePort;
}

/** What finds a face's points in a region, and cuts crops out of it. */
export interface Eye {
  readonly findLandmarks: LandmarkFinder;
  readonly warp: Warp;
}

export interface EmbedderTool {
  readonly embedder: FaceEmbedder;
  /** Missing where it cannot be shared with another worker. */
  readonly share?: KernelNetwork['share'];
}

export function waysToSee({
  landmarks,
  wasmBase,
  threads,
}: Pick<EmbedderSetup, 'landmarks' | 'wasmBase' | 'threads'>): Ways<Eye> {
  return {
    kernels: async () => {
      const kernels = await openKernels(`${wasmBase}kernels/`);
      const warpOnKernels = createWarp(kernels);
      const findLandmarks = await openLandmarkFinder(
        landmarks,
        (model, card) => openKernelFaceMesh(kernels, model, card),
        warpOnKernels,
      );
      return { findLandmarks, warp: warpOnKernels };
    },
    fallback: async () => {
      const runtime = { wasmBase: `${wasmBase}onnxruntime/`, threads };
      const findLandmarks = await openLandmarkFinder(
        landmarks,
        (model, card) => openOnnxFaceMesh(model, card, runtime),
        warp,
      );
      return { findLandmarks, warp };
    },
  };
}

export function waysToEmbed(
  { shared, source, wasmBase, threads }: EmbedderSetup,
  card: EmbedderCard,
): Ways<EmbedderTool> {
  const { network } = card;
  const read = (): Promise<Uint8Array> => readModel(source, card.sha256);
  return {
    kernels:
      network === undefined
        ? undefined
        : async () => {
            const opened = await (shared === undefined
              ? openKernelNetwork(network, await read(), `${wasmBase}kernels/`)
              : joinKernelNetwork(network, shared));
            const share = (channel: MessagePort): boolean => opened.share(channel);
            return { embedder: await embedderOf(opened, card), share };
          },
    fallback: async () => {
      const runtime = { wasmBase: `${wasmBase}onnxruntime/`, threads };
      return { embedder: await embedderOf(await openOnnxNetwork(await read(), card, runtime), card) };
    },
  };
}
