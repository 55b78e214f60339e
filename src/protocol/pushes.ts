/** @file Messages that the service worker sends out of itself: to the offscreen document and to content scripts. */
import type { SettingsInForce, SitesInForce } from './background-messages.ts';
import type { ConfigurationPart } from './configuration-parts.ts';

/** To the offscreen document, whenever the gallery has changed: one message for each part, in turn. */
export const CONFIGURE = 'configuration.changed';
export type ConfigurePayload = ConfigurationPart;

/** To the offscreen document, when nothing but settings have changed: ten thousand people need not be sent along. */
export const SETTLE = 'settings.changed';
export type SettlePayload = SettingsInForce;

/** To the offscreen document, whenever the sites that are on may have changed. */
export const SITES = 'sites.changed';
export type SitesPayload = SitesInForce;
