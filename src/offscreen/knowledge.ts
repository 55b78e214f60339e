/** @file The gallery and the limits in force: what the service worker pushes, as the model in use sees it. */
import { toMetricSpace } from '../core/embedding/metric.ts';
import { isAgainst } from '../core/corrections/correction.ts';
import type { Gallery } from '../core/gallery/gallery.ts';
import { addDistances, calibrate, type Calibration } from '../core/matching/calibration.ts';
import type { Evidence } from '../core/matching/evidence.ts';
import { limitsFor, type MatchLimits } from '../core/matching/limits.ts';
import { lookAlikeDistance, ownLimits, type LookAlike } from '../core/matching/look-alikes.ts';
import { strangerDistances } from '../core/matching/stranger-distances.ts';
import type { GalleryStudy } from '../core/matching/study-gallery.ts';
import { DEFAULT_SETTINGS, type Configuration } from '../protocol/background-messages.ts';
import { impostorsOf } from '../recognition/card-impostors.ts';
import { thresholdsOf, type EmbedderCard } from '../recognition/model-card.ts';
import type { Studier } from '../recognition/workers/studier.ts';
import { GalleryStudies } from './gallery-studies.ts';
import { Strangers } from './strangers.ts';

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
  #card: EmbedderCard | undefined;
  #view = NO_VIEW;
  readonly #studies: GalleryStudies;
  readonly #strangers = new Strangers();

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

  /** Returns false when the configuration is older than the one in force. */
  apply(configuration: Configuration): boolean {
    if (configuration.revision <= this.#configuration.revision) return false;
    this.#configuration = configuration;
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
    const { revision, settings, anchors, rejections } = this.#configuration;
    const metric = settings.metric === 'card' ? card.metric : settings.metric;
    const inSpace = (embeddings: Readonly<Record<string, Float32Array>>): Float32Array[] => {
      const embedding = embeddings[card.id];
      // A record of another length belongs to another network, whatever its model id claims.
      return embedding?.length === card.output.dimension ? [toMetricSpace(embedding, metric)] : [];
    };
    const entries = anchors.map(({ anchorId, name, isNeverNamed, samples }) => {
      const known = samples.flatMap(({ sampleId, embeddings }) =>
        inSpace(embeddings).map((embedding) => ({ sampleId, embedding })),
      );
      return {
        anchorId,
        name,
        isNeverNamed,
        maxDistance: Infinity,
        embeddings: known.map(({ embedding }) => embedding),
        sampleIds: known.map(({ sampleId }) => sampleId),
        // Whoever is enrolled anew under the name is still not this face.
        rejected: rejections
          .filter((one) => isAgainst(one, { anchorId, name }))
          .flatMap(({ embeddings }) => inSpace(embeddings)),
      };
    });
    const gallery: Gallery = { revision, modelId: card.id, metric, entries };
    const study = this.#study(card, gallery);
    const limits = ownLimits(study.lookAlikes);
    const limited = entries.map((entry) => ({
      ...entry,
      maxDistance: limits.get(entry.anchorId) ?? Infinity,
    }));
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
