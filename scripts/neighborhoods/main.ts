/**
 * @file Makes the neighborhoods of a model card from pictures of many people:
 * `node --import tsx scripts/neighborhoods/main.ts CSV DIR CARD.json`. CSV and DIR are those of `npm run eval -- --groups`; of the list
 * only person and file are read. The extension has to be built. The card's other fields stay as they are: measure and update
 * thresholds and impostors afterwards.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openProduct } from '../browser/product.ts';
import { chooseFace } from '../eval/choose-face.ts';
import { parseGroups } from '../eval/groups-file.ts';
import { createProgress } from '../eval/progress.ts';
import { clusterPeople } from './cluster-people.ts';
import { halfText } from './half-text.ts';

/** Found with `npm run eval -- --groups`, one half of the people held out: docs/accuracy.md, "Equal chances". */
const CLUSTERS = 64;
const FEWEST_PEOPLE = 8;
const SHARPNESS = 14;
const SHARE = 0.8;
const SEED = 20;

const [csv, folder, cardFile] = process.argv.slice(2);
if (csv === undefined || folder === undefined || cardFile === undefined) {
  console.error('Usage: node --import tsx scripts/neighborhoods/main.ts CSV DIR CARD.json');
  process.exitCode = 1;
} else {
  await fit(csv, folder, cardFile);
}

async function fit(csv: string, folder: string, cardFile: string): Promise<void> {
  const card = JSON.parse(await readFile(cardFile, 'utf8')) as {
    id: string;
    output: { dimension: number };
    neighborhoods?: object;
  };
  const { pictures } = parseGroups(await readFile(csv, 'utf8'));
  const progress = createProgress(
    (text) => process.stderr.write(text),
    () => performance.now(),
  );
  // A center of zeros takes nothing away.
  const nothing = { ...card.neighborhoods, centers: halfText([new Float32Array(card.output.dimension)]) };
  const product = await openProduct({ modelId: card.id, variant: { neighborhoods: nothing } });
  const embeddings = new Map<string, Float32Array[]>();
  try {
    for (const [index, { person, file }] of pictures.entries()) {
      progress.step(index, pictures.length, file);
      const face = chooseFace(await product.see(path.resolve(folder, file)), 'middle');
      if (face !== undefined) embeddings.set(person, [...(embeddings.get(person) ?? []), face.embedding]);
    }
  } finally {
    await product.close();
  }
  const { centers, people, fewestPeople } = clusterPeople(embeddings, {
    clusters: CLUSTERS,
    fewestPeople: FEWEST_PEOPLE,
    random: seeded(SEED),
  });
  const neighborhoods = {
    ...card.neighborhoods,
    centers: halfText(centers),
    sharpness: SHARPNESS,
    share: SHARE,
    people,
    fewestPeople,
  };
  await writeFile(cardFile, `${JSON.stringify({ ...card, neighborhoods }, null, 2)}\n`);
  console.log(
    `${String(centers.length)} centers of ${String(people)} people, at least ${String(fewestPeople)} each.`,
  );
}

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
