/** @file The network that the product has kernels of its own for. Runs in a module worker. */
import { FaultError } from '../../core/errors/fault.ts';
import { release } from '../../core/image/release.ts';
import { createCompactNetwork, type CompactNetwork } from '../kernels/compact-network.ts';
import { KernelModule, type KernelShare } from '../kernels/kernel-module.ts';
import { readOnnxTensors } from '../kernels/onnx-tensors.ts';
import type { OpenNetwork } from '../network-embedder.ts';
import { openKernels } from './kernel-files.ts';

export interface KernelNetwork extends OpenNetwork {
  /**
   * Sends what `joinKernelNetwork` at the other end of the channel waits for.
   * @returns whether it did: memory leaves its worker in cross-origin isolated pages only.
   */
  share(channel: MessagePort): boolean;
}

/**
 * @param model is not to be used afterwards: the kernels have copied its weights, and the memory is given back
 * @param kernelBase folder of `plain.wasm` and `relaxed.wasm`, with a trailing slash
 * @throws FaultError `model-damaged` when a weight is missing, `model-missing` without the kernels.
 */
export async function openKernelNetwork(model: Uint8Array, kernelBase: string): Promise<KernelNetwork> {
  const kernels = await openKernels(kernelBase);
  return networkOn(kernels, () => {
    const tensors = readOnnxTensors(model);
    const network = createCompactNetwork(kernels, tensors);
    release(model);
    for (const { values } of tensors.values()) release(values);
    return network;
  });
}

/** The same network once more, with the weights of the worker at the other end: neither its file nor the kernels are read. */
export async function joinKernelNetwork(channel: MessagePort): Promise<KernelNetwork> {
  const share = await receive(channel);
  const kernels = new KernelModule(share.module, share);
  return networkOn(kernels, () => createCompactNetwork(kernels));
}

function networkOn(kernels: KernelModule, create: () => CompactNetwork): KernelNetwork {
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
