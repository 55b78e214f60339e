/**
 * @file The service worker's entry. It wakes for events and sleeps between them, so it keeps nothing that it cannot rebuild:
 * every wake-up reads the stores, pushes them to the offscreen document and makes the registered scripts match the sites.
 */
import contentScript from '../content/content-script.ts?script&iife';
import { writeNoticeRules } from '../platform/notice-store.ts';
import { FaultError, toFault } from '../core/errors/fault.ts';
import { showBadge } from '../platform/badge.ts';
import { closeStoreToContentScripts } from '../platform/local-store.ts';
import { logFault } from '../platform/log.ts';
import { answerAsBackground } from '../platform/background-host.ts';
import { pushToTab } from '../platform/messenger.ts';
import { ensureOffscreenDocument } from '../platform/offscreen-host.ts';
import { writeActiveModelId } from '../platform/settings-store.ts';
import { onPermissionsChanged } from '../platform/sites.ts';
import { onAlarm } from '../platform/alarms.ts';
import { onCommand } from '../platform/commands.ts';
import { FOCUS_LABELS } from '../protocol/pushes.ts';
import { createAnchorWriter } from './anchor-writer.ts';
import { pushConfiguration, readConfiguration } from './configuration.ts';
import { missingCrops, missingSamples } from './missing-embeddings.ts';
import { createSettingsWriter } from './settings-writer.ts';
import { createSiteSwitch } from './site-switch.ts';

const BIN_ALARM = 'empty-bin';

const sites = createSiteSwitch(contentScript);
const anchors = createAnchorWriter({
  now: () => Date.now(),
  newId: () => crypto.randomUUID(),
  // The change itself is stored: that nobody could be told now must not make it look like a failure.
  onChanged: () => pushConfiguration().catch(reportFault),
});

const settings = createSettingsWriter(() => pushConfiguration().catch(reportFault));

answerAsBackground({
  'recognizer.ensure': async () => {
    await ensureOffscreenDocument();
    return {};
  },
  'configuration.get': () => readConfiguration(),
  'anchor.enroll': (request) => anchors.enroll(request),
  'anchor.rename': ({ anchorId, name }) => anchors.rename(anchorId, name),
  'anchor.delete': async ({ anchorId }) => {
    await anchors.bin(anchorId);
    return {};
  },
  'anchor.restore': async ({ anchorId }) => {
    await anchors.restore(anchorId);
    return {};
  },
  'damaged.forget': async () => {
    await anchors.forgetDamaged();
    return {};
  },
  'settings.set': async (change) => {
    await settings.change(change);
    return {};
  },
  'notices.set': async (rules) => {
    await writeNoticeRules(rules);
    return {};
  },
  'samples.missing': ({ modelId }) => missingSamples(modelId),
  'samples.crops': ({ modelId, anchorId }) => missingCrops(modelId, anchorId),
  'samples.embedded': async (request) => {
    await anchors.addEmbeddings(request);
    return {};
  },
  'model.activate': async ({ modelId }) => {
    await writeActiveModelId(modelId);
    return {};
  },
  'model.forget': async ({ modelId }) => {
    await settings.forgetModel(modelId);
    await anchors.forgetModel(modelId);
    return {};
  },
  'site.set': async ({ origin, isEnabled }) => {
    await sites.set(origin, isEnabled);
    return {};
  },
  'badge.set': async ({ tabId, named }) => {
    await showBadge(tabId, named);
    return {};
  },
  'correction.reject': refuse,
  'correction.enroll': refuse,
  'correction.enrollNeverNamed': refuse,
  'correction.rename': refuse,
  'anchor.neverName': refuse,
  'anchor.merge': refuse,
  'samples.remove': refuse,
  'samples.move': refuse,
  'correction.undo': refuse,
});

function refuse(): Promise<never> {
  return Promise.reject(new FaultError('correction-gone', 'no history'));
}

onPermissionsChanged(() => {
  report(sites.reconcile());
});
onCommand('name-faces', (tabId) => {
  pushToTab(tabId, FOCUS_LABELS, {});
});
onAlarm(BIN_ALARM, 1, () => {
  report(anchors.emptyBin());
});

report(closeStoreToContentScripts());
report(sites.reconcile());
report(anchors.setDamagedAside().then(pushConfiguration));

function report(work: Promise<unknown>): void {
  work.catch(reportFault);
}

function reportFault(error: unknown): void {
  logFault(toFault(error));
}
