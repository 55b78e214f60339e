/**
 * @file The service worker's entry. It wakes for events and sleeps between them, so it keeps nothing that it cannot rebuild:
 * every wake-up tells the offscreen document what it may not know and makes the registered scripts match the sites. Without
 * a change to tell of it does not read the people: of ten thousand, that takes a core for seconds.
 */
import contentScript from '../content/content-script.ts?script&iife';
import { writeNoticeRules } from '../platform/notice-store.ts';
import { toFault } from '../core/errors/fault.ts';
import { showBadge } from '../platform/badge.ts';
import { closeStoreToContentScripts } from '../platform/local-store.ts';
import { logFault } from '../platform/log.ts';
import { answerAsBackground } from '../platform/background-host.ts';
import { ensureOffscreenDocument } from '../platform/offscreen-host.ts';
import { isFreshStart } from '../platform/session-start.ts';
import { writeActiveModelId } from '../platform/settings-store.ts';
import { onPermissionsChanged } from '../platform/sites.ts';
import { onWindowsGone } from '../platform/private-windows.ts';
import { readTold, writeTold } from '../platform/told-store.ts';
import { clearAlarm, onAlarm, setAlarm } from '../platform/alarms.ts';
import { onCommand } from '../platform/commands.ts';
import { LARGEST_FACE, openFaceSurface } from '../platform/face-surface.ts';
import { createAnchorWriter } from './anchor-writer.ts';
import { createChangeQueue } from './change-queue.ts';
import { configurationPart, pushConfiguration, pushSettings } from './configuration.ts';
import { createCorrectionKeeper } from './correction-keeper.ts';
import { createCorrectionWriter } from './correction-writer.ts';
import { createGroupWriter } from './group-writer.ts';
import { missingCrops, missingSamples } from './missing-embeddings.ts';
import { createPrivateSites } from './private-sites.ts';
import { createSettingsWriter } from './settings-writer.ts';
import { createSiteSwitch } from './site-switch.ts';
import { createTelling } from './telling.ts';

const BIN_ALARM = 'empty-bin';
const BIN_PERIOD_MINUTES = 1;

const sites = createSiteSwitch(contentScript);
const privateSites = createPrivateSites(sites);
// The change itself is stored: that nobody could be told now must not make it look like a failure.
const telling = createTelling({ push: pushConfiguration, readTold, writeTold });
const onChanged = async (): Promise<void> => {
  // Any change may have put somebody into the bin.
  report(setAlarm(BIN_ALARM, BIN_PERIOD_MINUTES));
  await telling.tell().catch(reportFault);
};
const queue = createChangeQueue(onChanged, (change) => telling.around(change));
const writing = { now: () => Date.now(), newId: () => crypto.randomUUID(), onChanged, queue };
const anchors = createAnchorWriter(writing);
const corrections = createCorrectionWriter(writing);
const keeper = createCorrectionKeeper(queue);

const settings = createSettingsWriter(() => pushSettings().catch(reportFault));
const groups = createGroupWriter();

answerAsBackground({
  'recognizer.ensure': async () => {
    await ensureOffscreenDocument();
    return {};
  },
  'configuration.get': (request) => configurationPart(request),
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
    // What the person has read of may have been damaged since they were set aside.
    await anchors.setDamagedAside();
    await anchors.forgetDamaged();
    return {};
  },
  'settings.set': async (change) => {
    await settings.change(change);
    if (change.keepsUnnamed === false) await groups.obeySetting();
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
    await keeper.addEmbeddings(request);
    return {};
  },
  'model.activate': async ({ modelId, hasWayBack }) => {
    await writeActiveModelId(modelId, hasWayBack);
    return {};
  },
  'embeddings.forget': async (request) => {
    await anchors.forgetReplaced(request);
    await keeper.forgetReplaced(request);
    return {};
  },
  'model.forget': async ({ modelId }) => {
    await settings.forgetModel(modelId);
    await anchors.forgetModel(modelId);
    await keeper.forgetModel(modelId);
    return {};
  },
  'groups.get': async () => ({ groups: await groups.read() }),
  'groups.store': async ({ groups: changed }) => {
    await groups.store(changed);
    return {};
  },
  'groups.erase': async ({ groupIds }) => {
    await groups.erase(groupIds);
    return {};
  },
  'site.set': async ({ origin, isEnabled }) => {
    await privateSites.set(origin, isEnabled);
    return {};
  },
  'face.open': async ({ tabId, face }) => {
    await openFaceSurface(tabId, face);
    return {};
  },
  'sites.get': () => sites.inForce(),
  'badge.set': async ({ tabId, named }) => {
    await showBadge(tabId, named);
    return {};
  },
  'correction.reject': (request) => corrections.reject(request),
  'correction.enroll': (request) => corrections.enroll(request),
  'correction.enrollNeverNamed': ({ samples }) => corrections.enrollNeverNamed(samples),
  'correction.rename': ({ anchorId, name }) => corrections.rename(anchorId, name),
  'anchor.neverName': ({ anchorId, isNeverNamed }) => corrections.neverName(anchorId, isNeverNamed),
  'anchor.merge': ({ intoId, fromIds }) => corrections.merge(intoId, fromIds),
  'samples.remove': ({ anchorId, sampleIds }) => corrections.removeSamples(anchorId, sampleIds),
  'samples.move': ({ anchorId, sampleIds, toAnchorId }) =>
    corrections.moveSamples(anchorId, sampleIds, toAnchorId),
  'correction.undo': async ({ correctionId }) => {
    await corrections.undo(correctionId);
    return {};
  },
});

onPermissionsChanged(() => {
  report(sites.reconcile());
});
onWindowsGone(() => {
  report(privateSites.sweep());
});
onCommand('name-faces', (tabId) => {
  report(openFaceSurface(tabId, LARGEST_FACE));
});
onAlarm(BIN_ALARM, () => {
  report(emptyBin());
});

report(closeStoreToContentScripts());
report(settleSites());
report(privateSites.sweep());
report(groups.obeySetting());
report(wake());

async function settleSites(): Promise<void> {
  await ((await isFreshStart()) ? sites.revive() : sites.reconcile());
}

/** Of settings it is always told: they are few. Records are damaged between two sessions, and not within one. */
async function wake(): Promise<void> {
  if (await telling.isDone()) return pushSettings();
  await keeper.setDamagedAside();
  await anchors.setDamagedAside();
  await onChanged();
}

/** Wakes nobody any more once the bin is empty. */
async function emptyBin(): Promise<void> {
  // First: whoever comes into the bin meanwhile sets it anew.
  await clearAlarm(BIN_ALARM);
  const { isAnyErased, isAnyLeft } = await anchors.emptyBin();
  if (isAnyLeft) await setAlarm(BIN_ALARM, BIN_PERIOD_MINUTES);
  if (isAnyErased) await keeper.forgetErased();
}

function report(work: Promise<unknown>): void {
  work.catch(reportFault);
}

function reportFault(error: unknown): void {
  logFault(toFault(error));
}
