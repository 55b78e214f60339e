/** @file The gallery and the limits in force, made from what the service worker pushes. */
import { type Gallery } from '../core/gallery/gallery.ts';
import { limitsFor, type MatchLimits } from '../core/matching/limits.ts';
import type { Configuration } from '../protocol/background-messages.ts';
import type { EmbedderCard } from '../recognition/model-card.ts';

export class Knowledge {
  readonly #card: EmbedderCard;
  #gallery: Gallery;
  #limits: MatchLimits;

  constructor(card: EmbedderCard) {
    this.#card = card;
    this.#gallery = { revision: 0, modelId: card.id, entries: [] };
    this.#limits = limitsFor(card.thresholds, 0.5);
  }

  get gallery(): Gallery {
    return this.#gallery;
  }

  get limits(): MatchLimits {
    return this.#limits;
  }

  /** Returns false when the configuration is older than the one in force. */
  apply({ revision, settings, anchors }: Configuration): boolean {
    if (revision <= this.#gallery.revision) return false;
    const { id: modelId, output } = this.#card;
    const entries = anchors.map(({ anchorId, name, embeddings }) => ({
      anchorId,
      name,
      // A record of another length belongs to another network, whatever its model id claims.
      embeddings: (embeddings[modelId] ?? []).filter((embedding) => embedding.length === output.dimension),
    }));
    this.#gallery = { revision, modelId, entries };
    this.#limits = limitsFor(this.#card.thresholds, settings.strictness);
    return true;
  }
}
