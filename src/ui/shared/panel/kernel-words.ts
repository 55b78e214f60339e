/** @file What runs the networks, and why it is not Nametag's own code, in a person's words. */
import type { KernelLack, KernelUse } from '../../../core/errors/kernel-lack.ts';
import type { EngineStatus } from '../../../protocol/panel-port.ts';

const REASONS: Readonly<Record<KernelLack, string>> = {
  'no-relaxed-simd': 'this browser lacks relaxed SIMD',
  'not-compiled': 'this browser cannot start Nametag’s own code',
  trapped: 'Nametag’s own code stopped while it ran',
};

/** One sentence; a dash while no network is open. */
export function describeKernels(kernels: EngineStatus['kernels'] | undefined): string {
  if (kernels === undefined) return '–';
  const { detector, embedder } = kernels;
  const reason = reasonOf(detector) ?? reasonOf(embedder);
  const because = reason === undefined ? '' : `, because ${reason}`;
  if (detector === 'used') {
    return embedder === 'used'
      ? 'Nametag’s own fast code.'
      : `Nametag’s own code finds faces and ONNX Runtime compares them${because}.`;
  }
  return embedder === 'used'
    ? `MediaPipe finds faces and Nametag’s own code compares them${because}.`
    : `MediaPipe and ONNX Runtime, which are slower${because}.`;
}

function reasonOf(use: KernelUse): string | undefined {
  return use === 'used' || use === 'none' ? undefined : REASONS[use];
}
