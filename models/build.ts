/**
 * @file Builds every model file into `models/built/`: `npm run models [-- --oracles] [-- --update-cards]`.
 * Weights are never committed: they are made from pinned npm packages, and the sha256 on the card proves the result.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelCardError } from '../src/recognition/model-card.ts';
import { buildModel } from './build/build-model.ts';
import { refreshFacenetCards } from './build/facenet/card-refresh.ts';
import { ORACLE_RECIPES, RECIPES } from './build/recipes.ts';
import { ModelBuildError } from './build/source-package.ts';

const ROOT_DIR = fileURLToPath(new URL('..', import.meta.url));

/** What may differ from the repository's own places; tests use it. */
export interface BuildModelsOptions {
  /** Holds `node_modules/`. */
  readonly rootDir?: string;
  /** Holds the model cards. */
  readonly cardsDir?: string;
  readonly outDir?: string;
  /** Keeps packages that are fetched and not installed. */
  readonly downloadsDir?: string;
  /** Also build the networks that are only measured against. */
  readonly withOracles?: boolean;
  /** Rewrite `sha256` and `bytes` of the cards instead of checking them. */
  readonly shouldUpdateCards?: boolean;
  /** Receives one line per model. */
  readonly report?: (line: string) => void;
}

/**
 * Builds the model files that are missing or not what their card says; up-to-date ones take no time.
 * @throws {ModelBuildError} with one sentence that names the remedy.
 */
export async function buildModels({
  rootDir = ROOT_DIR,
  cardsDir = path.join(ROOT_DIR, 'models'),
  outDir = path.join(ROOT_DIR, 'models', 'built'),
  downloadsDir = path.join(ROOT_DIR, 'models', 'downloads'),
  withOracles = false,
  shouldUpdateCards = false,
  report = () => undefined,
}: BuildModelsOptions = {}): Promise<void> {
  for (const [cardFile, createRecipe] of withOracles ? [...RECIPES, ...ORACLE_RECIPES] : RECIPES) {
    const cardPath = path.join(cardsDir, cardFile);
    const recipe = createRecipe(JSON.parse(await readFile(cardPath, 'utf8')));
    const { outcome, bytes } = await buildModel(recipe, {
      rootDir,
      outDir,
      downloadsDir,
      cardPath,
      shouldUpdateCard: shouldUpdateCards,
    });
    report(`model ${recipe.card.id}: ${outcome} (${(bytes / 1e6).toFixed(1)} MB)`);
  }
  await refreshFacenetCards(cardsDir, outDir, report);
}

/** The command line; returns the exit code. */
export async function runBuildModels(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--update-cards' && arg !== '--oracles');
  if (unknown !== undefined) {
    console.error(`Unknown option ${unknown}. Usage: npm run models [-- --oracles] [-- --update-cards]`);
    return 1;
  }
  try {
    await buildModels({
      withOracles: args.includes('--oracles'),
      shouldUpdateCards: args.includes('--update-cards'),
      report: (line) => {
        console.log(line);
      },
    });
    return 0;
  } catch (error) {
    if (!(error instanceof ModelBuildError || error instanceof ModelCardError)) throw error;
    console.error(error.message);
    return 1;
  }
}
