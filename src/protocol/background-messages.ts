/**
 * @file Requests to the service worker: what each carries, what it answers, and who may ask. The service worker is the only
 * writer of the stores, so that two pages can never overwrite each other's change.
 */
import * as v from 'valibot';
import { CPU_BUDGETS } from '../core/pace/cpu-budget.ts';
import { METRICS } from '../core/embedding/metric.ts';
import { MAX_GROUPS } from '../core/grouping/group.ts';
import { presentModelId } from '../core/model-choice/present-model.ts';
import {
  counter,
  embeddingSchema,
  fraction,
  key,
  listOf,
  newSampleSchema,
  shortText,
  siteOrigin,
  typedName,
} from './schemas.ts';
import {
  CORRECTION_BACKGROUND_REQUESTS,
  latestWordSchema,
  type CorrectionReplies,
} from './correction-requests.ts';
import { keptGroupSchema, type KeptGroup } from './group-record.ts';
import { noticeRulesSchema } from './notice-record.ts';
import type { ConfigurationPart } from './configuration-parts.ts';
import type { SenderKind } from './sender.ts';

const nothing = v.strictObject({});

export const settingsSchema = v.strictObject({
  /** 0: almost never wrong; 1: names more people; 0.5: the model card's default. */
  strictness: fraction,
  /** The face model that the person chose; null leaves the choice to Nametag. */
  modelId: v.nullable(key),
  /** `card`: the one that the model's card names. */
  metric: v.picklist(['card', ...METRICS]),
  /** Whether the name on a call's tile is offered when its face is about to be named. */
  shouldSuggestTileNames: v.boolean(),
  /** People not named yet are kept after the browser is closed. */
  keepsUnnamed: v.boolean(),
  /** How much of the processor recognition may take. */
  cpuBudget: v.picklist(CPU_BUDGETS),
});
export type Settings = v.InferOutput<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = {
  strictness: 0.5,
  modelId: null,
  metric: 'card',
  shouldSuggestTileNames: true,
  keepsUnnamed: false,
  cpuBudget: 'all-but-one',
};

const { strictness, modelId, metric, shouldSuggestTileNames, keepsUnnamed, cpuBudget } =
  settingsSchema.entries;
/** What is absent stays as it is. */
const settingsChangeSchema = v.strictObject({
  strictness: v.exactOptional(strictness),
  modelId: v.exactOptional(modelId),
  metric: v.exactOptional(metric),
  shouldSuggestTileNames: v.exactOptional(shouldSuggestTileNames),
  keepsUnnamed: v.exactOptional(keepsUnnamed),
  cpuBudget: v.exactOptional(cpuBudget),
});
/** Settings of an earlier version lack some fields, those of a later one have others: each is read for itself. */
export const storedSettingsSchema = v.object({
  strictness: v.fallback(v.optional(strictness, DEFAULT_SETTINGS.strictness), DEFAULT_SETTINGS.strictness),
  modelId: v.fallback(
    v.optional(v.nullable(v.pipe(key, v.transform(presentModelId))), DEFAULT_SETTINGS.modelId),
    DEFAULT_SETTINGS.modelId,
  ),
  metric: v.fallback(v.optional(metric, DEFAULT_SETTINGS.metric), DEFAULT_SETTINGS.metric),
  shouldSuggestTileNames: v.fallback(
    v.optional(shouldSuggestTileNames, DEFAULT_SETTINGS.shouldSuggestTileNames),
    DEFAULT_SETTINGS.shouldSuggestTileNames,
  ),
  keepsUnnamed: v.fallback(
    v.optional(keepsUnnamed, DEFAULT_SETTINGS.keepsUnnamed),
    DEFAULT_SETTINGS.keepsUnnamed,
  ),
  cpuBudget: v.fallback(v.optional(cpuBudget, DEFAULT_SETTINGS.cpuBudget), DEFAULT_SETTINGS.cpuBudget),
});

/** By model id, one embedding each. */
const embeddingsByModel = v.record(key, embeddingSchema);

/** The gallery and settings, as the offscreen document (which has no storage) gets them, see `configuration-parts.ts`. */
export const configurationSchema = v.strictObject({
  revision: counter,
  settings: settingsSchema,
  /** The model that recognised last: the one whose embeddings are complete. Null before the first. */
  activeModelId: v.nullable(key),
  anchors: v.array(
    v.strictObject({
      anchorId: key,
      name: shortText,
      isNeverNamed: v.boolean(),
      samples: listOf(v.strictObject({ sampleId: key, embeddings: embeddingsByModel })),
    }),
  ),
  /** Faces that are not an anchor's, see `core/corrections`. */
  rejections: v.array(
    v.strictObject({ correctionId: key, anchorId: key, name: shortText, embeddings: embeddingsByModel }),
  ),
});
export type Configuration = v.InferOutput<typeof configurationSchema>;

/** Of a configuration, what is not the gallery. */
export const settingsInForceSchema = v.pick(configurationSchema, ['revision', 'settings', 'activeModelId']);
export type SettingsInForce = v.InferOutput<typeof settingsInForceSchema>;

/** The sites that are on: the person wants them, and Chrome has granted them. */
export const sitesInForceSchema = v.strictObject({
  /** Names one life of the service worker. The next one begins after the former has ended, whatever the clock says. */
  run: key,
  /** Grows within a run. */
  revision: counter,
  origins: v.pipe(v.array(siteOrigin), v.maxLength(10_000)),
});
export type SitesInForce = v.InferOutput<typeof sitesInForceSchema>;

const EVERYBODY: readonly SenderKind[] = ['content', 'page', 'offscreen'];
const PAGES: readonly SenderKind[] = ['page'];
const OFFSCREEN: readonly SenderKind[] = ['offscreen'];

/** `request`: schema of the payload; `from`: who may ask. */
export const BACKGROUND_REQUESTS = {
  /** Resolves when the offscreen document exists and listens. */
  'recognizer.ensure': { request: nothing, from: EVERYBODY },
  /** The first part of all that is stored now; with `revision` and `part`, another part of the same reading. */
  'configuration.get': {
    request: v.strictObject({ revision: v.exactOptional(counter), part: v.exactOptional(counter) }),
    from: OFFSCREEN,
  },
  'anchor.enroll': {
    request: v.strictObject({
      name: typedName,
      anchorId: v.exactOptional(key),
      samples: v.pipe(v.array(newSampleSchema), v.minLength(1), v.maxLength(20)),
      word: v.exactOptional(latestWordSchema),
    }),
    from: OFFSCREEN,
  },
  'anchor.rename': { request: v.strictObject({ anchorId: key, name: typedName }), from: PAGES },
  /** Into the bin, from where `anchor.restore` brings it back until the bin is emptied. */
  'anchor.delete': { request: v.strictObject({ anchorId: key }), from: PAGES },
  'anchor.restore': { request: v.strictObject({ anchorId: key }), from: PAGES },
  /** Erases the damaged records that were set aside. */
  'damaged.forget': { request: nothing, from: PAGES },
  'settings.set': { request: settingsChangeSchema, from: PAGES },
  'notices.set': { request: noticeRulesSchema, from: PAGES },
  /** Which samples have no embedding by this model yet. */
  'samples.missing': { request: v.strictObject({ modelId: key }), from: OFFSCREEN },
  /** The crops of one anchor's samples that have no embedding by this model yet. */
  'samples.crops': { request: v.strictObject({ modelId: key, anchorId: key }), from: OFFSCREEN },
  /** Stores embeddings beside those of other models. Samples that are gone by now are passed over. */
  'samples.embedded': {
    request: v.strictObject({
      modelId: key,
      anchorId: key,
      embeddings: listOf(v.strictObject({ sampleId: key, embedding: embeddingSchema })),
    }),
    from: OFFSCREEN,
  },
  /** From now on this model recognizes; the others' embeddings stay. `hasWayBack`: the one before it is still there. */
  'model.activate': { request: v.strictObject({ modelId: key, hasWayBack: v.boolean() }), from: OFFSCREEN },
  /** Models that are no longer part of Nametag: their embeddings go from faces that `replacedBy` has embedded. */
  'embeddings.forget': {
    request: v.strictObject({ modelIds: listOf(key), replacedBy: key }),
    from: OFFSCREEN,
  },
  /** A model that the person removed: its embeddings go too, and whoever had chosen it has no choice made. */
  'model.forget': { request: v.strictObject({ modelId: key }), from: OFFSCREEN },
  /** The groups of people not named yet that were kept; none while the setting is off. */
  'groups.get': { request: nothing, from: OFFSCREEN },
  /** Stores them, if the setting wants them to be kept. */
  'groups.store': {
    request: v.strictObject({ groups: listOf(keptGroupSchema, MAX_GROUPS) }),
    from: OFFSCREEN,
  },
  'groups.erase': { request: v.strictObject({ groupIds: listOf(key) }), from: OFFSCREEN },
  /** Registers or removes the content script; the page itself asks Chrome for the permission. */
  'site.set': { request: v.strictObject({ origin: siteOrigin, isEnabled: v.boolean() }), from: PAGES },
  'sites.get': { request: nothing, from: OFFSCREEN },
  /** Opens the surface on which something is said of a face; `face` as in the tab's status. */
  'face.open': { request: v.strictObject({ tabId: counter, face: key }), from: OFFSCREEN },
  'badge.set': { request: v.strictObject({ tabId: counter, named: counter }), from: OFFSCREEN },
  ...CORRECTION_BACKGROUND_REQUESTS,
} as const;

export type BackgroundRequests = typeof BACKGROUND_REQUESTS;
export type BackgroundType = keyof BackgroundRequests;
export type RequestOf<Type extends BackgroundType> = v.InferOutput<BackgroundRequests[Type]['request']>;

export interface BackgroundReplies extends CorrectionReplies {
  'recognizer.ensure': Record<string, never>;
  'configuration.get': ConfigurationPart;
  'anchor.enroll': { anchorId: string; name: string; isNew: boolean };
  'anchor.rename': { name: string };
  'anchor.delete': Record<string, never>;
  'anchor.restore': Record<string, never>;
  'damaged.forget': Record<string, never>;
  'settings.set': Record<string, never>;
  'notices.set': Record<string, never>;
  'samples.missing': { readonly anchors: readonly { readonly anchorId: string; readonly samples: number }[] };
  'samples.crops': { readonly samples: readonly { readonly sampleId: string; readonly cropUrl: string }[] };
  'samples.embedded': Record<string, never>;
  'model.activate': Record<string, never>;
  'embeddings.forget': Record<string, never>;
  'model.forget': Record<string, never>;
  'groups.get': { groups: readonly KeptGroup[] };
  'groups.store': Record<string, never>;
  'groups.erase': Record<string, never>;
  'site.set': Record<string, never>;
  'sites.get': SitesInForce;
  'face.open': Record<string, never>;
  'badge.set': Record<string, never>;
}
