/** @file How a network that somebody brought wants its pictures: what is tried, what wins, and when the usual way stays. */
import { describe, expect, test } from 'vitest';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import { draftCard } from '../../../src/recognition/own-model/draft-card.ts';
import {
  describeInput,
  inOtherOrder,
  inputChoices,
  withInput,
} from '../../../src/recognition/own-model/input-choices.ts';
import {
  separationOf,
  settleInput,
  type InputTrial,
  type ViewedFace,
} from '../../../src/recognition/own-model/settle-input.ts';
import { normal, seeded } from '../core/matching/synthetic-people.ts';

const draft = (side: number, layout: 'NCHW' | 'NHWC' = 'NCHW') =>
  draftCard(
    { name: 'net.onnx', bytes: 1, sha256: 'a'.repeat(64) },
    {
      input: { name: 'x', layout, width: side, height: side, isSizeOpen: false },
      output: { name: 'y', dimension: 64 },
    },
  );

/** People in random directions; `noise`: how far two pictures of one lie apart. */
function facesOf(people: number, photos: number, noise: number, name?: string): ViewedFace[] {
  const random = seeded(5);
  const draw = () => Float32Array.from({ length: 64 }, () => normal(random) / 8);
  return Array.from({ length: people }, (_, index) => {
    const face = draw();
    const look = () => {
      const blur = draw();
      const moved = face.map((value, at) => value + noise * (blur[at] ?? 0));
      return moved.map((value) => value / Math.hypot(...moved));
    };
    return Array.from({ length: photos }, () => ({
      name: name ?? `Person ${String(index)}`,
      embedding: look(),
      others: [look()],
    }));
  }).flat();
}

const choices = inputChoices(draft(112)).flatMap((choice) => [choice, inOtherOrder(choice)]);
/** `sharp`: which choice the network was trained with. */
const trialsOf = (sharp: number, people: number, photos: number): [InputTrial, ...InputTrial[]] => {
  const [first, ...others] = choices.map((choice, index) => ({
    choice,
    faces: facesOf(people, photos, index === sharp ? 0.3 : 1),
  }));
  if (first === undefined) throw new Error('there is a usual choice');
  return [first, ...others];
};

describe('inputChoices', () => {
  test.for([
    ['ArcFace’s', draft(112), 'RGB, (x − 127.5) / 128'],
    ['FaceNet’s', draft(160, 'NHWC'), 'RGB, prewhitening'],
  ] as const)('%s own comes first, each other one once', ([, card, usual]) => {
    const words = inputChoices(card).map(describeInput);
    expect(words[0]).toBe(usual);
    expect(new Set(words).size).toBe(5);
    expect(words).toHaveLength(5);
  });

  test('a card keeps what was chosen; the means follow the order of the channels', () => {
    const imagenet = choices.find((one) => describeInput(one) === 'BGR, ImageNet’s mean and deviation');
    if (imagenet === undefined) throw new Error('it is tried');
    const card = { ...withInput(draft(112), imagenet), inputReason: 'because' };
    expect(parseEmbedderCard(structuredClone(card))).toEqual(card);
    expect(card).toMatchObject({
      input: { colorOrder: 'BGR', width: 112 },
      preprocessing: { mean: [103.53, 116.28, 123.675] },
    });
  });
});

test('the order of channels can be exchanged and exchanged back', () => {
  for (const choice of inputChoices(draft(112))) expect(inOtherOrder(inOtherOrder(choice))).toEqual(choice);
});

describe('separationOf', () => {
  test('is larger where pictures of one person lie closer, and nothing of a single person', () => {
    const [near, far] = [separationOf(facesOf(6, 2, 0.3)), separationOf(facesOf(6, 2, 1))];
    expect(near).toBeGreaterThan((far ?? 0) * 1.5);
    expect(separationOf(facesOf(4, 1, 0.3, 'Ann'))).toBeUndefined();
    expect(separationOf([])).toBeUndefined();
  });

  test('a network that says nearly the same of every face tells none apart', () => {
    const alike = facesOf(6, 2, 0.3).map((face) => ({
      ...face,
      embedding: face.embedding.map((value, at) => (at === 0 ? 1 : value / 1000)),
      others: face.others.map((view) => view.map((value, at) => (at === 0 ? 1 : value / 1000))),
    }));
    expect(separationOf(alike)).toBeLessThan(0.1);
  });
});

describe('settleInput', () => {
  test.for(choices.map((choice, index) => [describeInput(choice), index] as const))(
    '%s is found where the network wants it',
    ([words, index]) => {
      const { choice, reason } = settleInput(trialsOf(index, 8, 2));
      expect(choice).toEqual(choices[index]);
      expect(reason).toContain(words);
      expect(reason).toContain('16 saved photos of 8 people');
    },
  );

  test('the usual way stays where there is no difference, and says so', () => {
    const faces = facesOf(8, 2, 0.5);
    const [first, ...others] = choices.map((choice) => ({ choice, faces }));
    if (first === undefined) throw new Error('there is a usual choice');
    const { choice, reason } = settleInput([first, ...others]);
    expect(choice).toEqual(choices[0]);
    expect(reason).toMatch(/^RGB, \(x − 127\.5\) \/ 128, as is usual: no other way/u);
  });

  test.for([
    [3, 8],
    [10, 1],
    [1, 9],
  ] as const)('so it does with %i people of %i photos each', ([people, photos]) => {
    const { choice, reason } = settleInput(trialsOf(5, people, photos));
    expect(choice).toEqual(choices[0]);
    expect(reason).toContain('say too little; two photos of 4 people each would');
  });
});
