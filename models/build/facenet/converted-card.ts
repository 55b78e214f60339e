/**
 * @file The card of a converted network: the committed template says what is always true, the conversion adds its bytes.
 */
import * as v from 'valibot';
import { parseEmbedderCard, type EmbedderCard } from '../../../src/recognition/model-card.ts';
import type { FileRecord } from '../atomic-file.ts';

/** The template in `models/`: a card without `file`, `bytes` and `sha256`, whose origin has an address only. */
const templateSchema = v.looseObject({
  id: v.string(),
  origin: v.strictObject({
    kind: v.literal('weights-file'),
    url: v.pipe(v.string(), v.startsWith('https://')),
  }),
});

export type CardTemplate = v.InferOutput<typeof templateSchema>;

/** Checks a template as far as the conversion needs it; the rest is checked with the finished card. */
export function parseCardTemplate(value: unknown): CardTemplate {
  return v.parse(templateSchema, value);
}

/**
 * Completes a template.
 * @param file name of the model file beside the card.
 * @param weights the file or folder that the network was made from.
 * @throws {ModelCardError} when the result is not a valid card.
 */
export function completeCard(
  template: CardTemplate,
  file: string,
  model: FileRecord,
  weights: FileRecord & { readonly name: string },
): EmbedderCard {
  const { name, bytes, sha256 } = weights;
  return parseEmbedderCard({
    ...template,
    file,
    bytes: model.bytes,
    sha256: model.sha256,
    origin: { ...template.origin, file: name, bytes, sha256 },
  });
}
