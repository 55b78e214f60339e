/** @file What a site may have open and under way; an honest page never notices. */
import { describe, expect, test } from 'vitest';
import { AllowanceBucket } from '../../../../src/core/limits/allowance-bucket.ts';
import { HostAllowance, type PortAllowance } from '../../../../src/core/limits/host-allowance.ts';
import {
  MAX_VIDEOS_PER_PORT,
  SITE_LIMITS,
  TOTAL_LIMITS,
  type TrafficLimits,
} from '../../../../src/core/limits/host-limits.ts';

const SITE = 'https://example.org';
const FRAME_BYTES = 256 * 144 * 1.5;

function open(allowance: HostAllowance, site = SITE): PortAllowance {
  const port = allowance.openPort(site);
  if (port === undefined) throw new Error('no port');
  return port;
}

const countWhile = (take: () => boolean, most = 10_000): number => {
  let count = 0;
  while (count < most && take()) count++;
  return count;
};

describe('an honest page', () => {
  test.for([28, 64])('has a call with %d tiles for a minute', (tiles) => {
    const port = open(new HostAllowance());
    for (let tile = 0; tile < tiles; tile++) expect(port.takeVideo()).toBe(true);
    // 140 frames a second are the most that a page samples; a third of them ask for a region.
    for (let nowMs = 0; nowMs < 60_000; nowMs += 1000 / 140) {
      expect(port.takeFrame(FRAME_BYTES, nowMs)).toBe(true);
      expect(port.takeRegion(256 * 256 * 4, nowMs)).toBe(true);
      expect(port.takeMessage(nowMs)).toBe(true);
      port.giveBack();
      port.giveBack();
    }
  });

  test('announces 256 canvases as it loads', () => {
    const port = open(new HostAllowance());
    for (let canvas = 0; canvas < 256; canvas++)
      expect([port.takeMessage(0), port.takeVideo()]).toEqual([true, true]);
  });
});

describe('each site', () => {
  test('has so many ports, others theirs', () => {
    const allowance = new HostAllowance();
    expect(countWhile(() => allowance.openPort(SITE) !== undefined)).toBe(SITE_LIMITS.ports);
    expect(allowance.openPort('https://other.example')).toBeDefined();
  });

  test('has so many videos a port, and over all ports', () => {
    const allowance = new HostAllowance();
    expect(countWhile(() => open(allowance).takeVideo(), 8)).toBe(8);
    expect(countWhile(() => open(allowance, 'https://a.example').takeVideo(), 1)).toBe(1);
    const port = open(allowance, 'https://b.example');
    expect(countWhile(() => port.takeVideo())).toBe(MAX_VIDEOS_PER_PORT);
    port.giveBackVideo();
    expect(port.takeVideo()).toBe(true);
    for (let more = 1; more < 4; more++) {
      const next = open(allowance, 'https://b.example');
      expect(countWhile(() => next.takeVideo())).toBe(MAX_VIDEOS_PER_PORT);
    }
    expect(open(allowance, 'https://b.example').takeVideo()).toBe(false);
  });

  test('has so many frames in hand', () => {
    const allowance = new HostAllowance();
    const port = open(allowance);
    expect(countWhile(() => port.takeFrame(1, 0))).toBe(SITE_LIMITS.inHand);
    expect(open(allowance).takeFrame(1, 0)).toBe(false);
    expect(open(allowance, 'https://other.example').takeFrame(1, 0)).toBe(true);
    port.giveBack();
    expect(port.takeFrame(1, 0)).toBe(true);
  });

  const answered = (port: PortAllowance, byteCount: number, nowMs: number): boolean => {
    const isTaken = port.takeFrame(byteCount, nowMs);
    if (isTaken) port.giveBack();
    return isTaken;
  };

  test('has so many frames a second, also through new ports', () => {
    const allowance = new HostAllowance();
    const port = open(allowance);
    expect(countWhile(() => answered(port, 1, 0))).toBe(SITE_LIMITS.frames.burst);
    port.close();
    expect(answered(open(allowance), 1, 0)).toBe(false);
    expect(countWhile(() => answered(open(allowance), 1, 1000), 10)).toBe(10);
  });

  test('has so many bytes a second', () => {
    const port = open(new HostAllowance());
    const { burst } = SITE_LIMITS.bytes;
    expect(countWhile(() => answered(port, burst / 8, 0))).toBe(8);
    expect(answered(port, 1000, 0)).toBe(false);
    expect(answered(port, 1000, 10)).toBe(true);
  });

  test('has so many messages a second', () => {
    const port = open(new HostAllowance());
    expect(countWhile(() => port.takeMessage(0))).toBe(SITE_LIMITS.messages.burst);
    expect(port.takeMessage(1)).toBe(true);
  });

  test('gives everything back when its ports close, once', () => {
    const allowance = new HostAllowance({ ...SITE_LIMITS, ports: 1, videos: 1 });
    const port = open(allowance);
    port.takeVideo();
    port.close();
    port.close();
    expect(port.takeVideo()).toBe(false);
    const next = open(allowance);
    expect(allowance.openPort(SITE)).toBeUndefined();
    expect([next.takeVideo(), next.takeVideo()]).toEqual([true, false]);
  });
});

test('all sites together have a limit too', () => {
  const few: TrafficLimits = { ...TOTAL_LIMITS, ports: 3, inHand: 2 };
  const allowance = new HostAllowance(SITE_LIMITS, few);
  const ports = ['a', 'b', 'c'].map((name) => open(allowance, `https://${name}.example`));
  expect(allowance.openPort('https://d.example')).toBeUndefined();
  expect(ports.map((port) => port.takeFrame(1, 0))).toEqual([true, true, false]);
});

test('sites that are gone are forgotten', () => {
  const allowance = new HostAllowance();
  for (let site = 0; site < 5000; site++) open(allowance, `https://${String(site)}.example`).close();
  expect(open(allowance).takeVideo()).toBe(true);
});

test('a bucket fills with time up to its burst, and a clock that jumps back adds nothing', () => {
  const bucket = new AllowanceBucket({ perSecond: 10, burst: 5 });
  expect(bucket.take(9, 1000)).toBe(5);
  expect(bucket.has(1, 0)).toBe(false);
  expect(bucket.has(1, 1000)).toBe(false);
  expect(bucket.has(1, 1100)).toBe(true);
  expect(bucket.take(100, 90_000)).toBe(5);
});
