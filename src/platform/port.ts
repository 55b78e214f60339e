/** @file Long-lived ports: a client that finds its way back, and a host that lets in only who belongs. */
import type { Runtime } from 'webextension-polyfill';
import type * as v from 'valibot';
import { parseMessage } from '../protocol/schemas.ts';
import type { FrameFacts, SenderKind } from '../protocol/sender.ts';
import { browser, isContextValid } from './browser.ts';
import { askBackground, senderKindOf } from './messenger.ts';

/** First pause before connecting again; doubles up to `MAX_RETRY_MS`, since a recognizer that crashes will crash again. */
const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 8000;

export interface PortClient<Out> {
  send(message: Out): void;
  close(): void;
}

export interface PortClientOptions<Schema extends v.GenericSchema> {
  readonly name: string;
  readonly incoming: Schema;
  onMessage(message: v.InferOutput<Schema>): void;
  /** After each connection; say hello again here. */
  onConnected(): void;
  /** The other side is gone; a new connection is being made. */
  onLost(): void;
  /** The extension was updated or removed under us: nothing will ever answer again. */
  onInvalidated?(): void;
}

/** Connects to the offscreen document, which is created if need be, and connects again whenever it is lost. */
export function connectToRecognizer<Schema extends v.GenericSchema, Out>(
  options: PortClientOptions<Schema>,
): PortClient<Out> {
  let port: Runtime.Port | undefined;
  let isClosed = false;
  let retryMs = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = async (): Promise<void> => {
    if (isClosed) return;
    if (!isContextValid()) {
      isClosed = true;
      options.onInvalidated?.();
      return;
    }
    try {
      await askBackground('recognizer.ensure', {});
      // close() may have come while we waited; TypeScript narrows the flag as if it could not.
      if (isClosed as boolean) return;
      open(browser.runtime.connect({ name: options.name }));
    } catch {
      retryLater();
    }
  };

  const open = (opened: Runtime.Port): void => {
    port = opened;
    opened.onMessage.addListener((raw: unknown) => {
      retryMs = FIRST_RETRY_MS;
      const message = parseMessage(options.incoming, raw);
      if (message !== undefined && !isClosed) options.onMessage(message);
    });
    opened.onDisconnect.addListener(() => {
      lose(opened);
    });
    options.onConnected();
  };

  const lose = (lost: Runtime.Port): void => {
    if (port !== lost) return;
    port = undefined;
    if (isClosed) return;
    options.onLost();
    retryLater();
  };

  // Chrome closes the ports of a page that goes into the back/forward cache, and the page does not hear of it.
  const noteReturn = ({ persisted }: PageTransitionEvent): void => {
    const lost = port;
    if (!persisted || lost === undefined) return;
    lost.disconnect();
    lose(lost);
  };
  if ('addEventListener' in globalThis) globalThis.addEventListener('pageshow', noteReturn);

  const retryLater = (): void => {
    timer = setTimeout(() => void connect(), retryMs);
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
  };

  void connect();
  return {
    send(message) {
      try {
        port?.postMessage(message);
      } catch {
        // The port died between two events; onDisconnect follows and connects again.
      }
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      if ('removeEventListener' in globalThis) globalThis.removeEventListener('pageshow', noteReturn);
      const last = port;
      port = undefined;
      try {
        last?.disconnect();
      } catch {
        // The extension has gone, and the port with it.
      }
    },
  };
}

/** The host's end of one port. */
export interface HostedPort<Out> {
  readonly tabId: number | undefined;
  /** Of a window whose traces the person does not want to be left anywhere. */
  readonly isIncognito?: boolean;
  /** Who is at the other end, as Chrome says. */
  readonly sender?: PortSender;
  send(message: Out): void;
  /** Closes the port from this side; its session ends as if the other side had gone. */
  close?(): void;
}

export interface PortSender extends FrameFacts {
  readonly kind: SenderKind;
  /** Names the document, over all tabs; another one after each navigation. */
  readonly documentId?: string | undefined;
}

export interface PortHostOptions<Schema extends v.GenericSchema, Out, Session> {
  readonly name: string;
  readonly incoming: Schema;
  /** Stricter, for content scripts. */
  readonly incomingFromContent?: v.GenericSchema<unknown, v.InferOutput<Schema>>;
  readonly from: readonly SenderKind[];
  /** Without a session nothing that comes through the port is heard. */
  onOpen(port: HostedPort<Out>): Session | undefined;
  onMessage(session: Session, message: v.InferOutput<Schema>): void;
  onClose(session: Session): void;
}

/** Accepts ports of one name from the allowed kinds of sender; malformed messages are dropped. */
export function hostPorts<Schema extends v.GenericSchema, Out, Session>(
  options: PortHostOptions<Schema, Out, Session>,
): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== options.name || port.sender === undefined) return;
    const sender = portSenderOf(port.sender);
    if (!options.from.includes(sender.kind)) {
      port.disconnect();
      return;
    }
    let isOpen = true;
    let session: Session | undefined = undefined;
    const end = (): void => {
      if (!isOpen) return;
      isOpen = false;
      if (session !== undefined) options.onClose(session);
    };
    port.onDisconnect.addListener(end);
    session = options.onOpen({
      tabId: port.sender.tab?.id,
      isIncognito: port.sender.tab?.incognito ?? false,
      sender,
      send(message) {
        if (isOpen) port.postMessage(message);
      },
      close() {
        if (isOpen) port.disconnect();
        end();
      },
    });
    if (session === undefined) return;
    const opened = session;
    const schema = (sender.kind === 'content' && options.incomingFromContent) || options.incoming;
    port.onMessage.addListener((raw: unknown) => {
      const message = isOpen ? parseMessage(schema, raw) : undefined;
      if (message !== undefined) options.onMessage(opened, message);
    });
  });
}

/** `origin` and `documentId` are Chrome's own; the polyfill's types do not have them. */
function portSenderOf(sender: Runtime.MessageSender): PortSender {
  const { url, tab, origin, documentId } = sender as chrome.runtime.MessageSender;
  return { kind: senderKindOf(sender), url, origin, tabUrl: tab?.url, documentId };
}
