/** @file The questions before a face is saved: what they say, which buttons they have, and where the keyboard is. */
import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EnrollQuestion } from '../../../src/ui/shared/faces/enroll-question.tsx';
import type { AskingStep } from '../../../src/ui/shared/panel/enroll-step.ts';

let page: Document;
let focused: Element[];
let answers: string[];

beforeEach(() => {
  const { document, window } = parseHTML('<!doctype html><html><body></body></html>');
  page = document;
  [focused, answers] = [[], []];
  vi.stubGlobal('document', document);
  vi.stubGlobal('HTMLInputElement', window.HTMLInputElement);
  // What the tests' document does not know.
  Object.assign((window as unknown as { HTMLElement: { prototype: object } }).HTMLElement.prototype, {
    scrollIntoView: () => undefined,
    focus(this: Element) {
      focused.push(this);
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function show(step: AskingStep): Promise<HTMLButtonElement[]> {
  await act(() => {
    render(
      <EnrollQuestion
        step={step}
        name="Anna"
        crop={undefined}
        anchors={[]}
        onAnswer={(choice) => answers.push(choice)}
        onCancel={() => answers.push('cancel')}
      />,
      page.body,
    );
  });
  return [...page.querySelectorAll('button')];
}

const ABOUT_MIRA = { kind: 'asking', anchorId: 'm', name: 'Mira' } as const;

test.for([
  [
    { kind: 'asking', doubt: 'covered' },
    'Something covers this face, such as a mask or a hand. A photo without it makes names more certain.',
    ['Save anyway', 'Cancel'],
    ['typed', 'cancel'],
  ],
  [
    { ...ABOUT_MIRA, doubt: 'known' },
    'This looks like Mira, who is saved already.',
    ['Add to Mira', 'No, this is Anna', 'Cancel'],
    ['theirs', 'typed', 'cancel'],
  ],
  [
    { ...ABOUT_MIRA, doubt: 'unlike', apartName: 'Mira 2' },
    'Mira’s pictures do not look like this face.',
    ['Save as “Mira 2”', 'Add to Mira anyway', 'Cancel'],
    ['apart', 'typed', 'cancel'],
  ],
] as const)('$0.doubt', async ([step, text, labels, choices]) => {
  const buttons = await show(step);
  expect(page.querySelector('[data-testid="enroll-question"]')?.textContent).toBe(text);
  expect(buttons.map(({ textContent }) => textContent)).toEqual(labels);
  expect(focused).toEqual([buttons[0]]);
  for (const button of buttons) button.click();
  expect(answers).toEqual(choices);
});
