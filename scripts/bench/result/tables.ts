/** @file The result as tables, for the terminal and for the document alike. Pure. */
import { SYSTEM_TITLES, peerTitle } from './titles.ts';
import type { BenchResult, GrowthPoint, LatencyResult } from './result.ts';

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a reader has to know to read it. */
  readonly note?: string;
}

export function makeTables(result: BenchResult): Table[] {
  return [
    ...fullFrameTables(result),
    ...steadyTables(result),
    ...floorTables(result),
    ...pageTables(result),
    ...growthTables(result),
    peersTable(result),
  ];
}

const FACES = ['faces1', 'faces5', 'faces16'] as const;
const FACE_TITLES = { faces1: '1 face', faces5: '5 faces', faces16: '16 faces' } as const;

function fullFrameTables({ fullFrame }: BenchResult): Table[] {
  if (fullFrame === undefined) return [];
  const systems = Object.keys(SYSTEM_TITLES) as (keyof typeof SYSTEM_TITLES)[];
  return [
    {
      title: 'One frame, everything recomputed',
      head: ['', ...FACES.flatMap((key) => [`${FACE_TITLES[key]}, ms`, 'by Nametag', 'found'])],
      rows: systems.map((system) => [
        SYSTEM_TITLES[system],
        ...FACES.flatMap((key) => {
          const frame = fullFrame[key];
          const ms = frame[system];
          const found = system in frame.found ? frame.found[system as keyof typeof frame.found] : undefined;
          return [
            number(ms),
            `${number((ms ?? NaN) / frame.nametag)}×`,
            found === undefined ? '' : String(found),
          ];
        }),
      ]),
      note: '640×360 pixels; medians of runs in turns, after two rounds to warm up.',
    },
  ];
}

function steadyTables({ steady }: BenchResult): Table[] {
  if (steady === undefined) return [];
  const row = (title: string, cell: (key: (typeof FACES)[number]) => string): string[] => [
    title,
    ...FACES.map(cell),
  ];
  const own: Table = {
    title: 'Playing: Nametag',
    head: ['', ...FACES.map((key) => FACE_TITLES[key])],
    rows: [
      row('ms a sampled frame', (key) => number(steady[key].msPerFrame)),
      row('of it: detector, frames', (key) => number(steady[key].work.detectMs)),
      row('of it: detector, closer looks', (key) => number(steady[key].work.refineMs)),
      row('of it: embedder', (key) => number(steady[key].work.embedMs)),
      row('of it: tracking, matching, messages', (key) => number(steady[key].work.ownMs)),
      row(
        'frames that the detector did not see',
        (key) => `${number(100 * steady[key].work.followedShare)} %`,
      ),
      row('bare detector beside the same clip, ms', (key) => number(steady[key].bareDetectorMs)),
      row('the same network in MediaPipe’s runtime, ms', (key) => number(steady[key].bareMediaPipeMs)),
      row('Nametag by the bare detector', (key) => `${number(steady[key].xDetector)}×`),
      row('waiting for the detector, ms', (key) => number(steady[key].work.waitingMs)),
      row('while people come and go, ms a frame', (key) => number(steady[key].comingAndGoing.msPerFrame)),
    ],
    note: 'Means of a sampled frame, once everybody has a name; a clip of 1280×720 at 30 frames a second.',
  };
  const names = Object.keys(steady.faces5.peers);
  const rival = (
    title: string,
    own: (key: (typeof FACES)[number]) => string,
    peer: (name: string, key: (typeof FACES)[number]) => string,
  ) => [
    [`${title}: Nametag`, ...FACES.map(own)],
    ...names.map((name) => [`${title}: ${peerTitle(name)}`, ...FACES.map((key) => peer(name, key))]),
  ];
  const side: Table = {
    title: 'Playing: side by side',
    head: ['', ...FACES.map((key) => FACE_TITLES[key])],
    rows: [
      ...rival(
        'boxes a second',
        (key) => number(steady[key].boxesPerSecond),
        (name, key) => number(steady[key].peers[name]?.boxesPerSecond),
      ),
      ...rival(
        'faces compared a second',
        (key) => number(steady[key].namesPerSecond),
        (name, key) => number(steady[key].peers[name]?.namesPerSecond),
      ),
      ...rival(
        'first frame to name, ms',
        (key) => latency(steady[key].nameLatencyMs),
        (name, key) => latency(steady[key].peers[name]?.nameLatencyMs),
      ),
      ...rival(
        'dropped frames',
        (key) => dropped(steady[key]),
        (name, key) => dropped(steady[key].peers[name]),
      ),
    ],
    note: 'First frame to name: median / 95th percentile (those who left without a name, of all who came). They count with the length of their stay.',
  };
  return [own, side];
}

function floorTables({ floor }: BenchResult): Table[] {
  if (floor === undefined) return [];
  return [
    {
      title: 'The networks alone',
      head: ['', 'ms'],
      rows: [
        ['detector, 256×144', number(floor.detectorMs)],
        ['detector, 640×360', number(floor.detector640Ms)],
        ['the same network in MediaPipe’s runtime, 256×144', number(floor.mediaPipeMs)],
        ['embedder', number(floor.embedderMs)],
        ['embedder, FaceNet fp32', number(floor.embedderFacenetFp32Ms)],
        ['embedder, FaceNet 8-bit', number(floor.embedderFacenetInt8Ms)],
      ],
      note: 'Medians on a quiet page; the embedder with alignment and the judgement of quality.',
    },
  ];
}

function pageTables({ page }: BenchResult): Table[] {
  if (page === undefined) return [];
  return [
    {
      title: 'The page',
      head: ['', 'Nametag off', 'Nametag on'],
      rows: [
        ['frames a second', number(page.fpsOff), number(page.fpsOn)],
        ['tasks of more than 50 ms', String(page.longTasksOff), String(page.longTasksOn)],
        ['main thread a sampled frame, ms', '', number(page.mainThreadMsPerFrame)],
        ['the same, by the browser’s account of all tasks', '', number(page.taskMsPerFrame)],
      ],
      note: `One video of 1280×720 with five faces; off and on in turns (on: ${page.turns.on.map(number).join(', ')}; off: ${page.turns.off.map(number).join(', ')} frames a second).`,
    },
  ];
}

function growthTables({ growth }: BenchResult): Table[] {
  if (growth === undefined) return [];
  const points = (title: string, what: string, list: readonly GrowthPoint[], note: string): Table => ({
    title,
    head: [
      what,
      'ms a frame',
      'of it matching and tracking',
      'frames a second',
      'looks a second',
      'waiting, ms',
    ],
    rows: list.map((point) => [
      point.count.toLocaleString('en'),
      number(point.msPerFrame),
      number(point.ownMs),
      number(point.framesPerSecond),
      number(point.looksPerSecond),
      number(point.waitingMs),
    ]),
    note,
  });
  const unstudied = growth.gallery.filter(({ isStudied }) => !isStudied).map(({ count }) => count);
  const studied =
    unstudied.length === 0
      ? 'Measured after the study of the gallery had ended.'
      : `Not waited for: the study of ${unstudied.map(String).join(', ')}.`;
  return [
    points(
      'Growth: people saved',
      'people',
      growth.gallery,
      `Five of them in the picture, one sample each of the others. ${studied}`,
    ),
    points(
      'Growth: faces',
      'faces',
      growth.faces,
      'In one gallery view of 1280×720; beyond the people of the pictures the same ones again.',
    ),
    points(
      'Growth: videos',
      'videos',
      growth.videos,
      'Of 640×360 with one face each, on one page; frames a second over all of them.',
    ),
    {
      title: 'Growth: width of what the detector gets',
      head: ['pixels', 'ms', ...FACES.map((key) => `found of ${FACE_TITLES[key]}`)],
      rows: growth.detectionWidth.map(({ widthPx, ms, found }) => [
        String(widthPx),
        number(ms),
        ...FACES.map((key) => String(found[key] ?? '')),
      ]),
    },
  ];
}

function peersTable({ peers }: BenchResult): Table {
  return {
    title: 'How everybody ran',
    head: ['', 'networks', 'backend', 'SIMD', 'threads'],
    rows: Object.entries(peers).map(([name, { models, backend, hasSimd, hasThreads, threads }]) => [
      peerTitle(name),
      models,
      backend,
      hasSimd ? 'yes' : 'no',
      hasThreads ? String(threads) : 'none',
    ]),
  };
}

function latency(result: LatencyResult | undefined): string {
  if (result === undefined || result.p50 === null || result.p95 === null) return '–';
  return `${number(result.p50)} / ${number(result.p95)} (${String(result.unnamed)} of ${String(result.appearances)})`;
}

function dropped(
  played: { readonly droppedFrames: number; readonly presentedFrames: number } | undefined,
): string {
  if (played === undefined) return '–';
  return `${String(played.droppedFrames)} of ${String(played.presentedFrames)}`;
}

/** Rounded already; a missing one is a dash. */
export function number(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}
