/** @file The offscreen document's lifetime: there is one, however many ask for it at the same time. */
import { OFFSCREEN_PATH } from '../protocol/sender.ts';

let creating: Promise<void> | undefined;

/** Resolves when the offscreen document has loaded. Chrome throws if a second one is created: hence the shared promise. */
export async function ensureOffscreenDocument(): Promise<void> {
  creating ??= createUnlessThere().finally(() => {
    creating = undefined;
  });
  await creating;
}

async function createUnlessThere(): Promise<void> {
  const contexts = await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (contexts.length > 0) return;
  await chrome.offscreen.createDocument({
    url: OFFSCREEN_PATH,
    reasons: ['WORKERS'],
    justification: 'Runs face detection and recognition in WebAssembly workers, on this computer only.',
  });
}
