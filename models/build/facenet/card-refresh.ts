/**
 * @file Keeps the card of a converted network up to date: what a new version of Nametag knows better about the same network
 * reaches it without another conversion.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseEmbedderCard, type EmbedderCard } from '../../../src/recognition/model-card.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { FACENET_DIMENSIONS } from './architecture.ts';
import { completeCard, parseCardTemplate } from './converted-card.ts';

/**
 * Brings the finished cards in `builtDir` up to the templates in `cardsDir`. A card whose id is not its template's any more
 * describes a network that embeds differently: it is removed, so that no build packs it.
 * @param report receives a line for each card that was removed.
 */
export async function refreshFacenetCards(
  cardsDir: string,
  builtDir: string,
  report: (line: string) => void,
): Promise<void> {
  for (const dimension of FACENET_DIMENSIONS) {
    const name = `facenet-${String(dimension)}.json`;
    const file = path.join(builtDir, name);
    const before = await readFile(file, 'utf8').catch(() => undefined);
    if (before === undefined) continue;
    const template = parseCardTemplate(JSON.parse(await readFile(path.join(cardsDir, name), 'utf8')));
    const built = readCard(before);
    if (built?.id !== template.id || built.origin.kind !== 'weights-file') {
      await rm(file);
      report(`model ${name}: left out, an earlier version made it: npm run models:facenet makes it again`);
      continue;
    }
    const { origin } = built;
    const card = completeCard(template, built.file, built, { ...origin, name: origin.file });
    const after = `${JSON.stringify(card, null, 2)}\n`;
    if (after !== before) await writeFileAtomically(file, after);
  }
}

/** `undefined` for what this version cannot read. */
function readCard(text: string): EmbedderCard | undefined {
  try {
    return parseEmbedderCard(JSON.parse(text));
  } catch {
    return undefined;
  }
}
