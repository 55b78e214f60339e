/** @file One panel (popup, Studio) in the offscreen document: the status of its tab, and its wishes to enroll. */
import { FaultError, toFault } from '../core/errors/fault.ts';
import { judgeStill } from '../core/matching/evidence.ts';
import { UNKNOWN } from '../core/matching/verdict.ts';
import { MIN_QUALITY } from '../core/quality/face-quality.ts';
import type { HostedPort } from '../platform/port.ts';
import { STATUS_INTERVAL_MS, type ToPanel, type ToRecognizerFromPanel } from '../protocol/panel-port.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import { CorrectionDesk } from './correction-desk.ts';
import { latestWord } from './corrections.ts';
import { WANTED_SAMPLES, collectLooks, enrollLooks, type EnrollAs } from './enrollment.ts';
import { GroupDesk } from './groups/group-desk.ts';
import type { UnnamedPeople } from './groups/unnamed-people.ts';
import { DoctorDesk } from './doctor-desk.ts';
import { inspectPicture, type PictureLook } from './inspect-picture.ts';
import { ModelDesk, changeoverStatus, type ModelDeskContext } from './model-desk.ts';
import { StrictnessDesk } from './strictness-desk.ts';
import { findFace, tabStatus } from './tab-status.ts';
import { TileDesk } from './tile-desk.ts';
import type { WatchedDocument } from './watched-document.ts';

export interface PanelContext extends ModelDeskContext {
  readonly documents: ReadonlySet<WatchedDocument>;
  readonly unnamed: UnnamedPeople;
}

export class Panel {
  readonly #port: HostedPort<ToPanel>;
  readonly #context: PanelContext;
  readonly #desk: ModelDesk;
  readonly #doctor: DoctorDesk;
  readonly #corrections: CorrectionDesk;
  readonly #strictness: StrictnessDesk;
  readonly #tiles: TileDesk;
  readonly #groups: GroupDesk;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** The last picture that was inspected, by its request. */
  #picture: { readonly request: number; readonly looks: readonly PictureLook[] } | undefined;

  constructor(port: HostedPort<ToPanel>, context: PanelContext) {
    this.#port = port;
    this.#context = context;
    this.#desk = new ModelDesk(port, context);
    this.#doctor = new DoctorDesk(port, context);
    this.#corrections = new CorrectionDesk(port, context);
    this.#strictness = new StrictnessDesk(port, context.knowledge);
    this.#tiles = new TileDesk(port, context);
    this.#groups = new GroupDesk(port, context);
  }

  handle(message: ToRecognizerFromPanel): void {
    switch (message.type) {
      case 'watchTab':
        this.#watch(message.tabId);
        return;
      case 'enrollFace':
        this.#answer(message.request, (recognizer) =>
          this.#enrollFace(message.request, message.face, message, recognizer),
        );
        return;
      case 'inspectPicture':
        this.#answer(message.request, (recognizer) =>
          this.#inspect(message.request, () => inspectPicture(message.pixels, recognizer)),
        );
        return;
      case 'enrollPictureFace':
        this.#answer(message.request, async (recognizer) => {
          const face =
            this.#picture?.request === message.picture ? this.#picture.looks[message.face] : undefined;
          if (face === undefined) throw new FaultError('face-gone', 'the picture was replaced');
          if (face.look.quality < MIN_QUALITY) throw new FaultError('face-not-clear', 'picture face');
          await this.#enroll(message.request, [face.look], message, 'picture', recognizer);
        });
        return;
      case 'restart':
        this.#context.engine.restart();
        this.#context.changeover.retry();
        return;
      case 'suggestName':
        this.#tiles.handle(message);
        return;
      case 'watchModels':
      case 'compareModels':
      case 'importModel':
      case 'removeModel':
        this.#desk.handle(message);
        return;
      case 'watchGallery':
        this.#doctor.watch();
        return;
      case 'correctFace':
        this.#corrections.handle(message);
        return;
      case 'watchEstimate':
        this.#strictness.watch();
        return;
      case 'watchGroups':
      case 'nameGroup':
      case 'mergeGroups':
      case 'splitGroup':
      case 'ignoreGroup':
      case 'forgetGroup':
      case 'forgetAllGroups':
      case 'undoGroups':
        this.#groups.handle(message);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#desk.close();
    this.#strictness.close();
    this.#groups.close();
    this.#doctor.close();
  }

  #watch(tabId: number): void {
    clearInterval(this.#timer);
    const send = (): void => {
      const { engine, changeover, documents, knowledge } = this.#context;
      const change = changeoverStatus(engine, changeover);
      const status = tabStatus(tabId, engine, documents, knowledge.gallery, performance.now(), change);
      this.#port.send({ type: 'tab', status });
    };
    send();
    this.#timer = setInterval(send, STATUS_INTERVAL_MS);
  }

  async #enrollFace(request: number, face: string, as: EnrollAs, recognizer: Recognizer): Promise<void> {
    const found = findFace(face, this.#context.documents);
    if (found === undefined) throw new FaultError('face-gone', 'unknown face');
    const { knowledge } = this.#context;
    const looks = await collectLooks(found.video, found.track, knowledge, (collected) => {
      this.#port.send({ type: 'enrollProgress', request, collected, wanted: WANTED_SAMPLES });
    });
    await this.#enroll(request, looks, as, found.source, recognizer);
  }

  async #enroll(
    request: number,
    looks: Parameters<typeof enrollLooks>[0],
    as: EnrollAs,
    source: Parameters<typeof enrollLooks>[2],
    recognizer: Recognizer,
  ): Promise<void> {
    const word = latestWord(looks, this.#context.knowledge);
    const enrolled = await enrollLooks(looks, { ...as, word }, source, recognizer);
    this.#port.send({ type: 'enrolled', request, ...enrolled });
  }

  async #inspect(request: number, inspect: () => Promise<PictureLook[]>): Promise<void> {
    const looks = await inspect();
    if (looks.length === 0) throw new FaultError('no-face', 'nothing detected');
    this.#picture = { request, looks };
    const { gallery, limits } = this.#context.knowledge;
    const faces = looks.map(({ box, look }, face) => ({
      face,
      box,
      crop: look.crop,
      quality: look.quality,
      embedding: look.embedding,
      verdict: look.quality < MIN_QUALITY ? UNKNOWN : judgeStill(look, gallery, limits),
    }));
    this.#port.send({ type: 'picture', request, faces });
  }

  #answer(request: number, work: (recognizer: Recognizer) => Promise<void>): void {
    const run = async (): Promise<void> => {
      await work(await this.#context.engine.whenReady());
    };
    run().catch((error: unknown) => {
      this.#port.send({ type: 'refused', request, fault: toFault(error) });
    });
  }
}
