/** @file What the bench tells: what was promised, tables, the plot, and the document between its markers. */
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { BEGIN, END, fillDocument } from '../../../../scripts/bench/result/document.ts';
import { judge } from '../../../../scripts/bench/result/judge.ts';
import { drawPlot } from '../../../../scripts/bench/result/plot.ts';
import { terminalText } from '../../../../scripts/bench/result/terminal.ts';
import { RESULT } from './sample-result.ts';

describe('judge', () => {
  test('marks what is missed, with the figure', () => {
    const missed = judge(RESULT).filter(({ isMet }) => !isMet);
    expect(missed).toEqual([
      { what: '5 faces, one frame: human by Nametag', target: '≥ 5×', figure: '4.5×', isMet: false },
    ]);
  });

  test('takes a target that is just reached', () => {
    const met = judge(RESULT).filter(({ isMet }) => isMet);
    expect(met.map(({ figure }) => figure)).toEqual(
      expect.arrayContaining(['3×', '5 faces', '20×', '1.5×', '250 ms', '1.07×', '10 %']),
    );
  });

  test('says nothing of what was not measured, and that a name never came where none did', () => {
    const { peers, machine, steady } = RESULT;
    expect(judge({ peers, machine })).toEqual([]);
    if (steady === undefined) throw new Error('The sample has it.');
    const nobody = { p50: null, p95: null, appearances: 0, unnamed: 0 };
    const faces1 = { ...steady.faces1, nameLatencyMs: nobody };
    const latency = judge({ peers, machine, steady: { ...steady, faces1 } }).find(({ what }) =>
      what.includes('first frame to name'),
    );
    expect(latency).toMatchObject({ figure: 'not measured', isMet: false });
  });
});

describe('the terminal', () => {
  test('tells first what was promised', () => {
    const [first = '', ...others] = terminalText(RESULT).split('\n');
    expect(first).toMatch(/^✓ 5 faces, one frame: face-api tiny by Nametag +3× {2}\(≥ 3×\)$/);
    expect(others.join('\n')).toContain('tfjs-backend-wasm-threaded-simd.wasm');
  });
});

describe('the document', () => {
  const document = `# Title\n\nWords.\n\n${BEGIN}\n\nold\n\n${END}\n\nMore words.\n`;

  test('keeps its words, and gets its tables anew each time', () => {
    const once = fillDocument(document, RESULT);
    expect(once).toContain('# Title\n\nWords.');
    expect(once).toContain('More words.');
    expect(once).not.toContain('old');
    expect(once).toContain('Made by `npm run bench -- --docs` on 2026-01-02');
    expect(once).toMatch(/\| 5 faces, one frame: human by Nametag +\| ≥ 5× +\| 4\.5× +\| ✗ +\|/);
    expect(once).toContain('Not waited for: the study of 10000.');
    expect(fillDocument(once, RESULT)).toBe(once);
  });

  test('is refused without its markers', () => {
    expect(() => fillDocument('# Title', RESULT)).toThrow('once each');
    expect(() => fillDocument(document + document, RESULT)).toThrow('once each');
  });
});

describe('the plot', () => {
  const svg = drawPlot(RESULT) ?? '';
  const bars = [...parseHTML(svg).document.querySelectorAll('rect')].map((bar) => ({
    kind: bar.getAttribute('class'),
    width: Number(bar.getAttribute('width')),
  }));

  test('has a bar for each system and number of faces', () => {
    expect(bars).toHaveLength(18);
    expect(bars.filter(({ kind }) => kind === 'own')).toHaveLength(3);
  });

  test('is a scale on which equal ratios are equally far', () => {
    const [own, , , tiny, ssd] = bars.map(({ width }) => width);
    const perDoubling = ((tiny ?? 0) - (own ?? 0)) / Math.log2(3);
    expect(perDoubling).toBeGreaterThan(0);
    expect(((ssd ?? 0) - (own ?? 0)) / Math.log2(5)).toBeCloseTo(perDoubling, 0);
  });

  test('stays inside its frame, and follows the scheme of whoever reads', () => {
    expect(Math.max(...bars.map(({ width }) => width))).toBeLessThan(820 - 178);
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  test('is not drawn of a run without single frames', () => {
    const { peers, machine } = RESULT;
    expect(drawPlot({ peers, machine })).toBeUndefined();
  });
});
