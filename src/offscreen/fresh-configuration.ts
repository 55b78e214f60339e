/** @file The configuration as the stores hold it now, for whoever cannot wait until it is pushed. */
import { FaultError } from '../core/errors/fault.ts';
import { askBackground } from '../platform/messenger.ts';
import { configurationSchema, type Configuration } from '../protocol/background-messages.ts';
import { parseMessage } from '../protocol/schemas.ts';

export async function freshConfiguration(): Promise<Configuration> {
  const configuration = parseMessage(configurationSchema, await askBackground('configuration.get', {}));
  if (configuration === undefined) throw new FaultError('message-invalid', 'configuration');
  return configuration;
}
