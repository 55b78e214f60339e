/**
 * @file Why each file is in the package, and how large each group may become. Pure. Scripts and styles need no line of their own:
 * their reason is the page or worker that loads them; one that nothing loads has none.
 */

export type Group = 'runtime' | 'models' | 'code' | 'assets' | 'licences';

export interface PackageFile {
  /** Within the package, with forward slashes. */
  readonly path: string;
  /** Of scripts, styles and pages: what they name is loaded by them. Empty for everything else. */
  readonly text: string;
}

export interface JustifiedFile {
  readonly path: string;
  readonly group: Group;
  readonly reason: string;
}

interface Line {
  readonly path: RegExp;
  readonly group: Group;
  readonly reason: string;
}

/** What Chrome or a person opens; everything else is there for one of these. */
const ENTRIES: readonly { readonly path: string; readonly name: string; readonly reason: string }[] = [
  { path: 'manifest.json', name: 'manifest', reason: 'what Chrome reads first' },
  {
    path: 'service-worker-loader.js',
    name: 'service worker',
    reason: 'starts the service worker, the only writer of the stores',
  },
  {
    path: 'src/content/content-script.js',
    name: 'content script',
    reason: 'samples videos and draws names, on allowed pages',
  },
  { path: 'src/offscreen/offscreen.html', name: 'recognizer', reason: 'the document that runs the networks' },
  { path: 'src/ui/popup/index.html', name: 'popup', reason: 'switch, faces and names of the tab' },
  { path: 'src/ui/people/index.html', name: 'people', reason: 'the gallery, its history and its doctor' },
  { path: 'src/ui/settings/index.html', name: 'settings', reason: 'strictness, networks and sites' },
  {
    path: 'src/ui/studio/index.html',
    name: 'studio',
    reason: 'webcam, screen, files, effects and recording',
  },
];

/** Loaded by path at run time, or read by people. */
const LINES: readonly Line[] = [
  {
    path: /^wasm\/onnxruntime\/ort-wasm-simd-threaded\.wasm$/u,
    group: 'runtime',
    reason:
      'ONNX Runtime: runs FaceNet and whatever network a person brings, with threads where there are cores for them',
  },
  {
    path: /^wasm\/onnxruntime\/ort-wasm-simd-threaded\.mjs$/u,
    group: 'runtime',
    reason: 'loader of that, and what its threads run',
  },
  {
    path: /^wasm\/kernels\/kernels\.wasm$/u,
    group: 'runtime',
    reason: 'the kernels of the networks that find and name faces',
  },
  {
    path: /^wasm\/mediapipe\/vision_wasm_module_internal\.wasm$/u,
    group: 'runtime',
    reason: 'MediaPipe: Studio’s backgrounds, and finds faces where the kernels cannot run',
  },
  { path: /^wasm\/mediapipe\/vision_wasm_module_internal\.js$/u, group: 'runtime', reason: 'loader of that' },
  {
    path: /^models\/detector-full-range\.tflite$/u,
    group: 'models',
    reason: 'finds faces',
  },
  {
    path: /^models\/face-mesh\.tflite$/u,
    group: 'models',
    reason: 'finds the landmarks of a face, by which it is aligned',
  },
  { path: /^models\/segmenter\.tflite$/u, group: 'models', reason: 'Studio’s backgrounds: where people are' },
  {
    path: /^models\/faceplugin\.onnx$/u,
    group: 'models',
    reason: 'names faces: a MobileFaceNet that may be given away (MIT)',
  },
  {
    path: /^models\/facenet-(?:128|512)(?:-small)?\.onnx$/u,
    group: 'models',
    reason: 'names faces better; only where the person has converted it',
  },
  { path: /^models\/cards\.json$/u, group: 'models', reason: 'which networks there are, and their limits' },
  { path: /^assets\/icon-(?:16|32|48|128)\.png$/u, group: 'assets', reason: 'toolbar and extension list' },
  {
    path: /^(?:LICENSE|THIRD_PARTY\.md)$/u,
    group: 'licences',
    reason: 'own licence, and whose work is in here',
  },
  {
    path: /^docs\/licences\/[\w.-]+\.txt$/u,
    group: 'licences',
    reason: 'licence texts that have to go along',
  },
];

/** Bytes as they are; each a little above what there was when the reason was written. */
export const BUDGETS: Readonly<Record<Group, { readonly maxBytes: number; readonly reason: string }>> = {
  runtime: {
    maxBytes: 25_600_000,
    reason: '14.2 MB of ONNX Runtime and 11.2 MB of MediaPipe, as their packages have them, once each',
  },
  models: {
    maxBytes: 7_200_000,
    reason:
      '4.9 MB MobileFaceNet, 1.2 MB face mesh, 0.7 MB detector, 0.2 MB segmenter; FaceNet is not counted: the package on offer does not contain it',
  },
  code: {
    maxBytes: 1_900_000,
    reason:
      '0.45 MB and 0.19 MB are mediabunny (Studio’s files, and its probe), 0.5 MB the runtimes’ JavaScript in three workers and the detector’s fallback, 0.03 MB FaceNet on the kernels in two',
  },
  assets: { maxBytes: 20_000, reason: 'four sizes of one icon, and the icon of the pages' },
  licences: { maxBytes: 60_000, reason: 'three licence texts and the list of parts' },
};

/** Of which budget speaks: converted networks are the person’s own wish. */
export function isBudgeted(path: string): boolean {
  return !path.startsWith('models/facenet-');
}

/** @returns the files with their reasons, in the given order, and the paths of those that have none */
export function justify(files: readonly PackageFile[]): {
  readonly justified: readonly JustifiedFile[];
  readonly unjustified: readonly string[];
} {
  const loaders = loadersOf(files);
  const judged = files.map(({ path }) => ({ path, line: lineOf(path, loaders.get(path) ?? []) }));
  return {
    justified: judged.flatMap(({ path, line }) => (line === undefined ? [] : [{ path, ...line }])),
    unjustified: judged.flatMap(({ path, line }) => (line === undefined ? [path] : [])),
  };
}

function lineOf(path: string, loaders: readonly string[]): Pick<Line, 'group' | 'reason'> | undefined {
  const entry = ENTRIES.find((one) => one.path === path);
  if (entry !== undefined) return { group: 'code', reason: entry.reason };
  const line = LINES.find((one) => one.path.test(path));
  if (line !== undefined) return { group: line.group, reason: line.reason };
  if (loaders.length === 0) return undefined;
  const group = /\.(?:js|css)$/u.test(path) ? 'code' : 'assets';
  return { group, reason: `${path.includes('.worker-') ? 'worker' : 'part'} of ${loaders.join(', ')}` };
}

/** The names of the entries that load a file, directly or through others. */
function loadersOf(files: readonly PackageFile[]): ReadonlyMap<string, readonly string[]> {
  const loaders = new Map<string, string[]>();
  // Names of built files hold a hash of their content: whoever writes one means that file.
  const named = files.filter(({ path }) => path.startsWith('assets/'));
  for (const entry of ENTRIES) {
    const reached = new Set<string>();
    const waiting = files.filter(({ path }) => path === entry.path);
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const { path: from, text } = file;
      for (const part of named) {
        if (part.path === from || reached.has(part.path) || !text.includes(baseName(part.path))) continue;
        reached.add(part.path);
        waiting.push(part);
      }
    }
    for (const path of reached) loaders.set(path, [...(loaders.get(path) ?? []), entry.name]);
  }
  return loaders;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
