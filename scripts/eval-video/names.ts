/** @file When a verdict says somebody's name. Pure. */
import { cleanName, isSameName } from '../../src/core/gallery/anchor.ts';
import type { Verdict } from '../../src/core/matching/verdict.ts';

/** A `maybe` is no name. */
export function isNamedAs(verdict: Verdict, name: string): boolean {
  // The product keeps names clean of what cannot be read: see `cleanName`.
  return verdict.kind === 'named' && isSameName(verdict.name, cleanName(name));
}
