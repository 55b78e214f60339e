/** @file Versions: pinned, in step with the lock file, and stated once. */
import { expect, test } from 'vitest';
import { readJson } from './repository.ts';

interface PackageFile {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly version: string;
  readonly packages: Readonly<
    Record<string, Partial<PackageFile> & { readonly resolved?: string; readonly integrity?: string }>
  >;
}

const own = readJson('package.json') as PackageFile;
const lock = readJson('package-lock.json') as LockFile;
const wanted = Object.entries({ ...own.dependencies, ...own.devDependencies });

test('every dependency is pinned to one exact version', () => {
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version))).toEqual([]);
});

test('the lock file wants the same', () => {
  const root = lock.packages[''];
  expect(root?.dependencies).toEqual(own.dependencies);
  expect(root?.devDependencies).toEqual(own.devDependencies);
});

test('and has exactly those versions', () => {
  const locked = wanted.map(([name]) => [name, lock.packages[`node_modules/${name}`]?.version]);
  expect(locked).toEqual(wanted);
});

test('everything locked has its checksum, and no address but the registry’s', () => {
  const strange = Object.entries(lock.packages).filter(
    ([path, { resolved = 'https://registry.npmjs.org/', integrity }]) =>
      path !== '' &&
      !(resolved.startsWith('https://registry.npmjs.org/') && integrity?.startsWith('sha512-')),
  );
  expect(strange.map(([path]) => path)).toEqual([]);
});

test('MediaPipe is exactly 0.10.35: later versions post metrics, earlier ones lack the module loader', () => {
  expect(own.dependencies['@mediapipe/tasks-vision']).toBe('0.10.35');
});

test('package.json, lock file and manifest state one version', () => {
  expect((readJson('manifest.json') as { version: string }).version).toBe(own.version);
  expect(lock.version).toBe(own.version);
  expect(lock.packages['']?.version).toBe(own.version);
});
