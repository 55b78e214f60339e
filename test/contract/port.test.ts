/** @file Ports: the client that finds its way back, and the host that lets in only who belongs. */
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectPanel, type PanelConnection } from '../../src/platform/panel-connection.ts';
import { connectToRecognizer, hostPorts, type PortClient, type PortSender } from '../../src/platform/port.ts';
import {
  EXTENSION_ID,
  SENDERS,
  installFakeBrowser,
  type FakeBrowser,
  type FakeSender,
} from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

const pong = v.strictObject({ type: v.literal('pong'), count: v.number() });

let fake: FakeBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  fake = installFakeBrowser();
  fake.answer = () => ({ ok: true, value: {} });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets promises settle without moving the clock. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const latestPort = () => {
  const port = fake.ports.at(-1);
  if (port === undefined) throw new Error('no port was opened');
  return port;
};

describe('connectToRecognizer', () => {
  let log: string[];

  beforeEach(() => {
    log = [];
  });

  function connect(): PortClient<{ type: string }> {
    return connectToRecognizer<typeof pong, { type: string }>({
      name: 'nametag/test',
      incoming: pong,
      onMessage: ({ count }) => log.push(`message ${String(count)}`),
      onConnected: () => log.push('connected'),
      onLost: () => log.push('lost'),
      onInvalidated: () => log.push('invalidated'),
    });
  }

  test('has the recognizer started first, then connects under its name', async () => {
    const client = connect();
    expect(fake.ports).toHaveLength(0);
    await settle();
    expect(fake.sentMessages).toEqual([{ target: 'background', type: 'recognizer.ensure', payload: {} }]);
    expect(fake.ports.map(({ name }) => name)).toEqual(['nametag/test']);
    expect(log).toEqual(['connected']);
    client.send({ type: 'ping' });
    expect(latestPort().sent).toEqual([{ type: 'ping' }]);
  });

  test('hands on good messages and drops malformed ones', async () => {
    connect();
    await settle();
    latestPort().receive({ type: 'pong', count: 1 });
    latestPort().receive({ type: 'pong', count: 'two' });
    latestPort().receive({ type: 'pong', count: 3, extra: true });
    latestPort().receive(null);
    latestPort().receive({ type: 'pong', count: 4 });
    expect(log).toEqual(['connected', 'message 1', 'message 4']);
  });

  test('connects again a quarter of a second after the port was lost', async () => {
    const client = connect();
    await settle();
    latestPort().drop();
    expect(log).toEqual(['connected', 'lost']);
    await vi.advanceTimersByTimeAsync(249);
    expect(fake.ports).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fake.ports).toHaveLength(2);
    expect(log).toEqual(['connected', 'lost', 'connected']);
    client.send({ type: 'ping' });
    expect(latestPort().sent).toEqual([{ type: 'ping' }]);
  });

  test('what is sent while nobody is there is dropped, without an error', async () => {
    const client = connect();
    client.send({ type: 'too early' });
    await settle();
    latestPort().drop();
    client.send({ type: 'too late' });
    await vi.advanceTimersByTimeAsync(250);
    expect(fake.ports.flatMap(({ sent }) => sent)).toEqual([]);
  });

  test('a port that died unnoticed does not throw at the sender', async () => {
    const client = connect();
    await settle();
    latestPort().isOpen = false;
    expect(() => {
      client.send({ type: 'ping' });
    }).not.toThrow();
  });

  test('waits longer and longer while it fails, up to eight seconds', async () => {
    fake.answer = undefined;
    connect();
    await settle();
    const attempts: number[] = [];
    for (let elapsedMs = 0; elapsedMs <= 40_000; elapsedMs += 250) {
      const before = fake.sentMessages.length;
      await vi.advanceTimersByTimeAsync(250);
      if (fake.sentMessages.length > before) attempts.push(elapsedMs + 250);
    }
    // Pauses of 0.25, 0.5, 1, 2, 4, 8, 8, 8 seconds.
    expect(attempts).toEqual([250, 750, 1750, 3750, 7750, 15_750, 23_750, 31_750, 39_750]);
    expect(log).toEqual([]);
  });

  test('a message from the recognizer makes the next pause short again', async () => {
    connect();
    await settle();
    for (const pauseMs of [250, 500, 1000]) {
      latestPort().drop();
      await vi.advanceTimersByTimeAsync(pauseMs);
    }
    expect(fake.ports).toHaveLength(4);
    latestPort().receive({ type: 'pong', count: 1 });
    latestPort().drop();
    await vi.advanceTimersByTimeAsync(250);
    expect(fake.ports).toHaveLength(5);
  });

  test('when the extension was updated under it, it says so once and stops for good', async () => {
    connect();
    await settle();
    fake.extensionId = undefined;
    latestPort().drop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log).toEqual(['connected', 'lost', 'invalidated']);
    fake.extensionId = EXTENSION_ID;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.ports).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('back from the back/forward cache, where its port died in silence, it connects again', async () => {
    const page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    const show = (persisted: boolean) =>
      page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    const client = connect();
    await settle();
    show(false);
    expect(log).toEqual(['connected']);
    show(true);
    await vi.advanceTimersByTimeAsync(250);
    expect(log).toEqual(['connected', 'lost', 'connected']);
    client.close();
    show(true);
    await vi.advanceTimersByTimeAsync(250);
    expect(fake.ports).toHaveLength(2);
  });

  test('closed, it closes the port and never comes back', async () => {
    const client = connect();
    await settle();
    client.close();
    expect(latestPort().isOpen).toBe(false);
    latestPort().receive({ type: 'pong', count: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.ports).toHaveLength(1);
    expect(log).toEqual(['connected']);
  });

  test('closed while it waits to connect again, it does not', async () => {
    const client = connect();
    await settle();
    latestPort().drop();
    client.close();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.ports).toHaveLength(1);
  });

  test('closed before the recognizer was there, it opens no port', async () => {
    const client = connect();
    client.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.ports).toHaveLength(0);
    expect(log).toEqual([]);
  });
});

describe('connectPanel', () => {
  let panel: PanelConnection;
  let log: string[];

  beforeEach(() => {
    log = [];
    panel = connectPanel({
      onMessage: ({ type }) => log.push(type),
      onGone: () => log.push('gone'),
    });
  });

  test('what was asked before the connection stood is sent once it does, in order', async () => {
    panel.send({ type: 'watchTab', tabId: 3 });
    panel.send({ type: 'restart' });
    await settle();
    expect(latestPort().sent).toEqual([{ type: 'watchTab', tabId: 3 }, { type: 'restart' }]);
  });

  test('after a loss it watches the latest tab again, and repeats nothing else', async () => {
    await settle();
    panel.send({ type: 'watchTab', tabId: 3 });
    panel.send({ type: 'watchTab', tabId: 4 });
    panel.send({ type: 'restart' });
    latestPort().drop();
    expect(log).toEqual(['gone']);
    await vi.advanceTimersByTimeAsync(250);
    expect(latestPort().sent).toEqual([{ type: 'watchTab', tabId: 4 }]);
  });

  test('hands on the recognizer’s messages', async () => {
    await settle();
    latestPort().receive({ type: 'enrollCancelled', request: 1 });
    latestPort().receive({ type: 'enrollCancelled', request: -1 });
    expect(log).toEqual(['enrollCancelled']);
  });

  test('closed, it is gone', async () => {
    await settle();
    panel.close();
    expect(latestPort().isOpen).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.ports).toHaveLength(1);
  });
});

describe('hostPorts', () => {
  let log: string[];
  let send: (message: unknown) => void;
  let close: (() => void) | undefined;
  let sender: PortSender | undefined;

  beforeEach(() => {
    log = [];
    hostPorts<typeof pong, unknown, string>({
      name: 'nametag/test',
      incoming: pong,
      incomingFromContent: v.strictObject({
        type: v.literal('pong'),
        count: v.pipe(v.number(), v.maxValue(100)),
      }),
      from: ['content', 'page'],
      onOpen(port) {
        if (port.tabId === 99) return undefined;
        close = () => port.close?.();
        sender = port.sender;
        log.push(`open ${String(port.tabId)}${port.isIncognito === true ? ' incognito' : ''}`);
        send = port.send.bind(port);
        return `session ${String(port.tabId)}`;
      },
      onMessage: (session, { count }) => log.push(`${session}: ${String(count)}`),
      onClose: (session) => log.push(`${session} closed`),
    });
  });

  test('says of a port whether it comes from an incognito window', () => {
    fake.connect('nametag/test', { ...SENDERS.content, tab: { id: 7, incognito: true } });
    fake.connect('nametag/test', SENDERS.content);
    expect(log).toEqual(['open 7 incognito', 'open 7']);
  });

  test('opens a session for each port, with the tab it comes from', () => {
    fake.connect('nametag/test', SENDERS.content);
    fake.connect('nametag/test', SENDERS.popup);
    expect(log).toEqual(['open 7', 'open undefined']);
  });

  test('hands messages to their session, good ones only', () => {
    const port = fake.connect('nametag/test', SENDERS.content);
    port.receive({ type: 'pong', count: 1 });
    port.receive({ type: 'pong' });
    port.receive({ type: 'pong', count: NaN, more: 1 });
    port.receive({ type: 'pong', count: 2 });
    expect(log).toEqual(['open 7', 'session 7: 1', 'session 7: 2']);
  });

  test('leaves ports of other names to others', () => {
    const port = fake.connect('nametag/other', SENDERS.content);
    expect(log).toEqual([]);
    expect(port.isOpen).toBe(true);
  });

  test.for<[string, FakeSender]>([
    ['strangers', SENDERS.stranger],
    ['the service worker', SENDERS.background],
    ['nobody', {}],
  ])('shows the door to %s', ([, sender]) => {
    const port = fake.connect('nametag/test', sender);
    expect(port.isOpen).toBe(false);
    port.receive({ type: 'pong', count: 1 });
    expect(log).toEqual([]);
  });

  test('ignores a port that does not say whose it is', () => {
    fake.connect('nametag/test', undefined);
    expect(log).toEqual([]);
  });

  test('sends while the port is open; afterwards nothing happens', () => {
    const port = fake.connect('nametag/test', SENDERS.content);
    send({ type: 'ping' });
    port.drop();
    expect(() => {
      send({ type: 'late' });
    }).not.toThrow();
    expect(port.sent).toEqual([{ type: 'ping' }]);
    expect(log).toEqual(['open 7', 'session 7 closed']);
  });

  test('says what Chrome knows of the other end', () => {
    fake.connect('nametag/test', SENDERS.content);
    expect(sender).toMatchObject({ kind: 'content', url: SENDERS.content.url });
  });

  test('hears nothing through a port without a session', () => {
    const port = fake.connect('nametag/test', { ...SENDERS.content, tab: { id: 99 } });
    port.receive({ type: 'pong', count: 1 });
    port.drop();
    expect(log).toEqual([]);
  });

  test('is stricter with content scripts than with pages', () => {
    fake.connect('nametag/test', SENDERS.content).receive({ type: 'pong', count: 101 });
    fake.connect('nametag/test', SENDERS.popup).receive({ type: 'pong', count: 101 });
    expect(log).toEqual(['open 7', 'open undefined', 'session undefined: 101']);
  });

  test('closed by the host, its session ends once and hears nothing more', () => {
    const port = fake.connect('nametag/test', SENDERS.content);
    close?.();
    close?.();
    port.receive({ type: 'pong', count: 1 });
    port.drop();
    send({ type: 'late' });
    expect(port.isOpen).toBe(false);
    expect(port.sent).toEqual([]);
    expect(log).toEqual(['open 7', 'session 7 closed']);
  });
});
