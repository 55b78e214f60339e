/** @file The gallery and the limits in force: what the service worker pushes, as the model in use sees it. */
import { toMetricSpace } from '../core/embedding/metric.ts';
import { isAgainst } from '../core/corrections/correction.ts';
import type { Gallery } from '../core/gallery/gallery.ts';
import { limitsFor, type MatchLimits } from '../core/matching/limits.ts';
import { DEFAULT_SETTINGS, type Configuration } from '../protocol/background-messages.ts';
import { thresholdsOf, type EmbedderCard } from '../recognition/model-card.ts';

/** Everything that a verdict depends on besides the face. */
export interface View {
  readonly gallery: Gallery;
  readonly limits: MatchLimits;
}

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
    return {
      gallery: { revision, modelId: card.id, metric, entries },
      limits: limitsFor(thresholdsOf(card, metric), settings.strictness),
    };
  }

  #refresh(): void {
    if (this.#card !== undefined) this.#view = this.viewOf(this.#card);
  }
}
