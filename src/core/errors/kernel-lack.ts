/** @file Why the kernels cannot run a network, so that its fallback does. See: [Note: Fallbacks]. */

/**
 * `no-relaxed-simd`: the browser lacks the instructions. `not-compiled`: the module cannot be read, compiled or started.
 * `trapped`: it stopped while it ran.
 */
export const KERNEL_LACKS = ['no-relaxed-simd', 'not-compiled', 'trapped'] as const;
export type KernelLack = (typeof KERNEL_LACKS)[number];

/** `none`: there are no kernels for this network. */
export const KERNEL_USES = ['used', 'none', ...KERNEL_LACKS] as const;
/** Whether the kernels run a network, and if not, why. */
export type KernelUse = (typeof KERNEL_USES)[number];

/** Never leaves its worker: the fallback takes over. */
export class KernelsLacking extends Error {
  override readonly name = 'KernelsLacking';
  readonly lack: KernelLack;

  constructor(lack: KernelLack) {
    super(lack);
    this.lack = lack;
  }
}

/** What `thrown` says about the kernels: undefined where it says nothing, as a damaged model does. */
export function lackOf(thrown: unknown): KernelLack | undefined {
  if (thrown instanceof KernelsLacking) return thrown.lack;
  // A trap is a `WebAssembly.RuntimeError`; pure code knows it by its name.
  return thrown instanceof Error && thrown.name === 'RuntimeError' ? 'trapped' : undefined;
}
