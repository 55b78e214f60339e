/** @file A server on 127.0.0.1 that serves small files, and misbehaves as it is told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What comes instead of one of the files: `part` is half of it, and then an end, or silence. */
export type Misdeed = 'page' | 'refusal' | 'part' | 'silence' | 'other bytes' | 'more bytes';

export interface ArrayServer {
  readonly url: string;
  /** Names that were asked for. */
  readonly asked: string[];
  /** File that is served wrong, and how. */
  readonly misdeeds: Map<string, Misdeed>;
  readonly close: () => Promise<void>;
}

export async function serveArrays(files: ReadonlyMap<string, Uint8Array>): Promise<ArrayServer> {
  const asked: string[] = [];
  const misdeeds = new Map<string, Misdeed>();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').split('/').at(-1) ?? '';
    asked.push(name);
    const content = files.get(name);
    const misdeed = misdeeds.get(name);
    if (content === undefined || misdeed === 'refusal') {
      response.writeHead(404).end('no');
      return;
    }
    if (misdeed === 'page') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>Log in');
      return;
    }
    if (misdeed === 'other bytes' || misdeed === 'more bytes') {
      const length = misdeed === 'more bytes' ? content.length + 1 : content.length;
      response.writeHead(200).end(new Uint8Array(length).fill(7));
      return;
    }
    response.writeHead(200, { 'content-length': content.length });
    if (misdeed === undefined) {
      response.end(content);
      return;
    }
    response.write(content.subarray(0, content.length / 2), () => {
      // A moment, so that what was written is on its way.
      if (misdeed === 'part') setTimeout(() => response.destroy(), 50);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/weights`,
    asked,
    misdeeds,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
