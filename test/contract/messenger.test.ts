/** @file One-off messages: who is answered, with what, and who is not. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/protocol/background-messages.ts';
import { FaultError } from '../../src/core/errors/fault.ts';
import { answerAsBackground, type BackgroundHandlers } from '../../src/platform/background-host.ts';
import { askBackground, onPush, push } from '../../src/platform/messenger.ts';
import { SENDERS, installFakeBrowser, type FakeBrowser, type FakeSender } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

let fake: FakeBrowser;

beforeEach(() => {
  fake = installFakeBrowser();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const toBackground = (type: string, payload: unknown) => ({ target: 'background', type, payload });
const embedding = Float32Array.of(0.5);
const embedded = { modelId: 'm', anchorId: 'a', embeddings: [{ sampleId: 's', embedding }] };
const newSample = { modelId: 'compact', embedding, quality: 0.5, source: 'tab', cropUrl: 'data:image/png,' };

describe('answering as the service worker', () => {
  let calls: { type: string; request: unknown }[];
  let failure: Error | undefined;

  beforeEach(() => {
    calls = [];
    failure = undefined;
    const handle =
      <Reply>(type: string, reply: Reply) =>
      async (request: unknown): Promise<Reply> => {
        await Promise.resolve();
        calls.push({ type, request });
        if (failure !== undefined) throw failure;
        return reply;
      };
    const handlers: BackgroundHandlers = {
      'recognizer.ensure': handle('recognizer.ensure', {}),
      'configuration.get': handle('configuration.get', {
        revision: 1,
        settings: DEFAULT_SETTINGS,
        activeModelId: 'compact',
        anchors: [
          {
            anchorId: 'a',
            name: 'Ann',
            isNeverNamed: false,
            samples: [{ sampleId: 's', embeddings: { compact: embedding } }],
          },
        ],
        rejections: [],
      }),
      'anchor.enroll': handle('anchor.enroll', { anchorId: 'a', name: 'Ann', isNew: true }),
      'anchor.rename': handle('anchor.rename', { name: 'Anna' }),
      'anchor.delete': handle('anchor.delete', {}),
      'anchor.restore': handle('anchor.restore', {}),
      'damaged.forget': handle('damaged.forget', {}),
      'settings.set': handle('settings.set', {}),
      'notices.set': handle('notices.set', {}),
      'samples.missing': handle('samples.missing', { anchors: [] }),
      'samples.crops': handle('samples.crops', { samples: [] }),
      'samples.embedded': handle('samples.embedded', {}),
      'model.activate': handle('model.activate', {}),
      'embeddings.forget': handle('embeddings.forget', {}),
      'model.forget': handle('model.forget', {}),
      'groups.get': handle('groups.get', { groups: [] }),
      'groups.store': handle('groups.store', {}),
      'groups.erase': handle('groups.erase', {}),
      'site.set': handle('site.set', {}),
      'face.open': handle('face.open', {}),
      'sites.get': handle('sites.get', { run: 'first', revision: 1, origins: [] }),
      'badge.set': handle('badge.set', {}),
      'correction.reject': handle('correction.reject', { correctionId: 'c' }),
      'correction.enroll': handle('correction.enroll', { correctionId: 'c', anchorId: 'a', name: 'Ann' }),
      'correction.enrollNeverNamed': handle('correction.enrollNeverNamed', {
        correctionId: 'c',
        anchorId: 'a',
      }),
      'correction.rename': handle('correction.rename', { correctionId: 'c' }),
      'anchor.neverName': handle('anchor.neverName', { correctionId: 'c' }),
      'anchor.merge': handle('anchor.merge', { correctionId: 'c' }),
      'samples.remove': handle('samples.remove', { correctionId: 'c' }),
      'samples.move': handle('samples.move', { correctionId: 'c' }),
      'correction.undo': handle('correction.undo', {}),
    };
    answerAsBackground(handlers);
  });

  test('an allowed request reaches its handler, and the reply comes back', async () => {
    const message = toBackground('anchor.rename', { anchorId: 'a', name: 'Anna' });
    expect(await fake.deliver(message, SENDERS.popup)).toEqual({
      isAnswered: true,
      reply: { ok: true, value: { name: 'Anna' } },
    });
    expect(calls).toEqual([{ type: 'anchor.rename', request: { anchorId: 'a', name: 'Anna' } }]);
  });

  test('embeddings cross as typed arrays, both ways', async () => {
    const { reply } = await fake.deliver(toBackground('configuration.get', {}), SENDERS.offscreen);
    expect(reply).toMatchObject({
      value: { anchors: [{ samples: [{ embeddings: { compact: embedding } }] }] },
    });
    await fake.deliver(
      toBackground('anchor.enroll', { name: 'Ann', samples: [newSample] }),
      SENDERS.offscreen,
    );
    expect(calls.at(-1)?.request).toMatchObject({ samples: [{ embedding }] });
  });

  test('strangers get no answer at all', async () => {
    const message = toBackground('recognizer.ensure', {});
    expect(await fake.deliver(message, SENDERS.stranger)).toEqual({ isAnswered: false });
    expect(calls).toEqual([]);
  });

  test.for<[string, unknown]>([
    ['for the offscreen document', { target: 'offscreen', type: 'configuration.changed', payload: {} }],
    ['for content scripts', { target: 'content', type: 'stop', payload: {} }],
    ['of another shape', { type: 'anchor.delete', anchorId: 'a' }],
    ['with an unknown key', { ...toBackground('recognizer.ensure', {}), extra: 1 }],
    ['that are text', 'recognizer.ensure'],
    ['that are nothing', undefined],
  ])('messages %s are left to others, at once', async ([, message]) => {
    expect(await fake.deliver(message, SENDERS.popup)).toEqual({ isAnswered: false });
    expect(calls).toEqual([]);
  });

  test.for<[string, FakeSender, string, unknown]>([
    ['rename', SENDERS.content, 'anchor.rename', { anchorId: 'a', name: 'x' }],
    ['delete', SENDERS.content, 'anchor.delete', { anchorId: 'a' }],
    ['restore', SENDERS.content, 'anchor.restore', { anchorId: 'a' }],
    ['forget damaged records', SENDERS.content, 'damaged.forget', {}],
    ['enroll', SENDERS.content, 'anchor.enroll', { name: 'x', samples: [newSample] }],
    ['read the configuration', SENDERS.content, 'configuration.get', {}],
    ['change settings', SENDERS.content, 'settings.set', { strictness: 1 }],
    ['switch sites', SENDERS.content, 'site.set', { origin: 'https://example.org', isEnabled: true }],
    ['open a surface', SENDERS.content, 'face.open', { tabId: 1, face: '1/2/3' }],
    ['ask which sites are on', SENDERS.content, 'sites.get', {}],
    ['set the badge', SENDERS.content, 'badge.set', { tabId: 1, named: 9 }],
    ['ask which samples there are', SENDERS.content, 'samples.missing', { modelId: 'm' }],
    ['have the pictures', SENDERS.content, 'samples.crops', { modelId: 'm', anchorId: 'a' }],
    ['store embeddings', SENDERS.content, 'samples.embedded', embedded],
    ['say which model is in use', SENDERS.content, 'model.activate', { modelId: 'm', hasWayBack: true }],
    ['have a model forgotten', SENDERS.content, 'model.forget', { modelId: 'm' }],
  ])('a content script may not %s', async ([, sender, type, payload]) => {
    const { reply } = await fake.deliver(toBackground(type, payload), sender);
    expect(reply).toMatchObject({ ok: false, error: { code: 'message-not-allowed' } });
    expect(calls).toEqual([]);
  });

  test('a content script may have the recognizer started', async () => {
    const { reply } = await fake.deliver(toBackground('recognizer.ensure', {}), SENDERS.content);
    expect(reply).toEqual({ ok: true, value: {} });
  });

  test.for<[string, FakeSender, string, unknown]>([
    ['the popup may not read the configuration', SENDERS.popup, 'configuration.get', {}],
    [
      'the popup may not enroll by itself',
      SENDERS.popup,
      'anchor.enroll',
      { name: 'x', samples: [newSample] },
    ],
    ['the popup may not ask for samples', SENDERS.popup, 'samples.missing', { modelId: 'm' }],
    ['the popup may not have crops', SENDERS.popup, 'samples.crops', { modelId: 'm', anchorId: 'a' }],
    ['the popup may not store embeddings', SENDERS.popup, 'samples.embedded', embedded],
    [
      'the popup may not say which model is in use',
      SENDERS.popup,
      'model.activate',
      { modelId: 'm', hasWayBack: true },
    ],
    ['the popup may not have a model forgotten', SENDERS.popup, 'model.forget', { modelId: 'm' }],
    ['the offscreen document may not change settings', SENDERS.offscreen, 'settings.set', { strictness: 1 }],
    ['the offscreen document may not delete', SENDERS.offscreen, 'anchor.delete', { anchorId: 'a' }],
  ])('%s', async ([, sender, type, payload]) => {
    const { reply } = await fake.deliver(toBackground(type, payload), sender);
    expect(reply).toMatchObject({ ok: false, error: { code: 'message-not-allowed' } });
    expect(calls).toEqual([]);
  });

  test.for<[string, string, unknown]>([
    ['an unknown type', 'anchor.explode', {}],
    ['the name of something every object has', 'constructor', {}],
    ['a malformed payload', 'anchor.rename', { anchorId: 'a' }],
    ['a payload with more in it', 'anchor.delete', { anchorId: 'a', all: true }],
    ['no payload', 'anchor.delete', undefined],
  ])('%s is refused before any handler', async ([, type, payload]) => {
    const { reply } = await fake.deliver(toBackground(type, payload), SENDERS.popup);
    expect(reply).toMatchObject({ ok: false, error: { code: 'message-invalid' } });
    expect(calls).toEqual([]);
  });

  test('a fault of the handler comes back as that fault', async () => {
    failure = new FaultError('anchor-missing', 'a');
    const { reply } = await fake.deliver(toBackground('anchor.delete', { anchorId: 'a' }), SENDERS.popup);
    expect(reply).toEqual({ ok: false, error: { code: 'anchor-missing', message: 'a' } });
  });

  test('any other error comes back without its message', async () => {
    failure = new TypeError('Ann at https://example.org');
    const { reply } = await fake.deliver(toBackground('anchor.delete', { anchorId: 'a' }), SENDERS.popup);
    expect(reply).toEqual({ ok: false, error: { code: 'internal', message: 'TypeError' } });
  });
});

describe('asking the service worker', () => {
  test('sends the envelope and unwraps the reply', async () => {
    fake.answer = () => ({ ok: true, value: { name: 'Anna' } });
    expect(await askBackground('anchor.rename', { anchorId: 'a', name: 'Anna' })).toEqual({ name: 'Anna' });
    expect(fake.sentMessages).toEqual([toBackground('anchor.rename', { anchorId: 'a', name: 'Anna' })]);
  });

  test('a fault is thrown with its code', async () => {
    fake.answer = () => ({ ok: false, error: { code: 'storage-failed', message: 'full' } });
    const asked = askBackground('anchor.delete', { anchorId: 'a' });
    await expect(asked).rejects.toBeInstanceOf(FaultError);
    await expect(asked).rejects.toMatchObject({ code: 'storage-failed', message: 'full' });
  });

  test('when nobody listens the recognizer is gone', async () => {
    await expect(askBackground('recognizer.ensure', {})).rejects.toMatchObject({ code: 'recognizer-gone' });
  });

  test.for([undefined, null, 'yes', { ok: true }, { ok: false, error: { code: 'odd', message: '' } }])(
    'the reply %j is no reply',
    async (reply) => {
      fake.answer = () => reply;
      await expect(askBackground('recognizer.ensure', {})).rejects.toMatchObject({ code: 'message-invalid' });
    },
  );
});

describe('pushes', () => {
  let heard: unknown[][];

  beforeEach(() => {
    heard = [];
  });

  const change = { target: 'offscreen', type: 'settings.changed', payload: {} };

  test('from the service worker are heard, and not answered', async () => {
    onPush('offscreen', (...values) => heard.push(values));
    expect(await fake.deliver(change, SENDERS.background)).toEqual({ isAnswered: false });
    expect(heard).toEqual([['settings.changed', {}]]);
  });

  test.for<[string, FakeSender]>([
    ['own pages', SENDERS.popup],
    ['the offscreen document', SENDERS.offscreen],
    ['content scripts', SENDERS.content],
    ['strangers', SENDERS.stranger],
    ['nobody', {}],
  ])('from %s are not heard', async ([, sender]) => {
    onPush('offscreen', (...values) => heard.push(values));
    expect(await fake.deliver(change, sender)).toEqual({ isAnswered: false });
    expect(heard).toEqual([]);
  });

  test('for others are not heard', async () => {
    onPush('offscreen', (...values) => heard.push(values));
    await fake.deliver(toBackground('recognizer.ensure', {}), SENDERS.background);
    expect(heard).toEqual([]);
  });

  test('are not heard any more once stopped', async () => {
    const stopListening = onPush('offscreen', (...values) => heard.push(values));
    stopListening();
    await fake.deliver(change, SENDERS.background);
    expect(heard).toEqual([]);
  });

  test('that nobody hears are no error', async () => {
    push('offscreen', 'configuration.changed', {});
    // An unhandled rejection would fail this run.
    await new Promise(setImmediate);
    expect(fake.sentMessages).toEqual([{ target: 'offscreen', type: 'configuration.changed', payload: {} }]);
    expect(fake.tabMessages).toEqual([]);
  });
});
