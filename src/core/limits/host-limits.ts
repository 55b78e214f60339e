/**
 * @file How much content scripts may ask of the recognizer. A page's process may have been taken over, so the recognizer
 * itself keeps these limits, for each site and over all sites. An honest page with 64 videos stays far below them.
 */
import type { Rate } from './allowance-bucket.ts';

export interface TrafficLimits {
  readonly ports: number;
  readonly videos: number;
  /** Frames and regions that are being looked at or wait for it. */
  readonly inHand: number;
  readonly frames: Rate;
  readonly messages: Rate;
  readonly bytes: Rate;
}

/** Pages with tables of charts have a hundred canvases; a call has at most 64 tiles. */
export const MAX_VIDEOS_PER_PORT = 256;

const MEGABYTE = 1_000_000;

export const SITE_LIMITS: TrafficLimits = {
  /** One port a frame of a page: 50 tabs with five frames each. */
  ports: 256,
  videos: 1024,
  /** A page samples two videos at once (video/turns.ts), and each has at most a few faces to look at closely. */
  inHand: 128,
  /** A page spends 14 % of its main thread on several videos, 1 to 2 ms a frame: at most 140 frames a second. */
  frames: { perSecond: 240, burst: 480 },
  /** A frame, its regions and the change of a video's state; a page that loads announces hundreds of canvases at once. */
  messages: { perSecond: 1500, burst: 3000 },
  /** 240 frames of 55 kB and 60 regions of 262 kB take 29 MB a second. */
  bytes: { perSecond: 64 * MEGABYTE, burst: 96 * MEGABYTE },
};

/** Four busy sites at once. A computer can't look at more than that. */
export const TOTAL_LIMITS: TrafficLimits = {
  ports: 1024,
  videos: 4096,
  inHand: 256,
  frames: { perSecond: 960, burst: 1920 },
  messages: { perSecond: 6000, burst: 12_000 },
  bytes: { perSecond: 256 * MEGABYTE, burst: 384 * MEGABYTE },
};
