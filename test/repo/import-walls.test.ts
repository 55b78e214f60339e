/** @file The import walls hold: by the shared list, by an independent count, and in ESLint itself. */
import { join, posix } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { FORBIDDEN_IMPORTS } from '../../scripts/walls.mjs';
import { ROOT, globalsOf, importsOf, readJson, readText, sourceFiles } from './repository.ts';

/** Written out once more, so that a hole in scripts/walls.mjs does not go unseen: who may import whom besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  protocol: ['core'],
  platform: ['core', 'protocol'],
  recognition: ['core'],
  video: ['core', 'protocol', 'platform'],
  background: ['core', 'protocol', 'platform'],
  offscreen: ['core', 'protocol', 'platform', 'recognition'],
  content: ['core', 'protocol', 'platform', 'video'],
  ui: ['core', 'protocol', 'platform', 'video', 'recognition'],
};

const roomOf = (file: string) => file.split('/')[1] ?? '';

/** Imports of `file` that the shared list forbids. */
function brokenWalls(file: string, text: string): string[] {
  const walls = FORBIDDEN_IMPORTS[roomOf(file)] ?? [];
  return importsOf(text, file).flatMap(({ specifier }) =>
    walls
      .filter(({ regex }) => new RegExp(regex, 'u').test(specifier))
      .map(({ reason }) => `${file}: ${reason}`),
  );
}

/** The path of `src/` that a relative import means, without its query. */
function importedPath(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.normalize(posix.join(posix.dirname(file), specifier.split('?')[0] ?? ''));
}

describe('src/', () => {
  const files = sourceFiles();

  test('every room is known, and each has its walls', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(ALLOWED).sort());
    expect(Object.keys(FORBIDDEN_IMPORTS).sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test('no import breaks a wall of scripts/walls.mjs', () => {
    expect(files.flatMap((file) => brokenWalls(file, readText(file)))).toEqual([]);
  });

  test('no import, whatever way it is written, leads into a room that is closed', () => {
    const broken = files.flatMap((file) =>
      importsOf(readText(file), file).flatMap(({ specifier }) => {
        const path = importedPath(file, specifier);
        // `?script` gives the path of a built file: a name, not code.
        if (path === undefined || !path.startsWith('src/') || specifier.includes('?script')) return [];
        const [own, other] = [roomOf(file), roomOf(path)];
        return own === other || ALLOWED[own]?.includes(other) === true
          ? []
          : [`${file} imports ${specifier}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  test('of the repository outside src/ only model cards and assets are imported', () => {
    const outside = files.flatMap((file) =>
      importsOf(readText(file), file).flatMap(({ specifier }) => {
        const path = importedPath(file, specifier);
        return path === undefined || /^(?:src|assets)\/|^models\/[\w-]+\.json$/u.test(path)
          ? []
          : [`${file}: ${path}`];
      }),
    );
    expect(outside).toEqual([]);
  });

  test('only platform/browser.ts brings in the extension API, and only platform/ touches it', () => {
    const importers = files.filter((file) =>
      importsOf(readText(file), file).some(
        ({ specifier, isTypeOnly }) => specifier === 'webextension-polyfill' && !isTypeOnly,
      ),
    );
    expect(importers).toEqual(['src/platform/browser.ts']);
    const users = files.filter((file) => {
      const globals = globalsOf(readText(file), file);
      return globals.has('chrome') || globals.has('browser');
    });
    expect(users.filter((file) => roomOf(file) !== 'platform')).toEqual([]);
    expect(users.length).toBeGreaterThan(0);
  });

  test('only the adapters know the networks’ runtimes', () => {
    const users = files.filter((file) =>
      importsOf(readText(file), file).some(({ specifier }) => /^(?:@mediapipe|onnxruntime)/u.test(specifier)),
    );
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !file.startsWith('src/recognition/adapters/'))).toEqual([]);
  });
});

describe('the pure files', () => {
  const pure = sourceFiles().filter((file) =>
    /^src\/(?:core\/|protocol\/|recognition\/(?:pipeline\/|ports\.ts|detector-in-use\.ts|(?:model-card|card-parts|embedder-parts)\.ts))/u.test(
      file,
    ),
  );

  /** Clock, chance, network, timers, and everything that only a browser has. */
  const IMPURE = [
    ...['Date.now', 'performance', 'Math.random', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'console'],
    ...[
      'queueMicrotask',
      'structuredClone',
      'requestAnimationFrame',
      'process',
      'globalThis',
      'self',
      'window',
    ],
    ...[
      'document',
      'navigator',
      'location',
      'localStorage',
      'indexedDB',
      'chrome',
      'browser',
      'Worker',
      'Image',
    ],
    ...['ImageData', 'ImageBitmap', 'OffscreenCanvas', 'VideoFrame', 'Blob', 'URL', 'AbortController'],
  ];

  test('import nothing but each other, model cards and valibot', () => {
    const strangers = pure.flatMap((file) =>
      importsOf(readText(file), file).flatMap(({ specifier }) => {
        const path = importedPath(file, specifier);
        const isKnown = path !== undefined && (pure.includes(path) || /^models\/[\w-]+\.json$/u.test(path));
        return specifier === 'valibot' || isKnown ? [] : [`${file}: ${specifier}`];
      }),
    );
    expect(strangers).toEqual([]);
  });

  test('take neither clock nor chance nor anything of the browser', () => {
    const broken = pure.flatMap((file) => {
      const globals = globalsOf(readText(file), file);
      return IMPURE.filter((name) => globals.has(name)).map((name) => `${file}: ${name}`);
    });
    expect(broken).toEqual([]);
  });

  test('are compiled without the DOM by a tsconfig that takes in all of them', () => {
    const config = readJson('src/tsconfig.pure.json') as { compilerOptions: object; include: string[] };
    expect(config.compilerOptions).toEqual({ lib: ['ES2023', 'ES2024.ArrayBuffer'], types: [] });
    const included = config.include.map(
      (glob) => new RegExp(`^src/${glob.replaceAll('.', '\\.').replace('**/*', '.*')}$`, 'u'),
    );
    expect(pure.filter((file) => !included.some((pattern) => pattern.test(file)))).toEqual([]);
  });
});

describe('a planted violation is caught', () => {
  test.for([
    ['src/content/a.ts', "import { Engine } from '../offscreen/engine.ts';", 'meet only through protocol'],
    ['src/content/a.ts', "export * from '../ui/popup/popup.tsx';", 'meet only through protocol'],
    [
      'src/content/a.ts',
      "const later = import('../recognition/ports.ts');",
      'content may not import recognition',
    ],
    [
      'src/content/a.ts',
      "import * as ort from 'onnxruntime-web/wasm';",
      'Only recognition may import onnxruntime',
    ],
    [
      'src/core/image/a.ts',
      "import { key } from '../../protocol/schemas.ts';",
      'core may not import protocol',
    ],
    [
      'src/core/a.ts',
      "type T = import('../platform/port.ts').PortClient<1>;",
      'core may not import platform',
    ],
    [
      'src/recognition/a.ts',
      "import type { Engine } from '../offscreen/engine.ts';",
      'meet only through protocol',
    ],
    ['src/ui/a.tsx', "import browser from 'webextension-polyfill';", 'Only platform may import webextension'],
    [
      'src/background/a.ts',
      "import { Viewer } from '../video/viewer.ts';",
      'background may not import video',
    ],
  ] as const)('%s: %s', ([file, text, reason]) => {
    expect(brokenWalls(file, text).join()).toContain(reason);
  });

  test.for([
    ['src/background/a.ts', "import script from '../content/content-script.ts?script&iife';"],
    ['src/content/a.ts', "import { createViewer } from '../video/viewer.ts';"],
    ['src/offscreen/a.ts', "import type { Recognizer } from '../recognition/workers/recognizer.ts';"],
  ] as const)('while %s may: %s', ([file, text]) => {
    expect(brokenWalls(file, text)).toEqual([]);
  });

  test('names of the extension API and of the clock are seen in code, not in types, texts or comments', () => {
    expect(globalsOf('chrome.runtime.id; Date.now();')).toContain('chrome');
    expect(globalsOf('chrome.runtime.id; Date.now();')).toContain('Date.now');
    expect(globalsOf('type A = chrome.Tab; /* browser.x */ const a = "chrome"; f({ document: 1 });')).toEqual(
      new Set(['f']),
    );
    expect(globalsOf('function f(document: Set<1>) { return document.size; }')).toEqual(new Set());
  });
});

describe('ESLint', () => {
  const eslint = new ESLint({ cwd: ROOT });

  /** What the linter says to `text` in the place of an existing file. */
  async function lint(file: string, text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath: join(ROOT, file) });
    return (result?.messages ?? []).map(({ ruleId, message }) => `${String(ruleId)}: ${message}`);
  }

  test(
    'reports an import through a wall, with its reason, while one writes',
    { timeout: 60_000 },
    async () => {
      const messages = await lint(
        'src/content/find-pictures.ts',
        "import { Engine } from '../offscreen/engine.ts';\nexport const engine = Engine;\n",
      );
      expect(messages.join('\n')).toMatch(/^no-restricted-imports: .*meet only through protocol/mu);
    },
  );

  test('reports the extension API outside of platform/', { timeout: 60_000 }, async () => {
    const messages = await lint('src/content/find-pictures.ts', 'export const id = chrome.runtime.id;\n');
    expect(messages.join('\n')).toMatch(/^no-restricted-globals: .*Only src\/platform/mu);
  });

  test('has nothing against an import that is allowed', { timeout: 60_000 }, async () => {
    const messages = await lint(
      'src/content/find-pictures.ts',
      "export { SITES } from '../protocol/pushes.ts';\n",
    );
    expect(messages).toEqual([]);
  });
});
