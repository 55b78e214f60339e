/**
 * @file What runs in a page of the extension: the panel's protocol, spoken as popup and Studio speak it, with pictures brought
 * to the size that they bring them to. As text: see [Note: No named functions in evaluate].
 */

import { MAX_FRAME_SIDE_PX } from '../../src/protocol/schemas.ts';

/** A network of 90 MB, loaded beside another on a busy machine; a model that does not open leaves the former in use. */
const MODEL_TIMEOUT_MS = 120_000;

export const PAGE_SCRIPT = `globalThis.nametagEval = (() => {
  let port;
  let lastRequest = 0;
  let lastPicture = 0;
  let status;
  let doubt = null;
  const waiting = new Map();
  const ask = (type, payload) => chrome.runtime.sendMessage({ target: 'background', type, payload }).then((reply) => {
    if (!reply || !reply.ok) throw new Error(reply ? reply.error.code : 'no reply to ' + type);
    return reply.value;
  });
  const connect = async () => {
    if (port) return port;
    await ask('recognizer.ensure', {});
    port = chrome.runtime.connect({ name: 'nametag/panel' });
    port.onMessage.addListener((message) => {
      if (message.type === 'tab') { status = message.status; return; }
      // Whose face it is, the files' names say; what speaks against it is told.
      if (message.type === 'enrollQuestion') {
        doubt ??= { kind: message.kind, name: message.name ?? '' };
        port.postMessage({ type: 'answerEnroll', request: message.request, choice: 'typed' });
        return;
      }
      const settle = waiting.get(message.request);
      if (settle && message.type !== 'enrollProgress') { waiting.delete(message.request); settle(message); }
    });
    port.onDisconnect.addListener(() => {
      port = undefined;
      for (const settle of waiting.values()) settle({ type: 'refused', fault: { code: 'recognizer-gone' } });
      waiting.clear();
    });
    return port;
  };
  const request = async (message) => {
    const open = await connect();
    const number = ++lastRequest;
    return new Promise((resolve) => {
      waiting.set(number, resolve);
      open.postMessage({ ...message, request: number });
    });
  };
  const decode = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
    const scale = Math.min(1, ${String(MAX_FRAME_SIDE_PX)} / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.imageSmoothingQuality = 'high';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  };
  const write = async (folder, name, content) => {
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writable.write(content);
    await writable.close();
  };
  return {
    cards: async () => (await fetch('/models/cards.json')).json(),
    /** As an import leaves it behind: the file, and its card beside it. */
    install: async (card) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('own-models', { create: true });
      await write(folder, card.file, await (await fetch('/models/' + card.file)).blob());
      await write(folder, card.id + '.json', JSON.stringify(card));
    },
    choose: (change) => ask('settings.set', change),
    /** The model in use; null waits for whichever the product takes by itself. */
    waitForModel: async (id) => {
      const tab = await chrome.tabs.getCurrent();
      (await connect()).postMessage({ type: 'watchTab', tabId: tab.id });
      const giveUpAt = performance.now() + ${String(MODEL_TIMEOUT_MS)};
      while (!(status && status.engine.state === 'ready' && (id === null || status.engine.modelId === id))) {
        if (status && status.engine.state === 'failed') throw new Error(status.engine.fault.code);
        if (performance.now() > giveUpAt) throw new Error('it goes on with ' + (status ? status.engine.modelId : 'none'));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return status.engine.modelId;
    },
    see: async (base64) => {
      let pixels;
      try { pixels = await decode(base64); } catch { return { kind: 'unreadable' }; }
      const answer = await request({ type: 'inspectPicture', pixels });
      if (answer.type === 'refused') {
        if (answer.fault.code === 'no-face') return { kind: 'no-face' };
        throw new Error(answer.fault.code);
      }
      lastPicture = answer.request;
      const { width: widthPx, height: heightPx } = pixels;
      const faces = answer.faces.map(({ box, quality, embedding, verdict }) => ({
        box, quality, embedding: Array.from(embedding), name: verdict.kind === 'named' ? verdict.name : null,
      }));
      return { kind: 'faces', widthPx, heightPx, faces };
    },
    doubt: async () => doubt,
    enroll: async (face, name) => {
      doubt = null;
      const answer = await request({ type: 'enrollPictureFace', picture: lastPicture, face, name });
      if (answer.type === 'enrolled') return true;
      if (answer.fault.code === 'face-not-clear') return false;
      throw new Error(answer.fault.code);
    },
  };
})(); undefined`;
