/** @file The offscreen document's entry: joins the ports, the recognizer and what the service worker pushes. */
import { logFault } from '../platform/log.ts';
import { toFault } from '../core/errors/fault.ts';
import { budgetCores, lanesWithin, threadsWithin, type CpuBudget } from '../core/pace/cpu-budget.ts';
import { onPush } from '../platform/messenger.ts';
import { clearIncoming } from '../platform/own-models.ts';
import { hostPorts } from '../platform/port.ts';
import { PANEL_PORT, toRecognizerFromPanelSchema, type ToPanel } from '../protocol/panel-port.ts';
import { CONFIGURE } from '../protocol/pushes.ts';
import { VIDEO_PORT, toRecognizerSchema, type ToViewer } from '../protocol/video-port.ts';
import { Badges } from './badges.ts';
import { Changeover } from './changeover.ts';
import { Engine } from './engine.ts';
import { EngineRest } from './engine-rest.ts';
import { EngineThreads } from './engine-threads.ts';
import { UnnamedPeople } from './groups/unnamed-people.ts';
import { freshConfiguration } from './fresh-configuration.ts';
import { Knowledge } from './knowledge.ts';
import { ModelRegistry } from './model-registry.ts';
import { Panel } from './panel.ts';
import { takePush } from './take-push.ts';
import { WatchedDocument } from './watched-document.ts';

const documents = new Set<WatchedDocument>();
const badges = new Badges(documents);
const registry = new ModelRegistry();
const knowledge = new Knowledge(judgeAgain);
const engine = new Engine(({ kind }) => {
  for (const document of documents) document.announceEngine();
  if (kind === 'ready') changeover.reconcile();
  threads.reconcile();
  rest.reconsider();
});
const threads = new EngineThreads(engine);
const rest = new EngineRest({
  engine,
  isWatching: () => [...documents].some((document) => document.isWatching()),
});
const unnamed = new UnnamedPeople({ engine, knowledge });
const changeover = new Changeover({ engine, registry, knowledge, onChanged: judgeAgain });

hostPorts<typeof toRecognizerSchema, ToViewer, WatchedDocument>({
  name: VIDEO_PORT,
  incoming: toRecognizerSchema,
  from: ['content', 'page'],
  onOpen(port) {
    const document = new WatchedDocument(port, engine, knowledge, (changed) => {
      badges.update(changed.tabId);
      unnamed.observe(changed);
      rest.reconsider();
    });
    documents.add(document);
    return document;
  },
  onMessage(document, message) {
    document.handle(message);
  },
  onClose(document) {
    document.close();
    documents.delete(document);
    badges.update(document.tabId);
    rest.reconsider();
  },
});

hostPorts<typeof toRecognizerFromPanelSchema, ToPanel, Panel>({
  name: PANEL_PORT,
  incoming: toRecognizerFromPanelSchema,
  from: ['page'],
  onOpen: (port) => new Panel(port, { engine, registry, knowledge, changeover, documents, unnamed }),
  onMessage(panel, message) {
    panel.handle(message);
  },
  onClose(panel) {
    panel.close();
  },
});

onPush('offscreen', take);
start().catch((error: unknown) => {
  engine.fail(toFault(error, 'recognizer-failed'));
  logFault(toFault(error));
});

async function start(): Promise<void> {
  clearIncoming().catch((error: unknown) => {
    logFault(toFault(error));
  });
  const [{ configuration, unreadable }] = await Promise.all([freshConfiguration(knowledge), registry.load()]);
  if (knowledge.apply(configuration, unreadable)) follow();
  // Without them everything else goes on.
  unnamed.start().catch((error: unknown) => {
    logFault(toFault(error));
  });
}

function take(type: string, payload: unknown): void {
  // Without models there is nothing yet that a gallery could be for: `start` asks for it again.
  if (type === CONFIGURE && registry.all().length === 0) return;
  if (takePush(knowledge, type, payload)) follow();
}

function follow(): void {
  if (knowledge.unreadableRecords > 0) logFault({ code: 'record-damaged', message: 'configuration' });
  followBudget(knowledge.configuration.settings.cpuBudget);
  judgeAgain();
  changeover.reconcile();
}

function followBudget(budget: CpuBudget): void {
  const cores = navigator.hardwareConcurrency;
  engine.governor.setBudget(budgetCores(budget, cores));
  engine.lanes = lanesWithin(cores);
  threads.use(threadsWithin(budget, cores));
}

function judgeAgain(): void {
  for (const document of documents) {
    for (const video of document.videos.values()) video.rejudge();
    badges.update(document.tabId);
    unnamed.observe(document);
  }
  unnamed.reconsider();
}
