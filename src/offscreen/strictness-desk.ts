/** @file What a page may ask about the strictness: the estimates behind its slider, kept up to date. */
import type { HostedPort } from '../platform/port.ts';
import { STATUS_INTERVAL_MS, type ToPanel } from '../protocol/panel-port.ts';
import { estimateStrictness } from './estimate-strictness.ts';
import type { Grounds, Knowledge } from './knowledge.ts';

export class StrictnessDesk {
  readonly #port: HostedPort<ToPanel>;
  readonly #knowledge: Knowledge;
  #timer: ReturnType<typeof setInterval> | undefined;
  #sent: Grounds | undefined;

  constructor(port: HostedPort<ToPanel>, knowledge: Knowledge) {
    this.#port = port;
    this.#knowledge = knowledge;
  }

  watch(): void {
    clearInterval(this.#timer);
    this.#sent = undefined;
    const send = (): void => {
      this.#sendChange();
    };
    send();
    this.#timer = setInterval(send, STATUS_INTERVAL_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sendChange(): void {
    const { gallery, grounds } = this.#knowledge;
    if (grounds === undefined || grounds === this.#sent) return;
    this.#sent = grounds;
    this.#port.send({ type: 'estimate', estimate: estimateStrictness(gallery, grounds) });
  }
}
