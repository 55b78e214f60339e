/** @file Keyboard commands, which the manifest names and the person may give other keys. */

/** The tab in which it was pressed; a page that no extension may run in has one too. */
export function onCommand(name: string, listener: (tabId: number) => void): void {
  chrome.commands.onCommand.addListener((command, tab) => {
    if (command === name && tab?.id !== undefined) listener(tab.id);
  });
}
