/** @file Who is let in to the recognizer, and that "off" closes the port at once. */
import { beforeEach, describe, expect, test } from 'vitest';
import { HostAllowance } from '../../../src/core/limits/host-allowance.ts';
import { SITE_LIMITS, TOTAL_LIMITS } from '../../../src/core/limits/host-limits.ts';
import { SiteGate } from '../../../src/offscreen/site-gate.ts';
import type { HostedPort, PortSender } from '../../../src/platform/port.ts';
import type { SitesInForce } from '../../../src/protocol/background-messages.ts';
import type { ToViewer } from '../../../src/protocol/video-port.ts';

const SITE = 'https://example.org';
const OTHER = 'https://other.example';

class TestPort implements HostedPort<ToViewer> {
  readonly tabId = 1;
  readonly sent: ToViewer['type'][] = [];
  readonly sender: PortSender;
  isOpen = true;

  constructor(facts: Omit<PortSender, 'kind'>) {
    this.sender = { kind: 'content', documentId: 'doc', ...facts };
  }

  send(message: ToViewer): void {
    if (this.isOpen) this.sent.push(message.type);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    gate.leave(this);
  }
}

const portOf = (site: string) => new TestPort({ origin: site, url: `${site}/`, tabUrl: `${site}/` });
const namelessIn = (site: string, documentId = 'doc') =>
  new TestPort({ origin: 'null', url: 'about:srcdoc', tabUrl: `${site}/`, documentId });
const settle = () => new Promise(setImmediate);

let gate: SiteGate;
let inForce: SitesInForce | undefined;
let asked: number;

beforeEach(() => {
  asked = 0;
  inForce = { run: 'first', revision: 1, origins: [SITE] };
  gate = gateWith(new HostAllowance());
});

function gateWith(allowance: HostAllowance): SiteGate {
  return new SiteGate({
    allowance,
    ask: () => {
      asked++;
      return inForce === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(inForce);
    },
  });
}

describe('a port that opens', () => {
  test('is let in when its site is on', () => {
    gate.take(inForce);
    const port = portOf(SITE);
    expect(gate.admit(port)).toBeDefined();
    expect([port.isOpen, asked]).toEqual([true, 0]);
  });

  test('is turned away when its site is off, after the service worker was asked', async () => {
    gate.take(inForce);
    const port = portOf(OTHER);
    expect(gate.admit(port)).toBeUndefined();
    expect(port.isOpen).toBe(true);
    await settle();
    expect([port.isOpen, port.sent, asked]).toEqual([false, ['off'], 1]);
  });

  test('before the sites are known may try again', async () => {
    const port = portOf(SITE);
    expect(gate.admit(port)).toBeUndefined();
    await settle();
    expect([port.isOpen, port.sent]).toEqual([false, []]);
    expect(gate.admit(portOf(SITE))).toBeDefined();
  });

  test('of a site that was switched on a moment ago may try again', async () => {
    gate.take(inForce);
    inForce = { run: 'first', revision: 2, origins: [SITE, OTHER] };
    const port = portOf(OTHER);
    gate.admit(port);
    await settle();
    expect([port.isOpen, port.sent]).toEqual([false, []]);
    expect(gate.admit(portOf(OTHER))).toBeDefined();
  });

  test('while the service worker is gone is not let in, and not sent away for good', async () => {
    inForce = undefined;
    const port = portOf(SITE);
    expect(gate.admit(port)).toBeUndefined();
    await settle();
    expect([port.isOpen, port.sent]).toEqual([false, []]);
  });

  test.for<[string, Omit<PortSender, 'kind'>]>([
    ['without an origin', { url: `${SITE}/` }],
    ['of a data frame in an unknown tab', { origin: 'null', url: 'data:text/html,' }],
    [
      'of a nameless document that has no id',
      { origin: 'null', url: 'about:srcdoc', tabUrl: `${SITE}/`, documentId: undefined },
    ],
    [
      'of a site that only begins like one',
      { origin: `${SITE}.evil.example`, url: `${SITE}/`, tabUrl: `${SITE}/` },
    ],
  ])('%s is turned away', async ([, facts]) => {
    gate.take(inForce);
    const port = new TestPort(facts);
    expect(gate.admit(port)).toBeUndefined();
    await settle();
    expect(port.sent).toEqual(['off']);
  });

  test('many at once cost one question', async () => {
    gate.take(inForce);
    const ports = Array.from({ length: 300 }, () => portOf(OTHER));
    for (const port of ports) gate.admit(port);
    await settle();
    expect(ports.every(({ isOpen }) => !isOpen)).toBe(true);
    expect(asked).toBeLessThanOrEqual(2);
  });
});

describe('when a site goes off', () => {
  test('its ports are closed at once, the others stay', () => {
    gate.take({ run: 'first', revision: 1, origins: [SITE, OTHER] });
    const [port, other] = [portOf(SITE), portOf(OTHER)];
    gate.admit(port);
    gate.admit(other);
    gate.take({ run: 'first', revision: 2, origins: [OTHER] });
    expect([port.isOpen, port.sent, other.isOpen]).toEqual([false, ['off'], true]);
  });

  test('a port that comes back is turned away again', async () => {
    gate.take(inForce);
    gate.admit(portOf(SITE));
    inForce = { run: 'first', revision: 2, origins: [] };
    gate.take(inForce);
    const port = portOf(SITE);
    expect(gate.admit(port)).toBeUndefined();
    await settle();
    expect(port.sent).toEqual(['off']);
  });

  test('older news does not let it in again', () => {
    gate.take({ run: 'first', revision: 5, origins: [] });
    gate.take({ run: 'first', revision: 4, origins: [SITE] });
    expect(gate.admit(portOf(SITE))).toBeUndefined();
  });

  test('the news of a service worker that has started again counts, whatever its number', () => {
    gate.take({ run: 'first', revision: 5, origins: [SITE] });
    gate.take({ run: 'second', revision: 1, origins: [] });
    expect(gate.admit(portOf(SITE))).toBeUndefined();
  });

  test('malformed news changes nothing', () => {
    gate.take(inForce);
    for (const news of [undefined, {}, { run: 'first', revision: 9, origins: ['*'] }, { revision: 9 }])
      gate.take(news);
    expect(gate.admit(portOf(SITE))).toBeDefined();
  });

  test('frames that name no site are closed, since it may have been theirs, and stay out until they are left', async () => {
    gate.take({ run: 'first', revision: 1, origins: [SITE, OTHER] });
    const nameless = namelessIn(OTHER);
    expect(gate.admit(nameless)).toBeDefined();
    gate.take({ run: 'first', revision: 2, origins: [OTHER] });
    expect(nameless.isOpen).toBe(false);
    inForce = { run: 'first', revision: 3, origins: [OTHER] };
    expect(gate.admit(namelessIn(OTHER))).toBeUndefined();
    expect(gate.admit(namelessIn(OTHER, 'another'))).toBeDefined();
    await settle();
  });
});

test('a site with as many ports as it may have gets no more until one closes', () => {
  gate = gateWith(new HostAllowance({ ...SITE_LIMITS, ports: 2 }, TOTAL_LIMITS));
  gate.take({ run: 'first', revision: 1, origins: [SITE, OTHER] });
  const [first, second, third] = [portOf(SITE), portOf(SITE), portOf(SITE)];
  for (const port of [first, second, third]) gate.admit(port);
  expect([first.isOpen, second.isOpen, third.isOpen, third.sent]).toEqual([true, true, false, []]);
  expect(gate.admit(portOf(OTHER))).toBeDefined();
  first.close();
  expect(gate.admit(portOf(SITE))).toBeDefined();
});
