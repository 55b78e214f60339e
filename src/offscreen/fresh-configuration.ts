/** @file The configuration as the stores hold it now, for whoever cannot wait until it is pushed. */
import { FaultError } from '../core/errors/fault.ts';
import { askBackground } from '../platform/messenger.ts';
import type { RequestOf } from '../protocol/background-messages.ts';
import { PartGatherer, readPart, type Gathered } from '../protocol/configuration-parts.ts';
import type { Knowledge } from './knowledge.ts';

/** The service worker forgets the parts when it stops, or when somebody else asks meanwhile. */
const MAX_ATTEMPTS = 4;

/** Read again where a setting changed while it was read: older than what is in force, it would be refused. */
export async function freshConfiguration(knowledge: Pick<Knowledge, 'configuration'>): Promise<Gathered> {
  for (let attempt = 1; ; attempt++) {
    try {
      const gathered = await gather();
      const isCurrent = gathered.configuration.revision >= knowledge.configuration.revision;
      if (isCurrent || attempt === MAX_ATTEMPTS) return gathered;
    } catch (error) {
      const isStale = error instanceof FaultError && error.code === 'configuration-stale';
      if (!isStale || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** Returns whether something else is in force now. */
export async function refreshKnowledge(knowledge: Knowledge): Promise<boolean> {
  const { configuration, unreadable } = await freshConfiguration(knowledge);
  return knowledge.apply(configuration, unreadable);
}

async function gather(): Promise<Gathered> {
  const gatherer = new PartGatherer();
  let request: RequestOf<'configuration.get'> = {};
  for (let index = 1; ; index++) {
    const part = readPart(await askBackground('configuration.get', request));
    if (part === undefined) throw new FaultError('message-invalid', 'configuration');
    const gathered = gatherer.add(part);
    if (gathered !== undefined) return gathered;
    request = { revision: part.revision, part: index };
  }
}
