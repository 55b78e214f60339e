/** @file The plot of docs/performance.md: what one frame takes, on a scale on which ten times as long is as far everywhere. Pure. */
import type { BenchResult, FullFrameResult } from './result.ts';
import { number } from './tables.ts';
import { SYSTEM_TITLES } from './titles.ts';

const WIDTH = 820;
const LABEL_WIDTH = 178;
const RIGHT = 70;
const BAR = 16;
const STEP = 22;
const GROUP_HEAD = 34;
const GROUP_GAP = 18;
const TOP = 58;
const AXIS = 34;
const PLOT_WIDTH = WIDTH - LABEL_WIDTH - RIGHT;

/** GitHub shows pictures on white and on near-black: the colours follow the reader's scheme, and stand out on both. */
const STYLE = `
    text { font: 13px system-ui, 'Segoe UI', sans-serif; fill: #1f2328; }
    .title { font-size: 15px; font-weight: 600; }
    .group { font-weight: 600; }
    .soft { fill: #59636e; }
    .grid { stroke: #d1d9e0; }
    .own { fill: #0a7d4f; }
    .heavy { fill: #6cb795; }
    .peer { fill: #8c959f; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; }
      .soft { fill: #9198a1; }
      .grid { stroke: #3d444d; }
      .own { fill: #3fbf86; }
      .heavy { fill: #2b7a57; }
      .peer { fill: #767e88; }
    }`;

const GROUPS = [
  ['faces1', '1 face'],
  ['faces5', '5 faces'],
  ['faces16', '16 faces'],
] as const;
type Systems = (keyof typeof SYSTEM_TITLES)[];

/** Undefined where no single frames were measured. */
export function drawPlot({ fullFrame, machine }: BenchResult): string | undefined {
  if (fullFrame === undefined) return undefined;
  const systems = Object.keys(SYSTEM_TITLES) as Systems;
  const values = GROUPS.flatMap(([key]) => systems.map((system) => fullFrame[key][system] ?? NaN)).filter(
    (value) => value > 0,
  );
  const scale = logScale(Math.min(...values), Math.max(...values));
  const groupHeight = GROUP_HEAD + systems.length * STEP + GROUP_GAP;
  const bottom = TOP + GROUPS.length * groupHeight;
  const height = bottom + AXIS;
  const grid = scale.ticks.map(
    (tick) =>
      `<line class="grid" x1="${px(scale.at(tick))}" x2="${px(scale.at(tick))}" y1="${String(TOP)}" y2="${String(bottom)}"/>` +
      `<text class="soft" x="${px(scale.at(tick))}" y="${String(bottom + 20)}" text-anchor="middle">${String(tick)} ms</text>`,
  );
  const groups = GROUPS.flatMap(([key, title], index) =>
    drawGroup(fullFrame[key], title, TOP + index * groupHeight, systems, scale.at),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height)}" width="${String(WIDTH)}" height="${String(height)}" role="img" aria-label="Milliseconds for one frame, by system and number of faces">
  <style>${STYLE}
  </style>
  <text class="title" x="0" y="18">One frame, every face found and embedded anew</text>
  <text class="soft" x="0" y="38">Milliseconds, shorter is better; every grid line is twice the one before. ${escape(machine.browser)}, ${String(machine.cores)} cores.</text>
  ${[...grid, ...groups].join('\n  ')}
</svg>
`;
}

function drawGroup(
  frame: FullFrameResult,
  title: string,
  top: number,
  systems: Systems,
  at: (value: number) => number,
): string[] {
  const bars = systems.flatMap((system, index) => {
    const value = frame[system];
    if (value === undefined) return [];
    const y = top + GROUP_HEAD + index * STEP;
    const kind = system === 'nametag' ? 'own' : system.startsWith('nametag') ? 'heavy' : 'peer';
    const end = at(value);
    return [
      `<text x="${String(LABEL_WIDTH - 10)}" y="${String(y + 13)}" text-anchor="end">${escape(SYSTEM_TITLES[system])}</text>` +
        `<rect class="${kind}" x="${String(LABEL_WIDTH)}" y="${String(y)}" width="${px(end - LABEL_WIDTH)}" height="${String(BAR)}" rx="2"/>` +
        `<text class="soft" x="${px(end + 6)}" y="${String(y + 13)}">${number(value)}</text>`,
    ];
  });
  return [`<text class="group" x="0" y="${String(top + 22)}">${title}</text>`, ...bars];
}

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From the power of two (times 10 ms) below the least to the one above the most. */
function logScale(least: number, most: number): Scale {
  const low = 10 * 2 ** Math.floor(Math.log2(least / 10) - EMPTY_STEPS);
  const high = 10 * 2 ** Math.ceil(Math.log2(most / 10));
  const steps = Math.round(Math.log2(high / low));
  return {
    at: (value) => LABEL_WIDTH + (Math.log2(value / low) / steps) * PLOT_WIDTH,
    ticks: Array.from({ length: steps + 1 }, (_, step) => Number((low * 2 ** step).toPrecision(3))),
  };
}

/** So that the shortest bar is one. */
const EMPTY_STEPS = 0.5;

function px(value: number): string {
  return value.toFixed(1);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
