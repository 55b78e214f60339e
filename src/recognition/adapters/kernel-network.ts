/** @file The network that the product has kernels of its own for. Runs in a module worker. */
import { FaultError } from '../../core/errors/fault.ts';
import { createCompactNetwork, type CompactNetwork } from '../kernels/compact-network.ts';
import { KernelModule } from '../kernels/kernel-module.ts';
import { readOnnxTensors } from '../kernels/onnx-tensors.ts';
import type { OpenNetwork } from '../network-embedder.ts';
import { compileKernelFile } from './kernel-files.ts';

/**
 * @param kernelBase folder of `plain.wasm` and `relaxed.wasm`, with a trailing slash
 * @throws FaultError `model-damaged` when a weight is missing, `model-missing` without the kernels.
 */
export async function openKernelNetwork(model: Uint8Array, kernelBase: string): Promise<OpenNetwork> {
  const module = await compileKernelFile(kernelBase);
  const network = openNetwork(module, model);
  return {
    layout: 'NHWC',
    threads: 1,
    run: (input) => Promise.resolve(network.run(input)),
    // Its memory goes with the worker.
    close: () => Promise.resolve(),
  };
}

function openNetwork(module: WebAssembly.Module, model: Uint8Array): CompactNetwork {
  try {
    return createCompactNetwork(new KernelModule(module), readOnnxTensors(model));
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'network failed');
  }
}
