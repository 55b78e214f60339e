/** @file How networks want their pictures: the usual orders of channels and scales, of which a file says nothing. Pure. */
import type { EmbedderCard } from '../model-card.ts';

export interface InputChoice {
  readonly colorOrder: EmbedderCard['input']['colorOrder'];
  readonly preprocessing: EmbedderCard['preprocessing'];
}

/** `words` as a person may find it in a network's description. */
interface Scaling {
  readonly words: string;
  /** Means in the order red, green, blue. */
  readonly preprocessing: EmbedderCard['preprocessing'];
}

type Three = [number, number, number];

/**
 * `(x - 127.5) / 127.5` is not among them: it differs from `/ 128` by 0.4 %, which no number of faces tells apart.
 * ImageNet's three deviations (0.229, 0.224, 0.225 of 255) differ by 2 % from their mean, which serves for all.
 */
const SCALINGS: readonly Scaling[] = [
  { words: '(x − 127.5) / 128', preprocessing: scaled([127.5, 127.5, 127.5], 0.0078125) },
  {
    words: 'ImageNet’s mean and deviation',
    preprocessing: scaled([123.675, 116.28, 103.53], 1 / (0.226 * 255)),
  },
  { words: '0 to 1', preprocessing: scaled([0, 0, 0], 1 / 255) },
  { words: 'prewhitening', preprocessing: { kind: 'prewhitening' } },
  { words: '0 to 255', preprocessing: scaled([0, 0, 0], 1) },
];

/** Every scale in the card's own order of channels, its own scale first. */
export function inputChoices({ input: { colorOrder }, preprocessing }: EmbedderCard): InputChoice[] {
  const own: InputChoice = { colorOrder, preprocessing };
  const all = SCALINGS.map((scaling): InputChoice => ({
    colorOrder,
    preprocessing: inOrder(scaling.preprocessing, colorOrder),
  }));
  return [own, ...all.filter((one) => !isSame(one, own))];
}

/** The same scale with red and blue exchanged. */
export function inOtherOrder({ colorOrder, preprocessing }: InputChoice): InputChoice {
  return { colorOrder: colorOrder === 'RGB' ? 'BGR' : 'RGB', preprocessing: inOrder(preprocessing, 'BGR') };
}

export function withInput(card: EmbedderCard, { colorOrder, preprocessing }: InputChoice): EmbedderCard {
  return { ...card, input: { ...card.input, colorOrder }, preprocessing };
}

/** "BGR, (x − 127.5) / 128" */
export function describeInput({ colorOrder, preprocessing }: InputChoice): string {
  const found = SCALINGS.find((scaling) =>
    isSame(
      { colorOrder, preprocessing: inOrder(scaling.preprocessing, colorOrder) },
      { colorOrder, preprocessing },
    ),
  );
  return `${colorOrder}, ${found?.words ?? preprocessing.kind}`;
}

function scaled(mean: Three, scale: number): EmbedderCard['preprocessing'] {
  return { kind: 'mean-and-scale', mean, scale };
}

/** A card's means are in the order of the network's channels; `preprocessing` has them as red, green, blue. */
function inOrder(
  preprocessing: EmbedderCard['preprocessing'],
  colorOrder: InputChoice['colorOrder'],
): EmbedderCard['preprocessing'] {
  if (preprocessing.kind === 'prewhitening' || colorOrder === 'RGB') return preprocessing;
  const [red, green, blue] = preprocessing.mean;
  return { ...preprocessing, mean: [blue, green, red] };
}

function isSame(one: InputChoice, other: InputChoice): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain({ colorOrder, preprocessing }: InputChoice): unknown[] {
  return preprocessing.kind === 'prewhitening'
    ? [colorOrder, preprocessing.kind]
    : [colorOrder, preprocessing.mean, preprocessing.scale];
}
