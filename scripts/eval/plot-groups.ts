/**
 * @file Draws the false match rates of two results of `npm run eval -- --groups … --json FILE` side by side, on a
 * logarithmic scale: `node --import tsx scripts/eval/plot-groups.ts BEFORE.json AFTER.json OUT.svg`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { drawGroups, type GroupRates } from './groups-plot.ts';

const resultSchema = v.object({
  groups: v.array(
    v.object({
      group: v.string(),
      sex: v.optional(v.string()),
      impostor: v.number(),
      falseMatchRate: v.nullable(v.number()),
    }),
  ),
});

/** Groups with fewer pairs say too little. */
const FEWEST_PAIRS = 1000;

const [before, after, out] = process.argv.slice(2);
if (before === undefined || after === undefined || out === undefined) {
  console.error('Usage: node --import tsx scripts/eval/plot-groups.ts BEFORE.json AFTER.json OUT.svg');
  process.exitCode = 1;
} else {
  const [first, second] = await Promise.all([readRates(before), readRates(after)]);
  const names = [...first.keys()].filter((name) => second.has(name));
  const rates: GroupRates[] = names.map((name) => ({
    name,
    before: first.get(name) ?? 0,
    after: second.get(name) ?? 0,
  }));
  await writeFile(out, drawGroups(rates));
}

async function readRates(file: string): Promise<Map<string, number>> {
  const { groups } = v.parse(resultSchema, JSON.parse(await readFile(file, 'utf8')));
  return new Map(
    groups.flatMap(({ group, sex, impostor, falseMatchRate }) =>
      falseMatchRate === null || impostor < FEWEST_PAIRS
        ? []
        : [[sex === undefined ? group : `${group}, ${sex}`, falseMatchRate] as const],
    ),
  );
}
