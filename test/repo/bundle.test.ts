/** @file What is shipped: one copy of each runtime, a small content script, nothing remote, and nothing a page can see. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { OFFSCREEN_PATH, PAGE_PATHS, SERVICE_WORKER_PATH } from '../../src/protocol/sender.ts';
import { parseEmbedderCard } from '../../src/recognition/model-card.ts';
import { BUDGETS, isBudgeted, justify, type Group } from '../../scripts/size/justify.ts';
import { readPackage, weigh } from '../../scripts/size/package-files.ts';
import { DIST, filesBelow, readJson, readText, requireBuild } from './repository.ts';

const CONTENT_SCRIPT = 'dist/src/content/content-script.js';
/** Drawing, sampling and messages are half of it; the menu of labels is a quarter; the ways to read a picture are a fifth. */
const MAX_CONTENT_SCRIPT_BYTES = 86 * 1024;

beforeAll(requireBuild);

interface Manifest {
  readonly version: string;
  readonly permissions: readonly string[];
  readonly optional_host_permissions: readonly string[];
  readonly content_security_policy: { readonly extension_pages: string };
  readonly background: { readonly service_worker: string };
  readonly action: { readonly default_popup: string };
  readonly icons: Readonly<Record<string, string>>;
}

interface Card {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly origin: { readonly url: string };
}

/** Where the product reads which embedders there are. */
const SHIPPED_CARDS = 'dist/models/cards.json';

/** The cards in `models/`, and those that were made together with their file. */
function sourceCards(): Card[] {
  return filesBelow('models')
    .filter((file) => /^models\/(?:built\/)?[\w-]+\.json$/u.test(file))
    .map((file) => readJson(file) as Card);
}

const manifest = () => readJson('dist/manifest.json') as Manifest;
const filesLike = (pattern: RegExp) => filesBelow('dist').filter((file) => pattern.test(file));

describe('runtimes and models', () => {
  test('one wasm of ONNX Runtime and one of MediaPipe, our kernels, and no other', () => {
    expect(filesLike(/\.wasm$/u)).toEqual([
      'dist/wasm/kernels/kernels.wasm',
      'dist/wasm/mediapipe/vision_wasm_module_internal.wasm',
      'dist/wasm/onnxruntime/ort-wasm-simd-threaded.wasm',
    ]);
  });

  // The largest is mediabunny, which reads and writes videos: 450 KB.
  test('no second copy hides in a script', () => {
    const large = filesLike(/\.m?js$/u).filter((file) => statSync(join(DIST, '..', file)).size > 500_000);
    expect(large).toEqual([]);
    const embedded = filesLike(/\.(?:m?js|html|css)$/u).filter((file) =>
      /data:application\/(?:wasm|octet-stream);base64/u.test(readText(file)),
    );
    expect(embedded).toEqual([]);
  });

  test('each shipped model is, byte for byte, the one its card describes', () => {
    const cards = new Map(sourceCards().map((card) => [card.file, card]));
    const models = filesLike(/^dist\/models\//u).filter((file) => file !== SHIPPED_CARDS);
    expect(models.map((file) => basename(file))).toEqual(
      expect.arrayContaining(['faceplugin.onnx', 'detector-full-range.tflite', 'face-mesh.tflite']),
    );
    for (const file of models) {
      const bytes = readFileSync(join(DIST, '..', file));
      const shipped = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
      expect(cards.get(basename(file)), file).toMatchObject(shipped);
    }
  });

  test('the shipped cards are those of the embedders that are shipped, word for word', () => {
    const shipped = filesLike(/^dist\/models\/.*\.onnx$/u).map((file) => basename(file));
    const expected = sourceCards().filter(({ kind, file }) => kind === 'embedder' && shipped.includes(file));
    const cards = readJson(SHIPPED_CARDS) as Card[];
    expect(cards).toHaveLength(shipped.length);
    expect(cards).toEqual(expect.arrayContaining(expected));
    for (const card of cards) expect(parseEmbedderCard(card).id).toBe(card.id);
    expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
  });

  test('no source maps and no sources', () => {
    expect(filesLike(/\.(?:map|tsx?)$/u)).toEqual([]);
  });
});

describe('size', () => {
  test('every file has a reason to be there: `npm run size` lists them', () => {
    expect(justify(readPackage(DIST)).unjustified).toEqual([]);
  });

  test.for(Object.keys(BUDGETS) as Group[])('%s keeps to its budget', (group) => {
    const files = justify(readPackage(DIST)).justified.filter((file) => file.group === group);
    const bytes = files
      .filter(({ path }) => isBudgeted(path))
      .reduce((sum, { path }) => sum + weigh(DIST, path).bytes, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes, BUDGETS[group].reason).toBeLessThanOrEqual(BUDGETS[group].maxBytes);
  });
});

describe('content script', () => {
  test('has at most 86 KB', () => {
    expect(statSync(join(DIST, '..', CONTENT_SCRIPT)).size).toBeLessThanOrEqual(MAX_CONTENT_SCRIPT_BYTES);
  });

  test.for(['onnxruntime', 'mediapipe', 'tflite', 'comlink', 'preact', 'import('])(
    'does not contain %j',
    (word) => {
      expect(readText(CONTENT_SCRIPT).toLowerCase().includes(word)).toBe(false);
    },
  );

  test('is one classic script: it imports and exports nothing', () => {
    expect(/(?:^|[;}\n])\s*(?:import|export)[\s{*"']/u.test(readText(CONTENT_SCRIPT))).toBe(false);
  });

  test('is the one that the service worker registers', () => {
    const worker = filesLike(/service-worker[^/]*\.js$/u)
      .map(readText)
      .join('\n');
    expect(worker.includes(CONTENT_SCRIPT.slice('dist/'.length))).toBe(true);
  });
});

describe('manifest', () => {
  test.for([
    ['web_accessible_resources', 'a page could detect the extension'],
    ['host_permissions', 'sites are asked for one by one'],
    ['content_scripts', 'scripts are registered for allowed sites only'],
    ['externally_connectable', 'no page may talk to the extension'],
    ['oauth2', 'there is no account'],
    ['update_url', 'it is not ours to set'],
    ['key', 'it belongs to the store'],
  ] as const)('has no %s: %s', ([key]) => {
    expect(manifest()).not.toHaveProperty(key);
  });

  test('asks for these permissions and no others', () => {
    expect([...manifest().permissions].sort()).toEqual([
      'activeTab',
      'alarms',
      'offscreen',
      'scripting',
      'storage',
      'unlimitedStorage',
    ]);
    expect(manifest().optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
    expect(readText('dist/manifest.json')).not.toContain('<all_urls>');
  });

  test('its content security policy lets nothing in from elsewhere', () => {
    const policy = manifest().content_security_policy.extension_pages;
    const directives = new Map(
      policy.split(';').map((directive) => {
        const [name = '', ...sources] = directive.trim().split(/\s+/u);
        return [name, sources];
      }),
    );
    expect(directives.get('default-src')).toEqual(["'self'"]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(directives.get('object-src')).toEqual(["'none'"]);
    const local = ["'self'", "'none'", "'wasm-unsafe-eval'", "'unsafe-inline'", 'data:', 'blob:'];
    expect([...directives.values()].flat().filter((source) => !local.includes(source))).toEqual([]);
  });

  test('every file that it names is there', () => {
    const { background, action, icons } = manifest();
    const named = [background.service_worker, action.default_popup, ...Object.values(icons)];
    expect(named.filter((file) => !existsSync(join(DIST, file)))).toEqual([]);
  });
});

describe('pages', () => {
  test('messages are accepted from exactly the service worker and the pages that are shipped', () => {
    expect(SERVICE_WORKER_PATH).toBe(manifest().background.service_worker);
    const shipped = filesLike(/^dist\/src\/.*\.html$/u).map((file) => file.slice('dist/'.length));
    expect(shipped.sort()).toEqual([OFFSCREEN_PATH, ...PAGE_PATHS].sort());
  });

  const PAGES = [OFFSCREEN_PATH, 'src/ui/popup/index.html', 'src/ui/studio/index.html'];

  test.for(PAGES)('%s is there, and loads only files that are there too', (page) => {
    const html = readText(`dist/${page}`);
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, path]) => path ?? '');
    expect(loaded.length).toBeGreaterThan(0);
    for (const path of loaded) {
      expect(path).toMatch(/^\.{0,2}\//u);
      const file = path.startsWith('/') ? join(DIST, path) : join(DIST, page, '..', path);
      expect(existsSync(file), path).toBe(true);
    }
  });

  test.for(PAGES)('%s has no inline script, which the policy would refuse', (page) => {
    expect(readText(`dist/${page}`)).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>|\son\w+="/u);
  });
});

describe('addresses in the shipped text', () => {
  /** Each is text that a person reads or a name that is compared; none of them is ever requested. */
  const EXPLAINED: readonly { readonly pattern: RegExp; readonly in: RegExp; readonly reason: string }[] = [
    {
      pattern: /^http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xhtml|1998\/Math\/MathML)$/u,
      in: /./u,
      reason: 'names of XML namespaces',
    },
    {
      pattern: /^https:\/\/github\.com\/google-ai-edge\/mediapipe/u,
      in: /^dist\/assets\/(?:offscreen|studio)/u,
      reason: 'model cards: where the weights come from, for people',
    },
    {
      pattern: /^https:\/\/(?:rolldown\.rs\/in-depth|web\.dev\/cross-origin-isolation-guide)/u,
      in: /^dist\/assets\/\w+\.worker-/u,
      reason: 'texts of warnings: the bundler’s require() stand-in and ONNX Runtime without threads',
    },
    {
      pattern:
        /^https:\/\/(?:www\.webmproject\.org\/vp9|aomediacodec\.github\.io|www\.w3\.org\/TR\/webcodecs-)/u,
      in: /^dist\/assets\/(?:mediabunny|probe\.worker)-/u,
      reason: 'texts of errors: the specifications that a broken file does not keep to',
    },
    {
      pattern: /^https:\/\/mozilla\.org\/MPL\/2\.0\//u,
      in: /^dist\/assets\/probe\.worker-/u,
      reason: 'mediabunny’s licence notices, which the bundler keeps in workers',
    },
  ];

  const addresses = (text: string) =>
    [...text.matchAll(/(?:https?|wss?):\/\/[^\s"'`)<>\\]+/gu)].map(([address]) => address);

  /** In the shipped cards: where the weights come from, for people, as the cards in the repository say. */
  const isOriginOfCard = (file: string, address: string) =>
    file === SHIPPED_CARDS && sourceCards().some(({ origin }) => origin.url === address);

  function unexplained(file: string, text: string): string[] {
    return addresses(text)
      .filter((address) => !EXPLAINED.some((one) => one.pattern.test(address) && one.in.test(file)))
      .filter((address) => !isOriginOfCard(file, address))
      .map((address) => `${file}: ${address}`);
  }

  test('are all explained', () => {
    const files = filesLike(/\.(?:m?js|html|css|svg|json)$/u).filter((file) => file !== 'dist/manifest.json');
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((file) => unexplained(file, readText(file)))).toEqual([]);
  });

  test('a new one would be noticed', () => {
    const planted = 'fetch("https://cdn.example.com/model.bin")';
    expect(unexplained('dist/assets/offscreen-x.js', planted)).toHaveLength(1);
    expect(unexplained('dist/assets/offscreen-x.js', 'new WebSocket("wss://a.example")')).toHaveLength(1);
    expect(unexplained(SHIPPED_CARDS, '{"url":"https://example.org/weights"}')).toHaveLength(1);
    expect(
      unexplained('dist/src/content/content-script.js', 'go("https://github.com/google-ai-edge/mediapipe")'),
    ).toHaveLength(1);
  });

  test('MediaPipe’s loader says that it was changed, and names none', () => {
    const text = readText('dist/wasm/mediapipe/vision_wasm_module_internal.js');
    expect(text.slice(0, 200)).toContain('Changed by Nametag');
    expect(addresses(text)).toEqual([]);
  });

  test('neither the metrics of later MediaPipe versions nor any delivery network is named', () => {
    // `type.googleapis.com/…` is the name of a protobuf type.
    const named = /odml\.|(?<!type\.)googleapis|jsdelivr|unpkg|cdnjs|gstatic/gu;
    const found = filesLike(/\.m?js$/u).flatMap((file) =>
      (readText(file).match(named) ?? []).map((name) => `${file}: ${name}`),
    );
    expect(found).toEqual([]);
  });
});
