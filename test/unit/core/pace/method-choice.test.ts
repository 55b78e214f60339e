/** @file Choosing the cheapest way by trying all of them. */
import { describe, expect, test } from 'vitest';
import { MethodChoice } from '../../../../src/core/pace/method-choice.ts';

type Name = 'safe' | 'quick' | 'slow';

/** Works `times` with what each costs, and says which ways were taken. */
function work(choice: MethodChoice<Name>, costs: Record<Name, number>, times: number): Name[] {
  return Array.from({ length: times }, () => {
    const name = choice.next;
    choice.note(name, costs[name]);
    choice.trust(name);
    return name;
  });
}

const COSTS = { safe: 5, quick: 1, slow: 9 };

describe('a choice between ways', () => {
  test('begins with the safe one, tries all in turns, and stays with the cheapest', () => {
    const choice = new MethodChoice<Name>('safe', ['quick', 'slow']);
    const taken = work(choice, COSTS, 40);
    expect(taken.slice(0, 6)).toEqual(['safe', 'quick', 'slow', 'safe', 'quick', 'slow']);
    expect(taken.slice(20)).toEqual(Array.from({ length: 20 }, () => 'quick'));
  });

  test('what the first time costs does not count', () => {
    const choice = new MethodChoice<Name>('safe', ['quick']);
    let isFirst = true;
    for (let count = 0; count < 20; count++) {
      const name = choice.next;
      choice.note(name, name === 'quick' && isFirst ? 500 : COSTS[name]);
      if (name === 'quick') isFirst = false;
      choice.trust(name);
    }
    expect(choice.next).toBe('quick');
  });

  test('one that is slow while the machine has much to do is chosen by the time when it has not', () => {
    const choice = new MethodChoice<Name>('safe', ['quick']);
    const costs = [30, 17, 17, 1.5];
    for (let count = 0; count < 20; count++) {
      const name = choice.next;
      choice.note(name, name === 'quick' ? (costs.shift() ?? 1.5) : COSTS[name]);
      choice.trust(name);
    }
    expect(choice.next).toBe('quick');
  });

  test('one that was refused is not taken again', () => {
    const choice = new MethodChoice<Name>('safe', ['quick', 'slow']);
    expect(choice.next).toBe('safe');
    choice.note('safe', 5);
    choice.refuse('quick');
    expect(work(choice, COSTS, 20)).not.toContain('quick');
    expect(choice.best).toBe('safe');
  });

  test('one whose pixels nobody has compared is tried, and not chosen', () => {
    const choice = new MethodChoice<Name>('safe', ['quick']);
    for (let count = 0; count < 20; count++) {
      const name = choice.next;
      choice.note(name, COSTS[name]);
    }
    expect(choice.isUnchecked('quick')).toBe(true);
    expect(choice.next).toBe('safe');
    choice.trust('quick');
    expect(choice.isUnchecked('quick')).toBe(false);
    expect(choice.next).toBe('quick');
  });

  test('the safe one is never refused, and is what there is before anything was tried', () => {
    const choice = new MethodChoice<Name>('safe', ['quick']);
    choice.refuse('safe');
    expect(choice.next).toBe('safe');
    expect(choice.best).toBe('safe');
    expect(choice.isUnchecked('safe')).toBe(false);
  });
});
