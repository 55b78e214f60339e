/**
 * @file Brings one model file up to date with its card: skip, build, compare, write.
 * A file appears under its name only when it is complete and is what the card says.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { recordOf, writeFileAtomically } from './atomic-file.ts';
import type { Recipe } from './recipes.ts';
import { openNpmTarball } from './npm-tarball.ts';
import { ModelBuildError, openSourcePackage } from './source-package.ts';

/** What happened to a model file. */
export interface BuiltModel {
  readonly outcome: 'built' | 'up to date';
  readonly bytes: number;
  readonly sha256: string;
}

/** Where things lie, and whether the card follows the bytes instead of the bytes the card. */
export interface BuildModelOptions {
  readonly rootDir: string;
  readonly outDir: string;
  /** Keeps packages that are fetched and not installed. */
  readonly downloadsDir: string;
  readonly cardPath: string;
  readonly shouldUpdateCard: boolean;
}

/**
 * Makes `outDir/<card.file>` hold the bytes that the card describes.
 * @throws {ModelBuildError} with a sentence for the person at the terminal.
 */
export async function buildModel(recipe: Recipe, options: BuildModelOptions): Promise<BuiltModel> {
  const { card } = recipe;
  const target = path.join(options.outDir, card.file);
  if (!options.shouldUpdateCard && (await sha256OfFile(target)) === card.sha256) {
    return { outcome: 'up to date', bytes: card.bytes, sha256: card.sha256 };
  }

  const content = await buildContent(recipe, options);
  const built: BuiltModel = { outcome: 'built', ...recordOf(content) };
  if (options.shouldUpdateCard) {
    await updateCard(options.cardPath, built);
  } else if (built.sha256 !== card.sha256 || built.bytes !== card.bytes) {
    throw new ModelBuildError(
      `${card.file} came out as ${describe(built)}, but its card says ${describe(card)}: run "npm ci" to restore ` +
        'the source packages, or "npm run models -- --update-cards" if the change is meant.',
    );
  }
  await writeFileAtomically(target, content);
  return built;
}

async function buildContent(
  { card, origin, build }: Recipe,
  { rootDir, downloadsDir }: BuildModelOptions,
): Promise<Uint8Array> {
  const source =
    origin.kind === 'npm-tarball'
      ? await openNpmTarball(origin, downloadsDir)
      : await openSourcePackage(rootDir, origin);
  try {
    return await build(source);
  } catch (cause) {
    if (cause instanceof ModelBuildError) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new ModelBuildError(
      `${card.file} cannot be made from ${origin.package} ${origin.version} as installed (${problem}): ` +
        'run "npm ci" to install it again.',
      { cause },
    );
  }
}

function describe({ bytes, sha256 }: { readonly bytes: number; readonly sha256: string }): string {
  return `${String(bytes)} bytes with sha256 ${sha256}`;
}

/** Rewrites the two fields in place, so that the layout of the card stays as it was written. */
async function updateCard(cardPath: string, { bytes, sha256 }: BuiltModel): Promise<void> {
  const before = await readFile(cardPath, 'utf8');
  const after = before
    .replace(/"bytes": \d+/, `"bytes": ${String(bytes)}`)
    .replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${sha256}"`);
  if (after !== before) await writeFileAtomically(cardPath, after);
}

async function sha256OfFile(file: string): Promise<string | undefined> {
  try {
    return recordOf(await readFile(file)).sha256;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
