/** @file Addresses of what the package has, for the workers. */
import type { ModelSource } from '../recognition/workers/model-file.ts';

/** A network of the package, with its card. */
export function packageFile(card: { readonly file: string }): {
  readonly card: unknown;
  readonly source: ModelSource;
} {
  return { card, source: { kind: 'package', url: address(`models/${card.file}`) } };
}

/** @param path from the package's root, without a leading slash */
export function address(path: string): string {
  return new URL(`/${path}`, location.href).href;
}
