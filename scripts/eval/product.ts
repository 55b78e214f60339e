/** @file The built extension in a real Chromium, asked about pictures as its own pages ask. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { FaultError } from '../../src/core/errors/fault.ts';
import type { Metric } from '../../src/core/embedding/metric.ts';
import { parseEmbedderCard, type EmbedderCard } from '../../src/recognition/model-card.ts';
import { findExtension } from '../browser/extension.ts';
import { launchBrowser } from '../browser/launch.ts';
import { SetupError } from '../setup/setup-error.mjs';
import { PAGE_SCRIPT } from './page-script.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** One picture with many faces, on a slow and shared machine. */
const CALL_TIMEOUT_MS = 240_000;

/** One face of a picture, as the product sees it. */
export interface SeenFace {
  /** Normalised to the picture. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly quality: number;
  readonly embedding: Float32Array;
  /** The name that the product gives; undefined for a stranger. */
  readonly name: string | undefined;
}

export type Seen =
  | { readonly kind: 'faces'; readonly faces: readonly SeenFace[] }
  | { readonly kind: 'no-face' }
  | { readonly kind: 'unreadable' };

export interface ProductOptions {
  /** Model of the package; its default without one. */
  readonly modelId?: string | undefined;
  readonly metric?: Metric | undefined;
  /** Laid over the model's card: a network that the person brought, as far as the product knows. */
  readonly variant?: Readonly<Record<string, unknown>> | undefined;
  readonly extensionDir?: string;
}

export interface Product {
  readonly card: EmbedderCard;
  readonly metric: Metric;
  see(file: string): Promise<Seen>;
  /** Enrolls a face (by its index) of the picture seen last; returns whether it was clear enough. */
  enroll(face: number, name: string): Promise<boolean>;
  close(): Promise<void>;
}

/** @throws SetupError when there is no such model, FaultError when the product cannot start. */
export async function openProduct(options: ProductOptions = {}): Promise<Product> {
  const browser = await launchBrowser({
    headless: true,
    extensionDir: options.extensionDir ?? DIST,
    protocolTimeoutMs: CALL_TIMEOUT_MS,
  });
  try {
    return await prepare(browser, options);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function prepare(browser: Browser, { modelId, metric, variant }: ProductOptions): Promise<Product> {
  const { id } = await findExtension(browser);
  const page = await browser.newPage();
  // A place of the extension's origin that wakes nothing: models are looked for when the recognizer starts.
  await page.goto(`chrome-extension://${id}/manifest.json`);
  await page.evaluate(PAGE_SCRIPT);
  const call = callOn(page);
  let card = chooseCard(await call('cards'), modelId);
  if (variant !== undefined) {
    card = parseEmbedderCard({ ...mergeCards(card, variant), id: VARIANT_ID, origin: OWN_ORIGIN });
    await call('install', card);
  }
  await page.goto(`chrome-extension://${id}/src/ui/studio/index.html`);
  await page.evaluate(PAGE_SCRIPT);
  const choice = variant === undefined && modelId === undefined ? null : card.id;
  await call('choose', { modelId: choice, ...(metric === undefined ? {} : { metric }) });
  await call('waitForModel', card.id);
  return {
    card,
    metric: metric ?? card.metric,
    see: async (file) => toSeen(await call('see', (await readFile(file)).toString('base64'))),
    enroll: async (face, name) => (await call('enroll', face, name)) === true,
    close: () => browser.close(),
  };
}

const VARIANT_ID = 'variant';
const OWN_ORIGIN = { kind: 'own-file', file: 'variant' };

type Call = (name: string, ...args: readonly unknown[]) => Promise<unknown>;

/** What the page's functions throw, they throw as a code: it comes out as the fault that it is. */
function callOn(page: Page): Call {
  return async (name, ...args) => {
    const reply = (await page.evaluate(
      `nametagEval.${name}(...${JSON.stringify(args)}).then((value) => ({ value }), (error) => ({ fault: String(error.message ?? error) }))`,
    )) as { value?: unknown; fault?: string };
    if (reply.fault !== undefined) throw new FaultError('internal', reply.fault);
    return reply.value;
  };
}

function chooseCard(cards: unknown, modelId: string | undefined): EmbedderCard {
  const known = (cards as unknown[]).map(parseEmbedderCard);
  const card =
    modelId === undefined
      ? (known.find(({ id }) => id.startsWith('facenet')) ?? known[0])
      : known.find(({ id }) => id === modelId);
  if (card === undefined) {
    const names = known.map(({ id }) => id).join(', ');
    throw new SetupError(`The package holds no model "${modelId ?? ''}". It holds: ${names}.`);
  }
  return card;
}

/** Objects are merged key by key, except where the kind of something changes; everything else is replaced. */
function mergeCards(base: object, over: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    const isMerged =
      isRecord(before) && isRecord(value) && (!('kind' in value) || value['kind'] === before['kind']);
    merged[key] = isMerged ? mergeCards(before, value) : value;
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toSeen(answer: unknown): Seen {
  const { kind, faces } = answer as {
    kind: Seen['kind'];
    faces?: (Omit<SeenFace, 'embedding' | 'name'> & { embedding: number[]; name: string | null })[];
  };
  if (kind !== 'faces') return { kind };
  return {
    kind,
    faces: (faces ?? []).map(({ embedding, name, ...face }) => ({
      ...face,
      embedding: Float32Array.from(embedding),
      name: name ?? undefined,
    })),
  };
}
