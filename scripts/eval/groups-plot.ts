/** @file A picture of false match rates by group, before and after, as SVG text. Pure. */

export interface GroupRates {
  readonly name: string;
  /** Shares, 0..1. */
  readonly before: number;
  readonly after: number;
}

const ROW_PX = 44;
const LEFT_PX = 150;
const PLOT_PX = 460;
const TOP_PX = 48;
/** 1 in 100,000 to 1: what is less is drawn at the left edge. */
const DECADES = 5;
const TARGET = 0.001;

/** Works on light and on dark pages: it has a background of its own. */
export function drawGroups(rates: readonly GroupRates[]): string {
  const height = TOP_PX + rates.length * ROW_PX + 46;
  const ticks = Array.from({ length: DECADES + 1 }, (_, power) => 10 ** (power - DECADES));
  const bottom = TOP_PX + rates.length * ROW_PX;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 ${String(height)}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="False match rate by group, before and after">`,
    `<rect width="660" height="${String(height)}" rx="8" fill="#ffffff"/>`,
    '<text x="16" y="24" font-size="15" font-weight="600" fill="#1f2328">Strangers taken for one person, at the default setting</text>',
    ...ticks.map((tick) => {
      const x = xOf(tick);
      const line = `<line x1="${x}" x2="${x}" y1="${String(TOP_PX - 8)}" y2="${String(bottom)}" stroke="#d8dee4"/>`;
      return `${line}<text x="${x}" y="${String(bottom + 18)}" text-anchor="middle" fill="#59636e">${percent(tick)}</text>`;
    }),
    `<line x1="${xOf(TARGET)}" x2="${xOf(TARGET)}" y1="${String(TOP_PX - 8)}" y2="${String(bottom)}" stroke="#1a7f37" stroke-width="2" stroke-dasharray="4 3"/>`,
    ...rates.flatMap(({ name, before, after }, row) => {
      const y = TOP_PX + row * ROW_PX;
      return [
        `<text x="${String(LEFT_PX - 12)}" y="${String(y + 22)}" text-anchor="end" fill="#1f2328">${labelOf(name)}</text>`,
        bar(before, y + 2, '#9aa4af'),
        bar(after, y + 19, '#0969da'),
      ];
    }),
    legend(16, height - 18, '#9aa4af', 'before'),
    legend(90, height - 18, '#0969da', 'now'),
    `<text x="160" y="${String(height - 8)}" fill="#59636e">The dashed line is the target, 0.1 %.</text>`,
    '</svg>\n',
  ].join('\n');
}

function legend(x: number, y: number, color: string, text: string): string {
  const box = `<rect x="${String(x)}" y="${String(y)}" width="11" height="11" fill="${color}"/>`;
  return `${box}<text x="${String(x + 17)}" y="${String(y + 10)}" fill="#59636e">${text}</text>`;
}

function bar(rate: number, y: number, color: string): string {
  const end = Number(xOf(rate));
  const rect = `<rect x="${String(LEFT_PX)}" y="${String(y)}" width="${(end - LEFT_PX).toFixed(1)}" height="15" fill="${color}"/>`;
  return `${rect}<text x="${(end + 5).toFixed(1)}" y="${String(y + 12)}" font-size="11" fill="#1f2328">${percent(rate)}</text>`;
}

function xOf(rate: number): string {
  const power = Math.log10(Math.max(rate, 10 ** -DECADES)) + DECADES;
  return (LEFT_PX + (PLOT_PX * power) / DECADES).toFixed(1);
}

function percent(share: number): string {
  const value = share * 100;
  return `${String(Number(value.toPrecision(2)))} %`;
}

/** "east_asian, f" → "East Asian women" */
function labelOf(name: string): string {
  const [group = '', sex] = name.split(', ');
  const words = group
    .split('_')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
  if (sex === undefined) return words;
  return `${words} ${sex === 'f' ? 'women' : 'men'}`;
}
