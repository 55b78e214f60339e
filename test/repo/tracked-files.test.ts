/** @file What is in the repository, and how source files are written. */
import { statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, globalsOf, readText, sourceFiles, trackedFiles } from './repository.ts';

/** A file beyond this has more than one reason to change. */
const MAX_SOURCE_LINES = 260;
const MAX_TRACKED_BYTES = 200_000;

describe('git tracks', () => {
  test('no weights, no media, no build', () => {
    const heavy =
      /\.(?:onnx|tflite|task|bin|pb|pt|h5|npz?|wasm|mp4|webm|mkv|mov|gif|jpe?g|webp|avif|mjpeg|y4m|mp3|wav|zip|gz|crx|map)$/iu;
    const files = trackedFiles();
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => heavy.test(file))).toEqual([]);
    expect(files.filter((file) => /^(?:dist|out|coverage|node_modules|models\/built)\//u.test(file))).toEqual(
      [],
    );
  });

  test('pictures in assets/ only', () => {
    const pictures = trackedFiles().filter((file) => ['.png', '.svg', '.ico'].includes(extname(file)));
    expect(pictures.filter((file) => !/^(?:assets|docs)\//u.test(file))).toEqual([]);
  });

  test('nothing large but the lock file', () => {
    const large = trackedFiles().filter((file) => {
      const size = statSync(join(ROOT, file), { throwIfNoEntry: false })?.size ?? 0;
      return size > MAX_TRACKED_BYTES && file !== 'package-lock.json';
    });
    expect(large).toEqual([]);
  });
});

describe('source files', () => {
  const files = sourceFiles().map((file) => ({ file, text: readText(file) }));
  const without = (isFine: (text: string, file: string) => boolean) =>
    files.filter(({ file, text }) => !isFine(text, file)).map(({ file }) => file);

  test('open with what they own', () => {
    expect(without((text) => /^\/\*\*\n? \*? ?@file \S|^\/\*\* @file \S/u.test(text))).toEqual([]);
  });

  test(`have at most ${String(MAX_SOURCE_LINES)} lines`, () => {
    expect(without((text) => text.split('\n').length <= MAX_SOURCE_LINES)).toEqual([]);
  });

  test('write to the console in platform/log.ts only', () => {
    expect(
      without((text, file) => file === 'src/platform/log.ts' || !globalsOf(text, file).has('console')),
    ).toEqual([]);
  });

  test('pass nothing on: there are no barrels', () => {
    expect(without((text, file) => !/^export \* /mu.test(text) && !/\/index\.tsx?$/u.test(file))).toEqual([]);
    const onlyPasses = (text: string) =>
      text
        .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu, '')
        .split(';')
        .every((statement) => /^\s*$|^\s*(?:import|export)\b[\s\S]*\bfrom\b/u.test(statement));
    expect(without((text) => !onlyPasses(text))).toEqual([]);
  });

  test('name their subject: no utils, helpers or common', () => {
    expect(without((_, file) => !/\b(?:utils?|helpers?|common|misc)\b/u.test(file))).toEqual([]);
  });

  test('have names in kebab-case', () => {
    expect(
      without((_, file) => /^(?:[a-z0-9]+(?:[.-][a-z0-9]+)*\/)*[a-z0-9]+(?:[.-][a-z0-9]+)*$/u.test(file)),
    ).toEqual([]);
  });
});

test('no test is switched off or singled out', () => {
  const marked = new RegExp(
    `\\b(?:test|it|describe)\\.(?:${['only', 'skip', 'todo', 'fails'].join('|')})\\b`,
    'u',
  );
  const files = trackedFiles().filter((file) => /^test\/.*\.test\.tsx?$/u.test(file));
  expect(files.filter((file) => marked.test(readText(file)))).toEqual([]);
});
