/** @file A server on 127.0.0.1 that serves one content, with or without ranges, whole or broken off. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WeightsServer {
  readonly url: string;
  /** The `Range` of each request, or an empty text. */
  readonly ranges: string[];
  readonly close: () => Promise<void>;
}

export interface Behaviour {
  /** Answers a `Range` with everything. */
  readonly ignoresRanges?: boolean;
  /** Cuts the connection of the first answer after so many bytes. */
  readonly breaksAfter?: number;
  /** Goes silent in the first answer after so many bytes. */
  readonly stallsAfter?: number;
  readonly status?: number;
  /** Does not say how long the content is. */
  readonly hidesLength?: boolean;
}

export async function serveWeights(content: Uint8Array, behaviour: Behaviour = {}): Promise<WeightsServer> {
  const ranges: string[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    answer(
      request,
      response,
      content,
      ranges.length === 1 ? behaviour : { ...behaviour, breaksAfter: Infinity },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/facenet_weights.h5`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  content: Uint8Array,
  behaviour: Behaviour,
): void {
  const { ignoresRanges = false, breaksAfter = Infinity, stallsAfter = Infinity, status } = behaviour;
  if (status !== undefined) {
    response.writeHead(status).end('no');
    return;
  }
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const start = from === undefined || ignoresRanges ? 0 : Number(from);
  const total = String(content.length);
  if (start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${total}` }).end();
    return;
  }
  const part = content.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {
    ...(behaviour.hidesLength === true ? {} : { 'content-length': part.length }),
    ...(start > 0
      ? { 'content-range': `bytes ${String(start)}-${String(content.length - 1)}/${total}` }
      : {}),
  });
  const end = Math.min(breaksAfter, stallsAfter);
  if (end >= part.length) {
    response.end(part);
  } else {
    response.write(part.subarray(0, end), () => {
      // A moment, so that what was written is on its way.
      if (breaksAfter < Infinity) setTimeout(() => response.destroy(), 50);
    });
  }
}
