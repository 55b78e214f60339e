/**
 * @file The surface on which a face is named and corrected: the popup of the toolbar button, or a small window where the
 * browser cannot open that, as in full screen. See: [Note: Deciding on own ground].
 */
const POPUP_PATH = 'src/ui/popup/index.html';
/** Stands for the key of whichever face is largest when the surface opens. */
export const LARGEST_FACE = 'largest';

const WINDOW = { width: 420, height: 560 };

/** Does nothing where the tab is not in front: nobody clicked there. */
export async function openFaceSurface(tabId: number, face: string): Promise<void> {
  const tab = await chrome.tabs.get(tabId);
  if (!tab.active) return;
  const query = `face=${encodeURIComponent(face)}`;
  try {
    // What the popup is about can be told to it by its address alone.
    await chrome.action.setPopup({ tabId, popup: `${POPUP_PATH}?${query}` });
    await chrome.action.openPopup({ windowId: tab.windowId });
  } catch {
    await openWindow(`${POPUP_PATH}?tab=${String(tabId)}&${query}`);
  } finally {
    await chrome.action.setPopup({ tabId, popup: POPUP_PATH });
  }
}

/** One at most: the next one takes its place. */
async function openWindow(path: string): Promise<void> {
  const former = await chrome.tabs.query({ url: `${chrome.runtime.getURL(POPUP_PATH)}?tab=*&face=*` });
  await chrome.windows.create({ url: chrome.runtime.getURL(path), type: 'popup', focused: true, ...WINDOW });
  await chrome.tabs.remove(former.flatMap(({ id }) => id ?? []));
}
