/** @file The gallery and the limits in force: what the service worker pushes, as the model in use sees it. */
import type { Gallery, GalleryEntry } from '../core/gallery/gallery.ts';
import { addDistances, calibrate, type Calibration } from '../core/matching/calibration.ts';
import type { Evidence } from '../core/matching/evidence.ts';
import { limitsFor, type MatchLimits } from '../core/matching/limits.ts';
import { lookAlikeDistance, type LookAlike } from '../core/matching/look-alikes.ts';
import { strangerDistances } from '../core/matching/stranger-distances.ts';
import type { GalleryStudy } from '../core/matching/study-gallery.ts';
import {
  DEFAULT_SETTINGS,
  type Configuration,
  type SettingsInForce,
} from '../protocol/background-messages.ts';
import { PartGatherer, type ReadPart } from '../protocol/configuration-parts.ts';
import { impostorsOf } from '../recognition/card-impostors.ts';
import { thresholdsOf, type EmbedderCard } from '../recognition/model-card.ts';
import type { Studier } from '../recognition/workers/studier.ts';
import { GalleryStudies } from './gallery-studies.ts';
import { Strangers } from './strangers.ts';
import { entriesFor, withOwnLimits } from './gallery-entries.ts';

/** Everything that a verdict depends on besides the face. */
export interface View {
  readonly gallery: Gallery;
  readonly limits: MatchLimits;
  /** What the limits rest on; missing before any model is in use. */
  readonly grounds?: Grounds | undefined;
}

export interface Grounds {
  readonly card: EmbedderCard;
  readonly calibration: Calibration;
  readonly lookAlikes: readonly LookAlike[];
  readonly strangers: number;
}

interface Prepared {
  readonly entries: readonly GalleryEntry[];
  readonly study: GalleryStudy;
  /** The entries with the limits that follow from the study. */
  readonly limited: readonly GalleryEntry[];
}

/** A face that nobody's name fits after so many looks is a stranger's; the first ones are often the worst. */
const STRANGER_LOOKS = 3;

const NOTHING: Configuration = {
  revision: 0,
  settings: DEFAULT_SETTINGS,
  activeModelId: null,
  anchors: [],
  rejections: [],
};
/** Names nobody. */
const NO_VIEW: View = {
  gallery: { revision: 0, modelId: '', metric: 'euclidean', entries: [] },
  limits: limitsFor({ strictMaxDistance: 0, maxDistance: 0, lenientMaxDistance: 0 }, 0),
};

export class Knowledge {
  #configuration = NOTHING;
  /** Settings that came before the first configuration. */
  #early: SettingsInForce = { revision: 0, settings: DEFAULT_SETTINGS, activeModelId: null };
  #card: EmbedderCard | undefined;
  #view = NO_VIEW;
  /** By model and metric, of the people in force: a setting that changes must not cost a pass over ten thousand of them. */
  readonly #prepared = new Map<string, Prepared>();
  readonly #studies: GalleryStudies;
  readonly #strangers = new Strangers();
  readonly #gatherer = new PartGatherer();
  #unreadable = 0;

  /** `onStudied`: the limits changed, since a study of a large gallery has come to its end. */
  constructor(onStudied = (): void => undefined, open?: () => Studier) {
    this.#studies = new GalleryStudies(() => {
      this.#refresh();
      onStudied();
    }, open);
  }

  /** Another object with each change. */
  get grounds(): Grounds | undefined {
    return this.#view.grounds;
  }

  get gallery(): Gallery {
    return this.#view.gallery;
  }

  get limits(): MatchLimits {
    return this.#view.limits;
  }

  /** The model's own strictest limit, whatever the person's strictness: nearer than that, two faces are one. */
  get strictMaxDistance(): number {
    return this.#card === undefined ? 0 : thresholdsOf(this.#card, this.gallery.metric).strictMaxDistance;
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  /** Records of the configuration in force that could not be read: nobody is recognized by them. */
  get unreadableRecords(): number {
    return this.#unreadable;
  }

  /** One of the messages that make a configuration; true with the last one. */
  applyPart(part: ReadPart): boolean {
    const gathered = this.#gatherer.add(part);
    return gathered !== undefined && this.apply(gathered.configuration, gathered.unreadable);
  }

  /** Returns false when the configuration is older than the one in force. */
  apply(configuration: Configuration, unreadable = 0): boolean {
    if (configuration.revision <= this.#configuration.revision) return false;
    this.#configuration = configuration;
    this.#unreadable = unreadable;
    this.#prepared.clear();
    if (!this.settle(this.#early)) this.#refresh();
    return true;
  }

  /** The same people, other settings. False when they are older; before the people are known, they wait for them. */
  settle(settings: SettingsInForce): boolean {
    if (this.#configuration === NOTHING) this.#early = settings;
    if (this.#configuration === NOTHING || settings.revision <= this.#configuration.revision) return false;
    this.#configuration = { ...this.#configuration, ...settings };
    this.#refresh();
    return true;
  }

  /** From now on, faces are embedded by this model. */
  use(card: EmbedderCard): void {
    this.#card = card;
    this.#refresh();
  }

  /** What came out of the looks at a face; `face` is its own while the offscreen document lives. */
  noteFace(face: string, { verdict, looks, isBetweenTwo, isNeverNamed }: Evidence): void {
    const look = looks.at(-1);
    if (look === undefined || this.#card === undefined) return;
    const { modelId, metric } = this.gallery;
    const { maxDistance } = thresholdsOf(this.#card, metric);
    const isSomebody = verdict.kind !== 'unknown' || isBetweenTwo === true || isNeverNamed === true;
    const isStranger = !isSomebody && looks.length >= STRANGER_LOOKS;
    const isChanged = isStranger
      ? this.#strangers.note(face, { modelId, embedding: look.embedding }, metric, maxDistance)
      : verdict.kind !== 'unknown' && this.#strangers.forget(face);
    if (isChanged)
      this.#view = this.#judgeBy(this.#card, this.gallery, this.#study(this.#card, this.gallery));
  }

  /** The gallery and limits that this model would have. */
  viewOf(card: EmbedderCard): View {
    const { revision, settings } = this.#configuration;
    const metric = settings.metric === 'card' ? card.metric : settings.metric;
    const key = [card.id, card.output.dimension, metric].join(' ');
    const before = this.#prepared.get(key);
    const entries = before?.entries ?? entriesFor(card, metric, this.#configuration);
    const gallery = { revision, modelId: card.id, metric, entries };
    const study = this.#study(card, gallery);
    const limited = before?.study === study ? before.limited : withOwnLimits(entries, study);
    this.#prepared.set(key, { entries, study, limited });
    return this.#judgeBy(card, { ...gallery, entries: limited }, study);
  }

  #study(card: EmbedderCard, gallery: Gallery): GalleryStudy {
    const thresholds = thresholdsOf(card, gallery.metric);
    const bounds = {
      lookAlike: lookAlikeDistance(thresholds, gallery.entries.length),
      nearest: thresholds.strictMaxDistance,
    };
    return this.#studies.of(gallery, bounds);
  }

  #judgeBy(card: EmbedderCard, gallery: Gallery, study: GalleryStudy): View {
    const { metric, entries } = gallery;
    const thresholds = thresholdsOf(card, metric);
    const faces = this.#strangers.of(card.id, metric);
    const met = strangerDistances(faces, entries, thresholds.maxDistance);
    const distances = addDistances(study.distances, met.distances);
    const calibration = calibrate(impostorsOf(card, metric), { ...study, distances });
    return {
      gallery,
      limits: limitsFor(thresholds, this.#configuration.settings.strictness, calibration),
      grounds: { card, calibration, lookAlikes: study.lookAlikes, strangers: met.strangers },
    };
  }

  #refresh(): void {
    if (this.#card !== undefined) this.#view = this.viewOf(this.#card);
  }
}
