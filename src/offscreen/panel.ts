/** @file One panel (popup, Studio) in the offscreen document: the status of its tab, and its wishes to enroll. */
import { FaultError, toFault } from '../core/errors/fault.ts';
import { stillEvidence } from '../core/matching/evidence.ts';
import { undisputed, type Claim } from '../core/matching/undisputed.ts';
import { UNKNOWN, type Verdict } from '../core/matching/verdict.ts';
import { MIN_QUALITY } from '../core/quality/face-quality.ts';
import type { HostedPort } from '../platform/port.ts';
import { STATUS_INTERVAL_MS, type ToPanel, type ToRecognizerFromPanel } from '../protocol/panel-port.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import { CorrectionDesk } from './correction-desk.ts';
import { GroupDesk } from './groups/group-desk.ts';
import type { UnnamedPeople } from './groups/unnamed-people.ts';
import { DoctorDesk } from './doctor-desk.ts';
import { inspectPicture, type PictureLook } from './inspect-picture.ts';
import { ModelDesk, changeoverStatus, type ModelDeskContext } from './model-desk.ts';
import { StrictnessDesk } from './strictness-desk.ts';
import { tabStatus } from './tab-status.ts';
import { TileDesk } from './tile-desk.ts';
import { EnrollDesk } from './enroll-desk.ts';
import { EnrollQuestions } from './enroll-questions.ts';
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
  readonly #enrollDesk: EnrollDesk;
  readonly #questions: EnrollQuestions;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** The last picture that was inspected, by its request. */
  #picture: { readonly request: number; readonly looks: readonly PictureLook[] } | undefined;

  constructor(port: HostedPort<ToPanel>, context: PanelContext) {
    this.#port = port;
    this.#context = context;
    this.#desk = new ModelDesk(port, context);
    this.#doctor = new DoctorDesk(port, context);
    this.#questions = new EnrollQuestions(port);
    this.#corrections = new CorrectionDesk(port, context, this.#questions);
    this.#strictness = new StrictnessDesk(port, context.knowledge);
    this.#tiles = new TileDesk(port, context);
    this.#groups = new GroupDesk(port, context, this.#questions);
    this.#enrollDesk = new EnrollDesk(port, context, (picture, face) =>
      this.#picture?.request === picture ? this.#picture.looks[face]?.look : undefined,
    );
  }

  handle(message: ToRecognizerFromPanel): void {
    switch (message.type) {
      case 'watchTab':
        this.#watch(message.tabId);
        return;
      case 'inspectPicture':
        this.#answer(message.request, (recognizer) =>
          this.#inspect(message.request, () => inspectPicture(message.pixels, recognizer)),
        );
        return;
      case 'restart':
        this.#context.engine.restart();
        this.#context.changeover.retry();
        return;
      case 'suggestName':
        this.#tiles.handle(message);
        return;
      case 'enrollFace':
      case 'enrollPictureFace':
      case 'finishEnroll':
      case 'collectMore':
        this.#enrollDesk.handle(message);
        return;
      case 'cancelEnroll':
        if (!this.#questions.answer(message.request, 'cancel')) this.#enrollDesk.handle(message);
        return;
      case 'answerEnroll':
        if (!this.#questions.answer(message.request, message.choice)) this.#enrollDesk.handle(message);
        return;
      case 'watchModels':
      case 'compareModels':
      case 'tryModel':
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
    this.#questions.close();
    this.#doctor.close();
    this.#enrollDesk.close();
  }

  #watch(tabId: number): void {
    clearInterval(this.#timer);
    const send = (): void => {
      const { engine, changeover, documents, knowledge } = this.#context;
      const status = tabStatus(tabId, engine, documents, knowledge.gallery, performance.now(), {
        changeover: changeoverStatus(changeover),
        unreadable: changeover.unreadable(),
      });
      this.#port.send({ type: 'tab', status });
    };
    send();
    this.#timer = setInterval(send, STATUS_INTERVAL_MS);
  }

  async #inspect(request: number, inspect: () => Promise<PictureLook[]>): Promise<void> {
    const looks = await inspect();
    if (looks.length === 0) throw new FaultError('no-face', 'nothing detected');
    this.#picture = { request, looks };
    const { gallery, limits } = this.#context.knowledge;
    const claims = looks.map(({ look }, track): Claim => {
      const evidence = stillEvidence(look, gallery, limits);
      return { ...evidence, track, verdict: look.quality < MIN_QUALITY ? UNKNOWN : evidence.verdict };
    });
    const faces = looks.map(({ box, look }, face) => ({
      face,
      box,
      crop: look.crop,
      quality: look.quality,
      embedding: look.embedding,
      verdict: verdictAmong(claims, face),
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

function verdictAmong(claims: readonly Claim[], index: number): Verdict {
  const claim = claims[index];
  return claim === undefined ? UNKNOWN : undisputed(claim, claims);
}
