/** @file Messages that the service worker sends out of itself: to the offscreen document and to content scripts. */
import type { Configuration, SettingsInForce, SitesInForce } from './background-messages.ts';

/** To the offscreen document, whenever the gallery or a setting has changed and whenever the service worker wakes. */
export const CONFIGURE = 'configuration.changed';
export type ConfigurePayload = Configuration;

/** To the offscreen document, when nothing but settings have changed: ten thousand people need not be sent along. */
export const SETTLE = 'settings.changed';
export type SettlePayload = SettingsInForce;

/** To the offscreen document, whenever the sites that are on may have changed. */
export const SITES = 'sites.changed';
export type SitesPayload = SitesInForce;

/** To whoever shows videos in a tab: take the keyboard to the labels, see the command `name-faces`. */
export const FOCUS_LABELS = 'labels.focus';
