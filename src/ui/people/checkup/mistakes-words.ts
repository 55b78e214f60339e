/** @file What would become of the saved pictures if they were seen for the first time, in one sentence. */
import type { PersonExpectation } from '../../../core/doctor/expected-mistakes.ts';
import { countOf } from '../../shared/plural.ts';

/** Undefined where nobody can be asked about: that takes two pictures of one person. */
export function describeMistakes(expectations: readonly PersonExpectation[]): string | undefined {
  const asked = sum(expectations, (one) => one.asked);
  if (asked === 0) return undefined;
  const right = sum(expectations, (one) => one.right);
  const unknown = sum(expectations, (one) => one.unknown.length);
  const wrong = sum(expectations, (one) => one.wrong.length);
  if (right === asked) {
    return asked === 1
      ? 'One picture was asked about, and it would get the right name.'
      : `All ${String(asked)} pictures would get the right name.`;
  }
  const others = [
    unknown === 0 ? '' : `${String(unknown)} not at all`,
    wrong === 0 ? 'none wrongly' : `${String(wrong)} wrongly`,
  ];
  return `Of ${countOf(asked, 'picture')}, ${[`${String(right)} would be named right`, ...others]
    .filter((part) => part !== '')
    .join(', ')}.`;
}

function sum(
  expectations: readonly PersonExpectation[],
  amountOf: (one: PersonExpectation) => number,
): number {
  return expectations.reduce((total, one) => total + amountOf(one), 0);
}
