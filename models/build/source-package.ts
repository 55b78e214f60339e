/**
 * @file Reads files out of the npm packages that the models are made from.
 * Only the version named on a model card is accepted; anything else would give other bytes.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

/** A failure that the person at the terminal can do something about; shown without a stack. */
export class ModelBuildError extends Error {}

/** One installed package. */
export interface SourcePackage {
  /** @throws {ModelBuildError} when the file is not there. */
  readonly read: (file: string) => Promise<Uint8Array>;
}

/**
 * Opens `node_modules/<name>` below `rootDir` and checks its version.
 * @throws {ModelBuildError} when it is not installed or has another version.
 */
export async function openSourcePackage(
  rootDir: string,
  { package: name, version }: { readonly package: string; readonly version: string },
): Promise<SourcePackage> {
  const directory = path.join(rootDir, 'node_modules', ...name.split('/'));
  const read = async (file: string): Promise<Uint8Array> => {
    try {
      return await readFile(path.join(directory, ...file.split('/')));
    } catch (cause) {
      throw new ModelBuildError(
        `${name} ${version} lacks ${file}, from which this model is made: run "npm ci" to install it again.`,
        { cause },
      );
    }
  };
  const manifest: unknown = JSON.parse(new TextDecoder().decode(await read('package.json')));
  const installed = v.safeParse(v.object({ version: v.string() }), manifest);
  if (!installed.success || installed.output.version !== version) {
    const found = installed.success ? installed.output.version : 'an unknown version';
    throw new ModelBuildError(
      `${name} is installed as ${found}, but the model card asks for ${version}: run "npm ci" to install the pinned one.`,
    );
  }
  return { read };
}
