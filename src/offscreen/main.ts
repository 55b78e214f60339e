/** @file The offscreen document's entry: joins the ports, the recognizer and what the service worker pushes. */
import { logFault } from '../platform/log.ts';
import { toFault } from '../core/errors/fault.ts';
import { askBackground, onPush } from '../platform/messenger.ts';
import { hostPorts } from '../platform/port.ts';
import { configurationSchema } from '../protocol/background-messages.ts';
import { PANEL_PORT, toRecognizerFromPanelSchema, type ToPanel } from '../protocol/panel-port.ts';
import { CONFIGURE } from '../protocol/pushes.ts';
import { parseMessage } from '../protocol/schemas.ts';
import { VIDEO_PORT, toRecognizerSchema, type ToViewer } from '../protocol/video-port.ts';
import { Badges } from './badges.ts';
import { Engine } from './engine.ts';
import { Knowledge } from './knowledge.ts';
import { Panel } from './panel.ts';
import { WatchedDocument } from './watched-document.ts';

const documents = new Set<WatchedDocument>();
const badges = new Badges(documents);
const engine = new Engine(() => {
  for (const document of documents) document.announceEngine();
});
const knowledge = new Knowledge(engine.card);

hostPorts<typeof toRecognizerSchema, ToViewer, WatchedDocument>({
  name: VIDEO_PORT,
  incoming: toRecognizerSchema,
  from: ['content', 'page'],
  onOpen(port) {
    const document = new WatchedDocument(port, engine, knowledge, ({ tabId }) => {
      badges.update(tabId);
    });
    documents.add(document);
    return document;
  },
  onMessage(document, message) {
    document.handle(message);
  },
  onClose(document) {
    documents.delete(document);
    badges.update(document.tabId);
  },
});

hostPorts<typeof toRecognizerFromPanelSchema, ToPanel, Panel>({
  name: PANEL_PORT,
  incoming: toRecognizerFromPanelSchema,
  from: ['page'],
  onOpen: (port) => new Panel(port, { engine, knowledge, documents }),
  onMessage(panel, message) {
    panel.handle(message);
  },
  onClose(panel) {
    panel.close();
  },
});

onPush('offscreen', (type, payload) => {
  if (type === CONFIGURE) configure(payload);
});
askBackground('configuration.get', {}).then(configure, (error: unknown) => {
  logFault(toFault(error));
});
engine.start();

function configure(payload: unknown): void {
  const configuration = parseMessage(configurationSchema, payload);
  if (configuration === undefined || !knowledge.apply(configuration)) return;
  for (const document of documents) {
    for (const video of document.videos.values()) video.rejudge();
    badges.update(document.tabId);
  }
}
