/** @file What PRIVACY.md says of the network, which the content security policy enforces for fetches only. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { filesBelow, readText, requireBuild, sourceFiles } from './repository.ts';

/** `addressOf` gives another place of the same page. Ways out that `connect-src` does not cover, or that nobody here needs. */
const WAYS_OUT =
  /\b(?:RTCPeerConnection|RTCDataChannel|WebTransport|sendBeacon|EventSource|XMLHttpRequest|WebSocket|window\.open)\b|\blocation\.(?:assign|replace)\((?!addressOf\()|\blocation(?:\.href)? = /u;

const matchesIn = (file: string, pattern: RegExp): string[] =>
  [...readText(file).matchAll(new RegExp(pattern.source, 'gu'))].map(([match]) => `${file}: ${match}`);

describe('src/', () => {
  test('has three fetches, of the extension’s own files', () => {
    const fetches = sourceFiles().flatMap((file) => matchesIn(file, /\bfetch\(/u));
    expect(fetches).toEqual([
      'src/offscreen/model-registry.ts: fetch(',
      'src/recognition/adapters/kernel-files.ts: fetch(',
      'src/recognition/workers/model-file.ts: fetch(',
    ]);
  });

  test('has no other way out', () => {
    expect(sourceFiles().flatMap((file) => matchesIn(file, WAYS_OUT))).toEqual([]);
  });

  test('opens pages of the extension only', () => {
    const opened = sourceFiles().flatMap((file) =>
      matchesIn(file, /\b(?:tabs|windows)\.(?:create|update)\([^)]{0,40}/u),
    );
    expect(opened).toHaveLength(4);
    for (const call of opened) expect(call).toMatch(/create\(\{ url: (?:browser|chrome)\.runtime\.getURL\(/u);
  });
});

describe('the package', () => {
  beforeAll(requireBuild);

  test('has no WebRTC, which the policy would let through', () => {
    const scripts = filesBelow('dist').filter((file) => /\.m?js$/u.test(file));
    expect(scripts.length).toBeGreaterThan(10);
    expect(
      scripts.flatMap((file) => matchesIn(join(file), /\b(?:RTCPeerConnection|WebTransport|sendBeacon)\b/u)),
    ).toEqual([]);
  });
});

test('every permission is explained', () => {
  const manifest = JSON.parse(readText('manifest.json')) as Record<string, string[]>;
  const text = readText('PRIVACY.md');
  for (const permission of [...(manifest['permissions'] ?? []), ...(manifest['optional_permissions'] ?? [])])
    expect(text).toContain(`\`${permission}\``);
});
