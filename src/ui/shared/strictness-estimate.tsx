/** @file Below the strictness slider: how often a stranger would get a name, what that rests on, and who looks alike. */
import type { StrictnessEstimate as Estimate } from '../../protocol/strictness-messages.ts';
import { countOf } from './plural.ts';
import { describeChance, describeGrounds, describeOdds, estimateAt } from './strictness-words.ts';

export interface EstimateProps {
  readonly estimate: Estimate | undefined;
}

/** The two ends of the slider. For the eye: whoever hears the slider hears each position's own estimate. */
export function StrictnessEnds({ estimate }: EstimateProps) {
  return (
    <div class="slider-ends hint" aria-hidden="true">
      <span>
        almost never wrong
        <EndOdds estimate={estimate} strictness={0} />
      </span>
      <span>
        names more people
        <EndOdds estimate={estimate} strictness={1} />
      </span>
    </div>
  );
}

function EndOdds({ estimate, strictness }: EstimateProps & { readonly strictness: number }) {
  const at = isTelling(estimate) ? estimateAt(estimate, strictness) : undefined;
  return at === undefined ? null : <span class="slider-odds">{describeOdds(at)}</span>;
}

export function StrictnessEstimate({
  estimate,
  strictness,
}: EstimateProps & { readonly strictness: number }) {
  const at = isTelling(estimate) ? estimateAt(estimate, strictness) : undefined;
  if (estimate === undefined || at === undefined) return null;
  const more = estimate.lookAlikePairs - estimate.lookAlikes.length;
  return (
    <div class="strictness-estimate">
      <p class="strictness-claim" data-testid="strictness-estimate">
        {describeChance(at)}
      </p>
      <p class="hint" data-testid="strictness-grounds">
        {describeGrounds(estimate)}
        {estimate.isStricter && ' With these people, a name needs more likeness than usual.'}
      </p>
      {estimate.lookAlikes.length > 0 && (
        <ul class="hint look-alikes" data-testid="look-alikes">
          {estimate.lookAlikes.map(({ one, other }) => (
            <li key={`${one}/${other}`}>
              <strong>{one}</strong> and <strong>{other}</strong> are hard to tell apart: both need to be
              surer.
            </li>
          ))}
          {more > 0 && <li>So do {countOf(more, 'more pair')}.</li>}
        </ul>
      )}
    </div>
  );
}

/** With nobody saved, nobody can get a name. */
function isTelling(estimate: Estimate | undefined): estimate is Estimate {
  return estimate !== undefined && estimate.people > 0;
}
