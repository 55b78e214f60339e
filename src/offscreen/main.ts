/** @file The offscreen document's entry: joins the ports, the recognizer and what the service worker pushes. */
import { logFault } from '../platform/log.ts';
import { toFault } from '../core/errors/fault.ts';
import { HostAllowance } from '../core/limits/host-allowance.ts';
import { budgetCores, lanesWithin, threadsWithin, type CpuBudget } from '../core/pace/cpu-budget.ts';
import { askBackground, onPush } from '../platform/messenger.ts';
import { clearIncoming } from '../platform/own-models.ts';
import { hostPorts } from '../platform/port.ts';
import { PANEL_PORT, toRecognizerFromPanelSchema, type ToPanel } from '../protocol/panel-port.ts';
import { CONFIGURE, SITES } from '../protocol/pushes.ts';
import { VIDEO_PORT, toRecognizerSchema, type ToViewer } from '../protocol/video-port.ts';
import { toRecognizerFromTabSchema } from '../protocol/tab-video-port.ts';
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
import { SiteGate } from './site-gate.ts';
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

const gate = new SiteGate({ allowance: new HostAllowance(), ask: () => askBackground('sites.get', {}) });

hostPorts<typeof toRecognizerSchema, ToViewer, WatchedDocument>({
  name: VIDEO_PORT,
  incoming: toRecognizerSchema,
  incomingFromContent: toRecognizerFromTabSchema,
  from: ['content', 'page'],
  onOpen(port) {
    const isOwnPage = port.sender?.kind === 'page';
    const allowance = isOwnPage ? undefined : gate.admit(port);
    if (!isOwnPage && allowance === undefined) return undefined;
    const changed = (document: WatchedDocument): void => {
      badges.update(document.tabId);
      unnamed.observe(document);
      rest.reconsider();
    };
    const document = new WatchedDocument(port, engine, knowledge, changed, allowance);
    documents.add(document);
    return document;
  },
  onMessage(document, message) {
    document.handle(message);
  },
  onClose(document) {
    document.close();
    gate.leave(document.port);
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
  askBackground('sites.get', {}).then(
    (sites) => {
      gate.take(sites);
    },
    (error: unknown) => {
      logFault(toFault(error));
    },
  );
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
  if (type === SITES) {
    gate.take(payload);
    return;
  }
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
