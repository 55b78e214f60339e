/** @file Asking a worker: its answers, its faults, and its end, after which nobody waits for ever. */
import { describe, expect, test } from 'vitest';
import { linkTo } from '../../../../src/recognition/workers/worker-link.ts';
import type { Outcome } from '../../../../src/recognition/workers/outcome.ts';

class FakeWorker extends EventTarget {
  isTerminated = false;

  terminate(): void {
    this.isTerminated = true;
  }

  crash(): void {
    this.dispatchEvent(new Event('error'));
  }
}

function open(onCrash: () => void = () => undefined) {
  const worker = new FakeWorker();
  return { worker, link: linkTo(worker as unknown as Worker, onCrash) };
}

const never = (): Promise<Outcome<number>> => new Promise(() => undefined);
const answer: Outcome<number> = { ok: true, value: 7, durationMs: 3 };

describe('an answer', () => {
  test('comes with the time that it took', async () => {
    expect(await open().link.ask(Promise.resolve(answer))).toMatchObject({ value: 7, durationMs: 3 });
  });

  test('that is a fault is thrown as that fault', async () => {
    const fault = { code: 'record-damaged', message: 'x' } as const;
    await expect(open().link.ask(Promise.resolve({ ok: false, fault }))).rejects.toMatchObject(fault);
  });
});

describe('a crash', () => {
  test('answers whoever waits, and is told once', async () => {
    let crashes = 0;
    const { worker, link } = open(() => crashes++);
    const asked = [link.ask(never()), link.ask(never())];
    worker.crash();
    worker.crash();
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'recognizer-failed' });
    expect(crashes).toBe(1);
  });

  test('answers whoever asks later', async () => {
    const { worker, link } = open();
    worker.crash();
    await expect(link.ask(never())).rejects.toMatchObject({ code: 'recognizer-failed' });
  });
});

describe('closing', () => {
  test('ends the worker and answers whoever waits: a look under way at a change of networks', async () => {
    let crashes = 0;
    const { worker, link } = open(() => crashes++);
    const asked = link.ask(never());
    link.close();
    await expect(asked).rejects.toMatchObject({ code: 'recognizer-gone' });
    expect(worker.isTerminated).toBe(true);
    expect(crashes).toBe(0);
  });

  test('of a worker that nobody waits for is no error', async () => {
    const { link } = open();
    link.close();
    // An unhandled rejection would fail this run.
    await new Promise(setImmediate);
    await expect(link.ask(never())).rejects.toMatchObject({ code: 'recognizer-gone' });
  });

  test('what was answered before stays answered', async () => {
    const { link } = open();
    const asked = link.ask(Promise.resolve(answer));
    link.close();
    expect(await asked).toMatchObject({ value: 7 });
  });
});
