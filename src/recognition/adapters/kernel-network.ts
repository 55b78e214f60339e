/** @file The networks that the product has kernels of its own for. Runs in a module worker. */
import { FaultError } from '../../core/errors/fault.ts';
import { lackOf } from '../../core/errors/kernel-lack.ts';
import { release } from '../../core/image/release.ts';
import { createCompactNetwork } from '../kernels/compact-network.ts';
import { readInceptionResnet } from '../kernels/inception-resnet-layers.ts';
import { createInceptionResnet } from '../kernels/inception-resnet.ts';
import { KernelModule, type KernelShare } from '../kernels/kernel-module.ts';
import { readMobileFaceNet } from '../kernels/mobile-facenet-layers.ts';
import { createMobileFaceNet } from '../kernels/mobile-facenet.ts';
import { readOnnxTensors } from '../kernels/onnx-tensors.ts';
import { withoutSilentChannels } from '../kernels/silent-channels.ts';
import type { KernelNetworkName } from '../model-card.ts';
import type { OpenNetwork } from '../network-embedder.ts';
import { openKernels } from './kernel-files.ts';

export interface KernelNetwork extends OpenNetwork {
  /**
   * Sends what `joinKernelNetwork` at the other end of the channel waits for.
   * @returns whether it did: memory leaves its worker in cross-origin isolated pages only.
   */
  share(channel: MessagePort): boolean;
}

interface Runnable {
  run(input: Float32Array): Float32Array;
}

type OpenOn = (kernels: KernelModule, model?: Uint8Array) => Runnable;

/** Each opens a network. Without its file, the weights are those that another instance has placed. */
const NETWORKS: Readonly<Record<KernelNetworkName, OpenOn>> = {
  'dlib-resnet': (kernels, model) => {
    if (model === undefined) return createCompactNetwork(kernels);
    const tensors = readOnnxTensors(model);
    const network = createCompactNetwork(kernels, tensors);
    for (const { values } of tensors.values()) release(values);
    return network;
  },
  'mobile-facenet': (kernels, model) => {
    if (model === undefined) return createMobileFaceNet(kernels);
    const all = readMobileFaceNet(model);
    const weights = withoutSilentChannels(all);
    const network = createMobileFaceNet(kernels, weights);
    for (const { values } of [...all, ...weights]) release(values);
    return network;
  },
  'inception-resnet-v1': (kernels, model) => {
    if (model === undefined) return createInceptionResnet(kernels);
    const weights = readInceptionResnet(model);
    const network = createInceptionResnet(kernels, weights);
    for (const { values } of [...weights.layers, weights.last]) release(values);
    return network;
  },
};

/**
 * @param model is not to be used afterwards: the kernels have copied its weights, and the memory is given back
 * @param kernelBase folder of `kernels.wasm`, with a trailing slash
 * @throws FaultError `model-damaged` when the file is not that network, KernelsLacking without the kernels; a trap as it is
 */
export async function openKernelNetwork(
  name: KernelNetworkName,
  model: Uint8Array,
  kernelBase: string,
): Promise<KernelNetwork> {
  const kernels = await openKernels(kernelBase);
  return networkOn(kernels, () => {
    const network = NETWORKS[name](kernels, model);
    release(model);
    return network;
  });
}

/**
 * The same network once more, with the weights of the worker at the other end. Neither its file nor the kernels are
 * read.
 */
export async function joinKernelNetwork(
  name: KernelNetworkName,
  channel: MessagePort,
): Promise<KernelNetwork> {
  const share = await receive(channel);
  const kernels = new KernelModule(share.module, share);
  return networkOn(kernels, () => NETWORKS[name](kernels));
}

function networkOn(kernels: KernelModule, create: () => Runnable): KernelNetwork {
  const network = orDamaged(create);
  return {
    layout: 'NHWC',
    threads: 1,
    run: (input) => Promise.resolve(network.run(input)),
    share(channel) {
      if (!globalThis.crossOriginIsolated) return false;
      channel.postMessage(kernels.share());
      return true;
    },
    // Its memory goes with the workers.
    close: () => Promise.resolve(),
  };
}

function orDamaged<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (lackOf(error) !== undefined) throw error;
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'network failed');
  }
}

function receive(channel: MessagePort): Promise<KernelShare> {
  return new Promise((resolve, reject) => {
    channel.onmessage = ({ data }) => {
      channel.close();
      // It comes from the same code in another worker.
      resolve(data as KernelShare);
    };
    channel.onmessageerror = () => {
      reject(new FaultError('recognizer-failed', 'memory cannot be shared'));
    };
  });
}
