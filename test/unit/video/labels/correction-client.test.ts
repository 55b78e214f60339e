/** @file Corrections on the port of videos: each answer finds whoever asked, and nobody waits for ever. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ToRecognizer } from '../../../../src/protocol/video-port.ts';
import { CorrectionClient } from '../../../../src/video/labels/correction-client.ts';

let sent: ToRecognizer[];
let client: CorrectionClient;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  client = new CorrectionClient((message) => sent.push(message));
});
afterEach(() => {
  vi.useRealTimers();
});

test('answers in any order find their request', async () => {
  const first = client.correct(1, 5, { kind: 'not', anchorId: 'a' });
  const second = client.correct(2, 6, { kind: 'never' });
  expect(sent).toEqual([
    { type: 'correct', request: 1, video: 1, track: 5, wish: { kind: 'not', anchorId: 'a' } },
    { type: 'correct', request: 2, video: 2, track: 6, wish: { kind: 'never' } },
  ]);
  client.accept({ type: 'corrected', request: 2, correctionId: 'second' });
  client.accept({ type: 'corrected', request: 1, correctionId: 'first', isCovered: true });
  expect([await first, await second]).toEqual([
    { correctionId: 'first', isCovered: true },
    { correctionId: 'second', isCovered: false },
  ]);
});

test('a refusal has its code', async () => {
  const answer = client.correct(1, 5, { kind: 'confirm', anchorId: 'a' });
  client.accept({ type: 'notCorrected', request: 1, fault: { code: 'face-gone', message: '' } });
  await expect(answer).rejects.toMatchObject({ code: 'face-gone' });
});

test('undoing names the correction', async () => {
  const done = client.undo('it');
  expect(sent).toEqual([{ type: 'undoCorrection', request: 1, correctionId: 'it' }]);
  client.accept({ type: 'corrected', request: 1, correctionId: 'it' });
  await expect(done).resolves.toBeUndefined();
});

test('with the recognizer, every answer is lost', async () => {
  const answers = Promise.allSettled([
    client.correct(1, 5, { kind: 'never' }),
    client.correct(1, 6, { kind: 'never' }),
  ]);
  client.lose();
  expect(await answers).toMatchObject([
    { reason: { code: 'recognizer-gone' } },
    { reason: { code: 'recognizer-gone' } },
  ]);
});

test('no answer is one too, after a while; the late one is dropped', async () => {
  const answer = client.correct(1, 5, { kind: 'never' });
  const refused = expect(answer).rejects.toMatchObject({ code: 'recognizer-gone' });
  vi.advanceTimersByTime(15_000);
  await refused;
  expect(() => {
    client.accept({ type: 'corrected', request: 1, correctionId: 'late' });
  }).not.toThrow();
});
