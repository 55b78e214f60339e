/** @file When `npm ci` has to run, and when it need not. */
import { describe, expect, it } from 'vitest';
import { areDependenciesFresh, makeStamp } from '../../../../scripts/setup/dependencies.mjs';

const lock = (packages: object): string => JSON.stringify({ packages });
const LOCK = lock({
  '': { name: 'nametag' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0', optional: true },
});
const wanted = { lock: LOCK, stamp: makeStamp(LOCK, '20.19.0', 'linux-x64') };

describe('makeStamp', () => {
  it('changes with the lock file, the major version of Node and the machine', () => {
    const stamps = [
      makeStamp(LOCK, '20.19.0', 'linux-x64'),
      makeStamp(`${LOCK} `, '20.19.0', 'linux-x64'),
      makeStamp(LOCK, '22.1.0', 'linux-x64'),
      makeStamp(LOCK, '20.19.0', 'darwin-arm64'),
    ];
    expect(new Set(stamps).size).toBe(4);
  });

  it('stays with a new minor version of Node and with other line ends', () => {
    expect(makeStamp('a\r\nb', '20.20.1', 'linux-x64')).toBe(makeStamp('a\nb', '20.19.0', 'linux-x64'));
  });
});

describe('areDependenciesFresh', () => {
  it('is false without node_modules', () => {
    expect(areDependenciesFresh({}, wanted)).toBe(false);
  });

  it('is false when the installation did not end', () => {
    expect(areDependenciesFresh({ stamp: wanted.stamp }, wanted)).toBe(false);
  });

  it('believes the stamp', () => {
    expect(areDependenciesFresh({ stamp: wanted.stamp, lock: LOCK }, wanted)).toBe(true);
    expect(areDependenciesFresh({ stamp: 'another', lock: LOCK }, wanted)).toBe(false);
  });

  it("believes npm's own record when somebody installed by hand", () => {
    const packages = { 'node_modules/a': { version: '1.0.0' } };
    expect(areDependenciesFresh({ lock: lock(packages) }, wanted)).toBe(true);
  });

  it.each([
    ['another version', lock({ 'node_modules/a': { version: '1.0.1' } })],
    ['a missing package', lock({})],
    ['a damaged record', '{'],
  ])('is false for %s', (_what, installed) => {
    expect(areDependenciesFresh({ lock: installed }, wanted)).toBe(false);
  });
});
