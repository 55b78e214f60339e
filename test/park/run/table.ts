/** @file docs/players.md: its table comes from a run. Pure. */
import { fillMarked, markdownTable } from '../../../scripts/setup/markdown.ts';
import { CHECKS, type Answer, type Check, type PlayerResult } from './try-player.ts';

export const BEGIN = '<!-- npm run park -- --docs: from here on -->';
export const END = '<!-- until here -->';

const TITLES: Readonly<Record<Check, string>> = {
  names: 'names',
  boxes: 'boxes on the faces',
  mouse: 'button',
  keyboard: 'space bar',
  hover: 'pointer on a label',
  fullscreen: 'full screen by button',
  videoFullscreen: 'of the video',
  prefixedFullscreen: 'prefixed',
  pictureInPicture: 'floating',
  captions: 'captions',
};

const SIGNS: Readonly<Record<Answer, string>> = { yes: 'yes', no: '**no**', same: '(no)', none: '' };

export interface ParkRun {
  readonly date: string;
  readonly chrome: string;
  readonly results: readonly PlayerResult[];
}

export function playersTable(
  results: readonly PlayerResult[],
  versions: Readonly<Record<string, string>>,
): string {
  return markdownTable(
    ['player', ...CHECKS.map((check) => TITLES[check]), 'page, ms a second'],
    results.map(({ player, answers, offMs, onMs, error }) => [
      [player, versions[player]].filter((part) => part !== undefined).join(' '),
      ...CHECKS.map((check) => (error === undefined ? SIGNS[answers[check] ?? 'none'] : '')),
      error ?? `${offMs.toFixed(0)} → ${onMs.toFixed(0)}`,
    ]),
  );
}

export function fillPlayers(
  document: string,
  { date, chrome, results }: ParkRun,
  versions: Readonly<Record<string, string>>,
): string {
  const body = `Made by \`npm run park -- --docs\` on ${date}, ${chrome}, ${String(results.length)} players:\n\n${playersTable(results, versions)}`;
  return fillMarked(document, BEGIN, END, body);
}
