/**
 * @file Requests to the service worker: what each carries, what it answers, and who may ask. The service worker is the only
 * writer of the stores, so that two pages can never overwrite each other's change.
 */
import * as v from 'valibot';
import {
  counter,
  embeddingSchema,
  fraction,
  key,
  listOf,
  newSampleSchema,
  shortText,
  typedName,
} from './schemas.ts';
import type { SenderKind } from './sender.ts';

const origin = v.pipe(v.string(), v.maxLength(300), v.regex(/^https?:\/\/[^/\s*]+$/u));
const nothing = v.strictObject({});

export const settingsSchema = v.strictObject({
  /** 0: almost never wrong; 1: names more people; 0.5: the model card's default. */
  strictness: fraction,
});
export type Settings = v.InferOutput<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = { strictness: 0.5 };

/** The gallery and settings, as the offscreen document (which has no storage) gets them. */
export const configurationSchema = v.strictObject({
  revision: counter,
  settings: settingsSchema,
  anchors: v.pipe(
    v.array(
      v.strictObject({
        anchorId: key,
        name: shortText,
        /** By model id, one list of embeddings each. */
        embeddings: v.record(key, listOf(embeddingSchema)),
      }),
    ),
    v.maxLength(20_000),
  ),
});
export type Configuration = v.InferOutput<typeof configurationSchema>;

const EVERYBODY: readonly SenderKind[] = ['content', 'page', 'offscreen'];
const PAGES: readonly SenderKind[] = ['page'];
const OFFSCREEN: readonly SenderKind[] = ['offscreen'];

/** `request`: schema of the payload; `from`: who may ask. */
export const BACKGROUND_REQUESTS = {
  /** Resolves when the offscreen document exists and listens. */
  'recognizer.ensure': { request: nothing, from: EVERYBODY },
  'configuration.get': { request: nothing, from: OFFSCREEN },
  'anchor.enroll': {
    request: v.strictObject({
      name: typedName,
      anchorId: v.exactOptional(key),
      samples: v.pipe(v.array(newSampleSchema), v.minLength(1), v.maxLength(20)),
    }),
    from: OFFSCREEN,
  },
  'anchor.rename': { request: v.strictObject({ anchorId: key, name: typedName }), from: PAGES },
  /** Into the bin, from where `anchor.restore` brings it back until the bin is emptied. */
  'anchor.delete': { request: v.strictObject({ anchorId: key }), from: PAGES },
  'anchor.restore': { request: v.strictObject({ anchorId: key }), from: PAGES },
  /** Erases the damaged records that were set aside. */
  'damaged.forget': { request: nothing, from: PAGES },
  'settings.set': { request: settingsSchema, from: PAGES },
  /** Registers or removes the content script; the page itself asks Chrome for the permission. */
  'site.set': { request: v.strictObject({ origin, isEnabled: v.boolean() }), from: PAGES },
  'badge.set': { request: v.strictObject({ tabId: counter, named: counter }), from: OFFSCREEN },
} as const;

export type BackgroundRequests = typeof BACKGROUND_REQUESTS;
export type BackgroundType = keyof BackgroundRequests;
export type RequestOf<Type extends BackgroundType> = v.InferOutput<BackgroundRequests[Type]['request']>;

export interface BackgroundReplies {
  'recognizer.ensure': Record<string, never>;
  'configuration.get': Configuration;
  'anchor.enroll': { anchorId: string; name: string; isNew: boolean };
  'anchor.rename': { name: string };
  'anchor.delete': Record<string, never>;
  'anchor.restore': Record<string, never>;
  'damaged.forget': Record<string, never>;
  'settings.set': Record<string, never>;
  'site.set': Record<string, never>;
  'badge.set': Record<string, never>;
}
