/** @file The panel's (popup, Studio, settings) connection to the recognizer. */
import {
  PANEL_PORT,
  toPanelSchema,
  type ToPanel,
  type ToRecognizerFromPanel,
} from '../protocol/panel-port.ts';
import { connectToRecognizer } from './port.ts';

export interface PanelConnection {
  send(message: ToRecognizerFromPanel): void;
  close(): void;
}

export interface PanelHandlers {
  onMessage(message: ToPanel): void;
  /** The recognizer went away; a new connection is being made and what it watches is asked for again by itself. */
  onGone(): void;
}

export function connectPanel(handlers: PanelHandlers): PanelConnection {
  let watch: ToRecognizerFromPanel | undefined;
  let isConnected = false;
  const waiting: ToRecognizerFromPanel[] = [];
  const client = connectToRecognizer<typeof toPanelSchema, ToRecognizerFromPanel>({
    name: PANEL_PORT,
    incoming: toPanelSchema,
    onMessage: (message) => {
      handlers.onMessage(message);
    },
    onConnected: () => {
      isConnected = true;
      if (watch !== undefined) client.send(watch);
      for (const message of waiting.splice(0)) client.send(message);
    },
    onLost: () => {
      isConnected = false;
      handlers.onGone();
    },
  });
  return {
    send(message) {
      const isWatch = ['watchTab', 'watchModels', 'watchEstimate', 'watchGroups', 'watchGallery'].includes(
        message.type,
      );
      if (isWatch) watch = message;
      if (isConnected) client.send(message);
      else if (!isWatch) waiting.push(message);
    },
    close() {
      client.close();
    },
  };
}
