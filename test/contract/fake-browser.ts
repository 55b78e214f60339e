/**
 * @file A small fake of the extension API: what the product uses of it, with the behaviour that the product relies on
 * (storage is JSON, messages are structured clones, a second offscreen document is refused). Each test installs its own.
 */
import { vi } from 'vitest';

export const EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';
export const EXTENSION_ORIGIN = `chrome-extension://${EXTENSION_ID}`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any listener fits, as in the API's own event type.
type Listener = (...values: any[]) => unknown;

export class FakeEvent {
  readonly listeners = new Set<Listener>();

  addListener(listener: Listener): void {
    this.listeners.add(listener);
  }

  removeListener(listener: Listener): void {
    this.listeners.delete(listener);
  }

  emit(...values: unknown[]): void {
    for (const listener of [...this.listeners]) listener(...values);
  }
}

/** Who sends a message, as the receiving side is told. */
export interface FakeSender {
  readonly id?: string;
  readonly url?: string;
  readonly tab?: { readonly id: number; readonly incognito?: boolean };
}

export const SENDERS = {
  popup: { id: EXTENSION_ID, url: `${EXTENSION_ORIGIN}/src/ui/popup/index.html` },
  offscreen: { id: EXTENSION_ID, url: `${EXTENSION_ORIGIN}/src/offscreen/offscreen.html` },
  content: { id: EXTENSION_ID, url: 'https://example.org/watch', tab: { id: 7 } },
  background: { id: EXTENSION_ID, url: `${EXTENSION_ORIGIN}/service-worker-loader.js` },
  stranger: { id: 'ponmlkjihgfedcbaponmlkjihgfedcba', url: 'https://example.org/' },
} as const satisfies Record<string, FakeSender>;

/** One end of a port, with the other end in the test's hands. */
export class FakePort {
  readonly name: string;
  readonly sender: FakeSender | undefined;
  readonly onMessage = new FakeEvent();
  readonly onDisconnect = new FakeEvent();
  /** What this end sent. */
  readonly sent: unknown[] = [];
  isOpen = true;

  constructor(name: string, sender?: FakeSender) {
    this.name = name;
    this.sender = sender;
  }

  postMessage(message: unknown): void {
    if (!this.isOpen) throw new Error('Attempting to use a disconnected port object');
    this.sent.push(structuredClone(message));
  }

  /** By this end: its own `onDisconnect` stays silent, as in Chrome. */
  disconnect(): void {
    this.isOpen = false;
  }

  /** The other end sends. */
  receive(message: unknown): void {
    this.onMessage.emit(structuredClone(message), this);
  }

  /** The other end goes away. */
  drop(): void {
    this.isOpen = false;
    this.onDisconnect.emit(this);
  }
}

export interface FakeRegisteredScript {
  readonly id: string;
  readonly matches?: readonly string[];
  readonly js?: readonly string[];
}

interface FakeTab {
  readonly id: number;
  readonly url: string;
  readonly incognito?: boolean;
  /** Origins of the frames in it, from frame 1 on. */
  readonly frames?: readonly string[];
  /** Not the one in front of its window. */
  readonly isBehind?: boolean;
}

interface FakeInjection {
  readonly target: { readonly tabId: number; readonly frameIds?: readonly number[] };
  readonly files?: readonly string[];
}

/** Installs a new fake as `chrome` and `browser`; `vi.unstubAllGlobals()` takes it away. */
export function installFakeBrowser(): FakeBrowser {
  const fake = new FakeBrowser();
  vi.stubGlobal('chrome', fake.api);
  vi.stubGlobal('browser', fake.api);
  return fake;
}

export class FakeBrowser {
  /** What lies in storage, as JSON text by key. */
  readonly #stored = new Map<string, string>();
  /** What the browser remembers until it is closed. */
  readonly inSession = new Map<string, unknown>();
  /** When set, every write to storage fails with it. */
  storageFailure: Error | undefined;
  storageAccess: string | undefined;
  /** Match patterns of the origins that Chrome has granted. */
  readonly granted = new Set<string>();
  readonly registered = new Map<string, FakeRegisteredScript>();
  readonly injections: {
    readonly tabId: number;
    readonly frameIds: readonly number[];
    readonly files: readonly string[];
  }[] = [];
  tabs: FakeTab[] = [];
  /** The last one has the focus. */
  windows: { readonly id: number; readonly incognito: boolean }[] = [{ id: 1, incognito: false }];
  readonly tabMessages: { readonly tabId: number; readonly message: unknown }[] = [];
  /** Contexts that answer `runtime.sendMessage`; without one the sending fails, as in Chrome. */
  answer: ((message: unknown) => unknown) | undefined;
  readonly sentMessages: unknown[] = [];
  /** The popup's address for a tab, as it is now. */
  readonly popups = new Map<number, string>();
  /** What was opened: the address of the popup, or of a window. */
  readonly surfaces: string[] = [];
  /** As in full screen, where there is no toolbar. */
  canOpenPopup = true;
  /** Ports that were opened with `runtime.connect`. */
  readonly ports: FakePort[] = [];
  /** Undefined once the extension was updated or removed under the context. */
  extensionId: string | undefined = EXTENSION_ID;
  offscreenDocuments = 0;
  offscreenCreations = 0;
  /** When set, the next creation of an offscreen document fails with it. */
  offscreenFailure: Error | undefined;
  readonly alarms = new Map<string, { readonly name: string; readonly periodInMinutes?: number }>();
  readonly badges = new Map<number, string>();

  readonly onStorageChanged = new FakeEvent();
  readonly onMessage = new FakeEvent();
  readonly onConnect = new FakeEvent();
  readonly onPermissionAdded = new FakeEvent();
  readonly onPermissionRemoved = new FakeEvent();
  readonly onAlarm = new FakeEvent();
  readonly onCommand = new FakeEvent();
  readonly onStartup = new FakeEvent();
  readonly onWindowRemoved = new FakeEvent();

  /** What lies under `key`, or undefined. */
  stored(key: string): unknown {
    const json = this.#stored.get(key);
    return json === undefined ? undefined : (JSON.parse(json) as unknown);
  }

  storedKeys(prefix = ''): string[] {
    return [...this.#stored.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** Puts a value into storage without any event: it was there before the test began. */
  store(key: string, value: unknown): void {
    this.#stored.set(key, JSON.stringify(value));
  }

  /**
   * Delivers a one-off message to the listeners of this context, as the API does: `undefined` from all of them, and nobody
   * answers.
   */
  async deliver(message: unknown, sender: FakeSender): Promise<{ isAnswered: boolean; reply?: unknown }> {
    const received = structuredClone(message);
    return new Promise((resolve) => {
      let isPromised = false;
      for (const listener of this.onMessage.listeners) {
        const result = listener(received, sender, (reply: unknown) => {
          resolve({ isAnswered: true, reply: structuredClone(reply) });
        });
        if (result === true) isPromised = true;
        else if (result !== undefined) throw new Error('a listener answered with something but true');
      }
      if (!isPromised) resolve({ isAnswered: false });
    });
  }

  /** Someone connects to this context. */
  connect(name: string, sender: FakeSender | undefined): FakePort {
    const port = new FakePort(name, sender);
    this.onConnect.emit(port);
    return port;
  }

  grant(origin: string): void {
    this.granted.add(`${origin}/*`);
    this.onPermissionAdded.emit({ origins: [`${origin}/*`] });
  }

  revoke(origin: string): void {
    this.granted.delete(`${origin}/*`);
    this.onPermissionRemoved.emit({ origins: [`${origin}/*`] });
  }

  readonly api = {
    runtime: this.#runtime(),
    storage: {
      local: this.#localStorage(),
      session: this.#sessionStorage(),
      onChanged: this.onStorageChanged,
    },
    permissions: this.#permissions(),
    scripting: this.#scripting(),
    tabs: this.#tabsApi(),
    windows: {
      onRemoved: this.onWindowRemoved,
      create: ({ url }: { url: string }) => {
        this.surfaces.push(url);
        return Promise.resolve({});
      },
      getAll: () => Promise.resolve(this.windows),
      getLastFocused: () => Promise.resolve(this.windows.at(-1)),
    },
    offscreen: this.#offscreen(),
    alarms: {
      onAlarm: this.onAlarm,
      get: (name: string) => Promise.resolve(this.alarms.get(name)),
      create: (name: string, options: { periodInMinutes?: number }) => {
        this.alarms.set(name, { name, ...options });
        return Promise.resolve();
      },
      clear: (name: string) => Promise.resolve(this.alarms.delete(name)),
    },
    commands: { onCommand: this.onCommand },
    action: {
      setBadgeBackgroundColor: () => Promise.resolve(),
      setBadgeText: ({ tabId, text }: { tabId: number; text: string }) => {
        if (!this.tabs.some(({ id }) => id === tabId)) {
          return Promise.reject(new Error(`No tab with id: ${String(tabId)}.`));
        }
        this.badges.set(tabId, text);
        return Promise.resolve();
      },
      setPopup: ({ tabId, popup }: { tabId: number; popup: string }) => {
        this.popups.set(tabId, popup);
        return Promise.resolve();
      },
      openPopup: () => {
        if (!this.canOpenPopup) return Promise.reject(new Error('Failed to open popup.'));
        const front = this.tabs.find(({ isBehind }) => isBehind !== true);
        this.surfaces.push(this.popups.get(front?.id ?? 0) ?? '');
        return Promise.resolve();
      },
    },
  };

  #runtime() {
    const extensionId = () => this.extensionId;
    return {
      get id() {
        return extensionId();
      },
      onMessage: this.onMessage,
      onConnect: this.onConnect,
      onStartup: this.onStartup,
      getURL: (path: string) => `${EXTENSION_ORIGIN}/${path}`,
      sendMessage: async (message: unknown) => {
        const copy: unknown = structuredClone(message);
        this.sentMessages.push(copy);
        if (this.answer === undefined) {
          throw new Error('Could not establish connection. Receiving end does not exist.');
        }
        return structuredClone(await this.answer(copy));
      },
      connect: ({ name }: { name: string }) => {
        const port = new FakePort(name);
        this.ports.push(port);
        return port;
      },
      getContexts: () =>
        Promise.resolve(
          Array.from({ length: this.offscreenDocuments }, () => ({ contextType: 'OFFSCREEN_DOCUMENT' })),
        ),
    };
  }

  #localStorage() {
    const guard = () => {
      if (this.storageFailure !== undefined) throw this.storageFailure;
    };
    const change = (changes: Record<string, unknown>) => {
      if (Object.keys(changes).length > 0) this.onStorageChanged.emit(changes, 'local');
    };
    return {
      getKeys: () => Promise.resolve([...this.#stored.keys()]),
      get: (keys: null | string | readonly string[]) => {
        const wanted = keys === null ? [...this.#stored.keys()] : [keys].flat();
        return Promise.resolve(
          Object.fromEntries(
            wanted.flatMap((key) => (this.#stored.has(key) ? [[key, this.stored(key)] as const] : [])),
          ),
        );
      },
      set: async (records: Record<string, unknown>) => {
        await Promise.resolve();
        guard();
        for (const [key, value] of Object.entries(records)) {
          const json = JSON.stringify(value, (_, part: unknown) => {
            if (ArrayBuffer.isView(part)) throw new TypeError('a typed array cannot be stored');
            return part;
          }) as string | undefined;
          if (json !== undefined) this.#stored.set(key, json);
        }
        change(Object.fromEntries(Object.keys(records).map((key) => [key, { newValue: this.stored(key) }])));
      },
      remove: async (keys: string | readonly string[]) => {
        await Promise.resolve();
        guard();
        const there = [keys].flat().filter((key) => this.#stored.delete(key));
        change(Object.fromEntries(there.map((key) => [key, {}])));
      },
      setAccessLevel: ({ accessLevel }: { accessLevel: string }) => {
        this.storageAccess = accessLevel;
        return Promise.resolve();
      },
    };
  }

  #sessionStorage() {
    return {
      get: (key: string) =>
        Promise.resolve(this.inSession.has(key) ? { [key]: this.inSession.get(key) } : {}),
      set: (records: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(records)) this.inSession.set(key, value);
        return Promise.resolve();
      },
    };
  }

  #permissions() {
    return {
      onAdded: this.onPermissionAdded,
      onRemoved: this.onPermissionRemoved,
      contains: ({ origins }: { origins: readonly string[] }) =>
        Promise.resolve(origins.every((origin) => this.granted.has(origin))),
      remove: async ({ origins }: { origins: readonly string[] }) => {
        await Promise.resolve();
        const removed = origins.filter((origin) => this.granted.delete(origin));
        if (removed.length > 0) this.onPermissionRemoved.emit({ origins: removed });
        return removed.length > 0;
      },
    };
  }

  #scripting() {
    return {
      getRegisteredContentScripts: () => Promise.resolve([...this.registered.values()]),
      registerContentScripts: async (scripts: readonly FakeRegisteredScript[]) => {
        await Promise.resolve();
        for (const script of scripts) {
          if (this.registered.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
          this.registered.set(script.id, script);
        }
      },
      unregisterContentScripts: async ({ ids }: { ids: readonly string[] }) => {
        await Promise.resolve();
        for (const id of ids) {
          if (!this.registered.delete(id)) throw new Error(`Nonexistent script ID '${id}'`);
        }
      },
      /** A function is taken for one that tells its frame's origins; frame 0 is the tab's own. */
      executeScript: async ({ target, files }: FakeInjection) => {
        await Promise.resolve();
        const tab = this.tabs.find(({ id }) => id === target.tabId);
        if (tab === undefined || !this.granted.has(`${new URL(tab.url).origin}/*`)) {
          throw new Error('Cannot access contents of the page.');
        }
        if (files === undefined) {
          const origins = [new URL(tab.url).origin, ...(tab.frames ?? [])];
          return origins
            .map((origin, frameId) => ({ frameId, result: [origin, origin] }))
            .filter(({ result: [origin = ''] }) => this.granted.has(`${origin}/*`));
        }
        this.injections.push({ tabId: target.tabId, frameIds: target.frameIds ?? [], files });
        return [];
      },
    };
  }

  #tabsApi() {
    return {
      get: (tabId: number) => {
        const tab = this.tabs.find(({ id }) => id === tabId);
        if (tab === undefined) return Promise.reject(new Error(`No tab with id: ${String(tabId)}.`));
        return Promise.resolve({ id: tab.id, windowId: 1, active: tab.isBehind !== true });
      },
      /** Without a permission for its address a tab is listed without it, and no pattern finds it. */
      query: ({ url }: { url?: string }) => {
        const visible = this.tabs.filter((tab) => this.granted.has(`${new URL(tab.url).origin}/*`));
        if (url === undefined) return Promise.resolve(this.tabs.map(({ id }) => ({ id })));
        const found = visible.filter((tab) => `${new URL(tab.url).origin}/*` === url);
        return Promise.resolve(found.map((tab) => ({ incognito: false, ...tab })));
      },
      remove: () => Promise.resolve(),
      sendMessage: (tabId: number, message: unknown) => {
        this.tabMessages.push({ tabId, message: structuredClone(message) });
        return Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'));
      },
    };
  }

  #offscreen() {
    return {
      createDocument: async () => {
        this.offscreenCreations++;
        await Promise.resolve();
        const failure = this.offscreenFailure;
        this.offscreenFailure = undefined;
        if (failure !== undefined) throw failure;
        if (this.offscreenDocuments > 0) throw new Error('Only a single offscreen document may be created.');
        this.offscreenDocuments = 1;
      },
    };
  }
}
