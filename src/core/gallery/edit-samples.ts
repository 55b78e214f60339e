/** @file Taking samples from anchors and giving them to others. */
import { MAX_SAMPLES_PER_ANCHOR, type Anchor, type Sample } from './anchor.ts';
import { chooseSamples } from './choose-samples.ts';

/** The oldest go first where there are too many. */
export function withSamples(anchor: Anchor, added: readonly Sample[]): Anchor {
  if (added.length === 0) return anchor;
  return { ...anchor, samples: [...anchor.samples, ...added].slice(-MAX_SAMPLES_PER_ANCHOR) };
}

export function withoutSamples(anchor: Anchor, sampleIds: readonly string[]): Anchor {
  return { ...anchor, samples: anchor.samples.filter(({ id }) => !sampleIds.includes(id)) };
}

/** With samples of other anchors, oldest first. Where there are too many, those that teach most stay, whosever they were. */
export function joinSamples(anchor: Anchor, others: readonly Sample[]): Anchor {
  const all = [...anchor.samples, ...others].toSorted((a, b) => a.enrolledAtMs - b.enrolledAtMs);
  return { ...anchor, samples: bestOf(all, MAX_SAMPLES_PER_ANCHOR) };
}

/** Good ones and unlike each other, as the network sees them that embedded most; in the order given. */
function bestOf(samples: readonly Sample[], most: number): readonly Sample[] {
  if (samples.length <= most) return samples;
  const modelId = modelOfMost(samples);
  const candidates = samples.flatMap((sample) => {
    const embedding = sample.embeddings[modelId];
    return embedding === undefined ? [] : [{ sample, embedding, quality: sample.quality }];
  });
  const chosen = chooseSamples(candidates, most).map(({ sample }) => sample);
  const others = samples
    .filter((sample) => !chosen.includes(sample))
    .toSorted((a, b) => b.quality - a.quality)
    .slice(0, most - chosen.length);
  return samples.filter((sample) => chosen.includes(sample) || others.includes(sample));
}

function modelOfMost(samples: readonly Sample[]): string {
  const counts = new Map<string, number>();
  for (const { embeddings } of samples) {
    for (const modelId of Object.keys(embeddings)) counts.set(modelId, (counts.get(modelId) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? '';
}

/** Without what one network said of it. */
export function forgetEmbedding<Face extends Pick<Sample, 'embeddings'>>(face: Face, modelId: string): Face {
  if (!Object.hasOwn(face.embeddings, modelId)) return face;
  const embeddings = Object.fromEntries(Object.entries(face.embeddings).filter(([id]) => id !== modelId));
  return { ...face, embeddings };
}

/** Without what these networks said of it, if `replacedBy` has embedded it: no face is left without any embedding. */
export function forgetReplaced<Face extends Pick<Sample, 'embeddings'>>(
  face: Face,
  modelIds: readonly string[],
  replacedBy: string,
): Face {
  if (!Object.hasOwn(face.embeddings, replacedBy)) return face;
  return modelIds.filter((id) => id !== replacedBy).reduce((rest, id) => forgetEmbedding(rest, id), face);
}
