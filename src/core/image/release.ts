/** @file Memory that is given back at once. */

/**
 * Detaches the memory of `pixels` or numbers that nobody needs any more. A garbage collector sees but the small objects around it, and
 * lets tens of megabytes of it gather. Without effect on memory that is shared, already given away, or in a runtime that cannot
 * (Node 20).
 */
export function release({ buffer }: ArrayBufferView): void {
  if (!(buffer instanceof ArrayBuffer) || !('transfer' in buffer) || buffer.detached) return;
  buffer.transfer(0);
}
