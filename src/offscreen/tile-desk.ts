/** @file What a page may ask about names on call tiles: only for a face that has none yet, and only if the person wants that. */
import type { HostedPort } from '../platform/port.ts';
import type { ToPanel, ToRecognizerFromPanel } from '../protocol/panel-port.ts';
import type { Knowledge } from './knowledge.ts';
import { findFace } from './tab-status.ts';
import type { WatchedDocument } from './watched-document.ts';

export interface TileDeskContext {
  readonly knowledge: Pick<Knowledge, 'configuration'>;
  readonly documents: ReadonlySet<WatchedDocument>;
}

export type TileRequest = Extract<ToRecognizerFromPanel, { type: 'suggestName' }>;

export class TileDesk {
  readonly #port: HostedPort<ToPanel>;
  readonly #context: TileDeskContext;

  constructor(port: HostedPort<ToPanel>, context: TileDeskContext) {
    this.#port = port;
    this.#context = context;
  }

  handle({ request, face }: TileRequest): void {
    void this.#nameOf(face).then((name) => {
      this.#port.send({ type: 'suggestion', request, name });
    });
  }

  async #nameOf(key: string): Promise<string | null> {
    const { knowledge, documents } = this.#context;
    if (!knowledge.configuration.settings.shouldSuggestTileNames) return null;
    const found = findFace(key, documents);
    // Studio shows no tiles of its own.
    if (found?.source !== 'tab') return null;
    const { document, video, track } = found;
    const face = video.session.faces().find((one) => one.track === track);
    if (face === undefined || face.verdict.kind === 'named') return null;
    return document.tileQuestions.ask(video.video, face.box);
  }
}
