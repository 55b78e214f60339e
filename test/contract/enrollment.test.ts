/** @file Saving looks at a face: which of them reach the service worker, and in what form. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { enrollLooks } from '../../src/offscreen/enrollment.ts';
import type { TrackLook } from '../../src/recognition/pipeline/track-state.ts';
import type { Recognizer } from '../../src/recognition/workers/recognizer.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

const crop = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

const lookAt = (position: number, quality = 0.9, modelId = 'compact'): TrackLook => ({
  modelId,
  embedding: Float32Array.of(position),
  quality,
  crop,
});

describe('enrollLooks', () => {
  let fake: FakeBrowser;
  const recognizer = {
    encode: ({ width }: TrackLook['crop']) => Promise.resolve(`data:image/jpeg;base64,${String(width)}`),
  } as unknown as Recognizer;

  beforeEach(() => {
    fake = installFakeBrowser();
    fake.answer = () => ({ ok: true, value: { anchorId: 'a', name: 'Ann', isNew: true } });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('sends eight at most, the best first, with their pictures, and tells what became of them', async () => {
    const looks = [0, 0.3, 0.1, 0.2, 0.01, 0.02, 0.4, 0.5, 0.6, 0.7].map((position) => lookAt(position));
    const enrolled = await enrollLooks(looks, { name: 'Ann' }, 'tab', recognizer);
    expect(enrolled).toEqual({ anchorId: 'a', name: 'Ann', isNew: true, samples: 8 });
    const [message] = fake.sentMessages as { payload: { samples: unknown[] } }[];
    expect(message).toMatchObject({ target: 'background', type: 'anchor.enroll', payload: { name: 'Ann' } });
    expect(message?.payload).not.toHaveProperty('anchorId');
    expect(message?.payload.samples).toHaveLength(8);
    expect(message?.payload.samples[0]).toEqual({
      modelId: 'compact',
      embedding: Float32Array.of(0),
      quality: 0.9,
      source: 'tab',
      cropUrl: 'data:image/jpeg;base64,1',
    });
  });

  test('each sample says which network embedded it', async () => {
    await enrollLooks([lookAt(0, 0.9, 'facenet')], { name: 'Ann' }, 'tab', recognizer);
    expect(fake.sentMessages).toMatchObject([{ payload: { samples: [{ modelId: 'facenet' }] } }]);
  });

  test('passes on the anchor that was chosen', async () => {
    await enrollLooks([lookAt(0)], { name: 'x', anchorId: 'a' }, 'webcam', recognizer);
    expect(fake.sentMessages).toMatchObject([
      { payload: { anchorId: 'a', samples: [{ source: 'webcam' }] } },
    ]);
  });

  test('a refusal of the service worker is the refusal of the enrollment', async () => {
    fake.answer = () => ({ ok: false, error: { code: 'name-empty', message: 'enroll' } });
    await expect(enrollLooks([lookAt(0)], { name: ' ' }, 'tab', recognizer)).rejects.toMatchObject({
      code: 'name-empty',
    });
  });
});
