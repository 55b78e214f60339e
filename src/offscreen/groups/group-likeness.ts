/** @file What the gallery says of a group: somebody saved has this face, or somebody saved resembles it. */
import type { Group } from '../../core/grouping/group.ts';
import { euclideanDistance } from '../../core/embedding/embedding.ts';
import { toMetricSpace } from '../../core/embedding/metric.ts';
import { NO_EVIDENCE, rejudge } from '../../core/matching/evidence.ts';
import { matchLooks, type Match } from '../../core/matching/match-looks.ts';
import { UNKNOWN } from '../../core/matching/verdict.ts';
import type { View } from '../knowledge.ts';

export type Likeness =
  | { readonly kind: 'named' }
  | { readonly kind: 'resembles'; readonly anchorId: string; readonly name: string }
  | { readonly kind: 'stranger' };

const STRANGER: Likeness = { kind: 'stranger' };

/** Times the limit of a name: near enough that a person should have a look, seldom reached by strangers (1.01 at least). */
const RESEMBLING = 1.05;

/** Judged once a gallery and group. */
export class LikenessJudge {
  readonly #known = new WeakMap<
    Group['looks'],
    { readonly view: View['gallery']; readonly likeness: Likeness }
  >();

  likenessOf({ looks }: Group, { gallery, limits }: View): Likeness {
    const known = this.#known.get(looks);
    if (known?.view === gallery) return known.likeness;
    const likeness = judge(looks, { gallery, limits });
    this.#known.set(looks, { view: gallery, likeness });
    return likeness;
  }
}

function judge(all: Group['looks'], { gallery, limits }: View): Likeness {
  const looks = all.filter(({ modelId }) => modelId === gallery.modelId);
  const match = matchLooks(looks, gallery);
  if (match === undefined) return STRANGER;
  const { entry, distance } = match;
  const { verdict } = rejudge({ ...NO_EVIDENCE, looks, verdict: UNKNOWN }, gallery, limits);
  const isNever = entry.isNeverNamed && distance <= limits.enterMaxDistance;
  if (verdict.kind === 'named' || isNever) return { kind: 'named' };
  if (distance > limits.enterMaxDistance * RESEMBLING || entry.isNeverNamed) return STRANGER;
  if (isRejected(looks, match, gallery.metric)) return STRANGER;
  return { kind: 'resembles', anchorId: entry.anchorId, name: entry.name };
}

/** The person has said of such a face that it is not this anchor. */
function isRejected(
  looks: Group['looks'],
  { entry, distance }: Match,
  metric: View['gallery']['metric'],
): boolean {
  return looks.some(({ embedding }) => {
    const probe = toMetricSpace(embedding, metric);
    return entry.rejected.some((rejected) => euclideanDistance(probe, rejected) <= distance);
  });
}
