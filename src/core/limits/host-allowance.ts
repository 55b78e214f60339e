/** @file Keeps the limits of host-limits.ts: counts what each site, and all sites together, have open and under way. */
import { AllowanceBucket } from './allowance-bucket.ts';
import { MAX_VIDEOS_PER_PORT, SITE_LIMITS, TOTAL_LIMITS, type TrafficLimits } from './host-limits.ts';

type Counted = 'ports' | 'videos' | 'inHand';

class Traffic {
  readonly open = { ports: 0, videos: 0, inHand: 0 };
  readonly limits: TrafficLimits;
  readonly frames: AllowanceBucket;
  readonly messages: AllowanceBucket;
  readonly bytes: AllowanceBucket;

  constructor(limits: TrafficLimits) {
    this.limits = limits;
    this.frames = new AllowanceBucket(limits.frames);
    this.messages = new AllowanceBucket(limits.messages);
    this.bytes = new AllowanceBucket(limits.bytes);
  }

  hasRoom(what: Counted): boolean {
    return this.open[what] < this.limits[what];
  }
}

/** How many sites' rates are remembered after their last port has closed, so that reconnecting gives no new allowance. */
const MAX_REMEMBERED_SITES = 256;

export class HostAllowance {
  readonly #total: Traffic;
  readonly #siteLimits: TrafficLimits;
  readonly #sites = new Map<string, Traffic>();

  constructor(siteLimits = SITE_LIMITS, totalLimits = TOTAL_LIMITS) {
    this.#siteLimits = siteLimits;
    this.#total = new Traffic(totalLimits);
  }

  /** Undefined when the site, or all together, have as many ports as they may. The caller closes what it gets. */
  openPort(site: string): PortAllowance | undefined {
    const traffic = this.#sites.get(site) ?? new Traffic(this.#siteLimits);
    const both = [traffic, this.#total];
    if (!both.every((one) => one.hasRoom('ports'))) return undefined;
    this.#sites.delete(site);
    this.#sites.set(site, traffic);
    this.#forgetOldest();
    return new PortAllowance(both);
  }

  #forgetOldest(): void {
    for (const [site, { open }] of this.#sites) {
      if (this.#sites.size <= MAX_REMEMBERED_SITES) return;
      if (open.ports === 0 && open.inHand === 0) this.#sites.delete(site);
    }
  }
}

/** The share of one port. What was taken has to be given back once. */
export class PortAllowance {
  readonly #traffic: readonly Traffic[];
  #videos = 0;
  #isOpen = true;

  constructor(traffic: readonly Traffic[]) {
    this.#traffic = traffic;
    this.#count('ports', 1);
  }

  takeVideo(): boolean {
    if (this.#videos >= MAX_VIDEOS_PER_PORT || !this.#hasRoom('videos')) return false;
    this.#videos++;
    this.#count('videos', 1);
    return true;
  }

  giveBackVideo(): void {
    this.#videos--;
    this.#count('videos', -1);
  }

  takeMessage(nowMs: number): boolean {
    if (!this.#traffic.every(({ messages }) => messages.has(1, nowMs))) return false;
    for (const { messages } of this.#traffic) messages.take(1, nowMs);
    return true;
  }

  /** Until `giveBack` it counts as being in hand. */
  takeFrame(byteCount: number, nowMs: number): boolean {
    if (!this.#traffic.every(({ frames }) => frames.has(1, nowMs))) return false;
    if (!this.takeRegion(byteCount, nowMs)) return false;
    for (const { frames } of this.#traffic) frames.take(1, nowMs);
    return true;
  }

  /** Until `giveBack` it counts as being in hand. */
  takeRegion(byteCount: number, nowMs: number): boolean {
    if (!this.#hasRoom('inHand')) return false;
    if (!this.#traffic.every(({ bytes }) => bytes.has(byteCount, nowMs))) return false;
    for (const { bytes } of this.#traffic) bytes.take(byteCount, nowMs);
    this.#count('inHand', 1);
    return true;
  }

  giveBack(): void {
    this.#count('inHand', -1);
  }

  /** Frames in hand are given back by whoever took them. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#count('videos', -this.#videos);
    this.#count('ports', -1);
    this.#videos = 0;
  }

  #hasRoom(what: Counted): boolean {
    return this.#isOpen && this.#traffic.every((one) => one.hasRoom(what));
  }

  #count(what: Counted, change: number): void {
    for (const { open } of this.#traffic) open[what] += change;
  }
}
