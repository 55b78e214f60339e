/** @file The built extension in a real Chromium, asked about pictures as its own pages ask. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import * as v from 'valibot';
import type { Metric } from '../../src/core/embedding/metric.ts';
import { parseEmbedderCard, type EmbedderCard } from '../../src/recognition/model-card.ts';
import { DIST } from './dist.ts';
import { findExtension } from './extension.ts';
import { launchBrowser } from './launch.ts';
import { SetupError } from '../setup/setup-error.mjs';
import { PAGE_SCRIPT } from './product-page.ts';

/** One picture with many faces, on a slow and shared machine. */
const CALL_TIMEOUT_MS = 240_000;
/** A recognizer that crashed starts again by itself, after a second the first time. */
const RETRIES = 2;
const RETRY_MS = 3000;
const GONE = 'recognizer-gone';

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
  | {
      readonly kind: 'faces';
      readonly faces: readonly SeenFace[];
      /** Of the picture, as it was looked at. */
      readonly widthPx: number;
      readonly heightPx: number;
    }
  | { readonly kind: 'no-face' }
  | { readonly kind: 'unreadable' };

export interface ProductOptions {
  /** Model of the package; its default without one. */
  readonly modelId?: string | undefined;
  readonly metric?: Metric | undefined;
  /** Laid over the model's card: a network that the person brought, as far as the product knows. */
  readonly variant?: Readonly<Record<string, unknown>> | undefined;
  readonly extensionDir?: string;
  /** Further switches of the browser. */
  readonly args?: readonly string[];
}

const doubtSchema = v.nullable(
  v.object({ kind: v.picklist(['covered', 'known', 'unlike']), name: v.string() }),
);
/** `known`: the face looks like this person, who has another name. `unlike`: it does not look like the one of its name. */
export type EnrollDoubt = NonNullable<v.InferOutput<typeof doubtSchema>>;

export interface Product {
  readonly browser: Browser;
  readonly extensionId: string;
  readonly card: EmbedderCard;
  readonly metric: Metric;
  see(file: string): Promise<Seen>;
  /** Enrolls a face (by its index) of the picture seen last; returns whether it was clear enough. */
  enroll(face: number, name: string): Promise<boolean>;
  /** What a person would have been asked before the face was enrolled as it was; undefined for nothing. */
  doubt(): Promise<EnrollDoubt | undefined>;
  close(): Promise<void>;
}

/** @throws SetupError when there is no such model or it does not start, ModelCardError for a variant that is no card. */
export async function openProduct(options: ProductOptions = {}): Promise<Product> {
  const browser = await launchBrowser({
    headless: true,
    extensionDir: options.extensionDir ?? DIST,
    protocolTimeoutMs: CALL_TIMEOUT_MS,
    ...(options.args === undefined ? {} : { args: options.args }),
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
  const cards = ((await call('cards')) as unknown[]).map(parseEmbedderCard);
  const chosen =
    variant === undefined
      ? modelId === undefined
        ? undefined
        : findCard(cards, modelId)
      : variantOf(findCard(cards, modelId ?? DEFAULT_MODEL), variant);
  if (variant !== undefined) await call('install', chosen);
  await page.goto(`chrome-extension://${id}/src/ui/studio/index.html`);
  await page.evaluate(PAGE_SCRIPT);
  await call('choose', { modelId: chosen?.id ?? null, ...(metric === undefined ? {} : { metric }) });
  const inUse = await call('waitForModel', chosen?.id ?? null);
  const card = chosen ?? findCard(cards, String(inUse));
  return {
    browser,
    extensionId: id,
    card,
    metric: metric ?? card.metric,
    see: async (file) => {
      const content = await readFile(file).catch(() => undefined);
      return content === undefined ? { kind: 'unreadable' } : seeAgain(call, content.toString('base64'));
    },
    enroll: async (face, name) => (await call('enroll', face, name)) === true,
    doubt: async () => v.parse(doubtSchema, await call('doubt')) ?? undefined,
    close: () => browser.close(),
  };
}

/** Looks once more where the recognizer went away meanwhile. */
async function seeAgain(call: Call, base64: string): Promise<Seen> {
  for (let attempt = 0; ; attempt++) {
    try {
      return toSeen(await call('see', base64));
    } catch (error) {
      const isGone = error instanceof Error && error.message.includes(GONE);
      if (!isGone || attempt === RETRIES) throw error;
      await pause(RETRY_MS);
    }
  }
}

/** What a variant is made of unless a model is named: the one that every package holds. */
export const DEFAULT_MODEL = 'faceplugin3';
const VARIANT_ID = 'variant';
const OWN_ORIGIN = { kind: 'own-file', file: 'variant' };

/** The page's functions in words. */
const DEEDS: Readonly<Record<string, string>> = {
  install: 'take the variant',
  choose: 'take the settings',
  waitForModel: 'start the model',
  see: 'look at a picture',
  enroll: 'enroll a face',
  doubt: 'tell a doubt',
};

type Call = (name: string, ...args: readonly unknown[]) => Promise<unknown>;

/** What the page's functions throw, they throw as the code of a fault: it comes out in a sentence. */
function callOn(page: Page): Call {
  return async (name, ...args) => {
    const reply = (await page.evaluate(
      `nametagEval.${name}(...${JSON.stringify(args)}).then((value) => ({ value }), (error) => ({ fault: String(error.message ?? error) }))`,
    )) as { value?: unknown; fault?: string };
    if (reply.fault !== undefined)
      throw new SetupError(`The extension failed to ${DEEDS[name] ?? name}: ${reply.fault}.`);
    return reply.value;
  };
}

function findCard(cards: readonly EmbedderCard[], modelId: string): EmbedderCard {
  const card = cards.find(({ id }) => id === modelId);
  if (card !== undefined) return card;
  const names = cards.map(({ id }) => id).join(', ');
  throw new SetupError(`The package holds no model "${modelId}". It holds: ${names}.`);
}

function variantOf(base: EmbedderCard, part: Readonly<Record<string, unknown>>): EmbedderCard {
  return parseEmbedderCard({ ...mergeCards(base, part), id: VARIANT_ID, origin: OWN_ORIGIN });
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
  const { kind, widthPx, heightPx, faces } = answer as {
    kind: Seen['kind'];
    widthPx?: number;
    heightPx?: number;
    faces?: (Omit<SeenFace, 'embedding' | 'name'> & { embedding: number[]; name: string | null })[];
  };
  if (kind !== 'faces') return { kind };
  return {
    kind,
    widthPx: widthPx ?? 0,
    heightPx: heightPx ?? 0,
    faces: (faces ?? []).map(({ embedding, name, ...face }) => ({
      ...face,
      embedding: Float32Array.from(embedding),
      name: name ?? undefined,
    })),
  };
}
