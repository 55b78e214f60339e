/** @file What the compiler is told from outside (`scripts/kernels.mjs`). */

/** Whether multiplication and addition may be fused. */
declare const IS_RELAXED: bool;
