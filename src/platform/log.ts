/** @file The only log. It takes codes, never names, pictures, embeddings or addresses. */
import type { Fault } from '../core/errors/fault.ts';

export function logFault(fault: Fault): void {
  console.warn(`Nametag: ${fault.code}`);
}
