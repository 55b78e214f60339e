/** @file The name field when a name comes from the tile of a call: a default, and nothing that stands in anybody's way. */
import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Anchor } from '../../../src/core/gallery/anchor.ts';
import { NameForm } from '../../../src/ui/shared/faces/name-form.tsx';

const jane: Anchor = { id: 'j', name: 'Jane Doe', createdAtMs: 0, isNeverNamed: false, samples: [] };
const janet: Anchor = { ...jane, id: 'jt', name: 'Jane Doeson', createdAtMs: 9 };

let page: Document;
let selections: number;
let saved: unknown[][];

beforeEach(() => {
  const { document, window } = parseHTML('<!doctype html><html><body></body></html>');
  page = document;
  [selections, saved] = [0, []];
  vi.stubGlobal('document', document);
  // What the tests' document does not know.
  const elements = window as unknown as Record<'HTMLInputElement' | 'HTMLElement', { prototype: object }>;
  Object.assign(elements.HTMLInputElement.prototype, {
    select: () => {
      selections += 1;
    },
  });
  Object.assign(elements.HTMLElement.prototype, { scrollIntoView: () => undefined });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function show(
  suggestedName?: string,
  anchors: readonly Anchor[] = [],
  initialName = '',
): Promise<void> {
  await act(() => {
    render(
      <NameForm
        initialName={initialName}
        suggestedName={suggestedName}
        anchors={anchors}
        onSave={(...as) => saved.push(as)}
        onCancel={() => undefined}
      />,
      page.body,
    );
  });
}

function field(): HTMLInputElement {
  const input = page.querySelector('input');
  if (input === null) throw new Error('There is no name field.');
  return input;
}

async function happen(target: EventTarget, type: string, values: object = {}): Promise<void> {
  await act(() => {
    target.dispatchEvent(
      Object.assign(
        new (page.defaultView as unknown as { Event: typeof Event }).Event(type, {
          bubbles: true,
          cancelable: true,
        }),
        values,
      ),
    );
  });
}

async function type(text: string): Promise<void> {
  field().value = text;
  await happen(field(), 'input');
}

const hint = () => page.querySelector('.hint')?.textContent.trim();
const form = () => page.querySelector('form') ?? page;
const save = () => happen(form(), 'submit');

test('it becomes the default, selected, and says where it is from', async () => {
  await show();
  expect([field().value, selections, hint()]).toEqual(['', 1, 'Enter saves, Esc cancels.']);
  await show('Jane Doe');
  expect([field().value, selections, hint()]).toEqual([
    'Jane Doe',
    2,
    'Name on the tile. Enter saves, Esc cancels.',
  ]);
  await save();
  expect(saved).toEqual([['Jane Doe', undefined]]);
});

test('what was typed stays, also when it was deleted again', async () => {
  await show();
  await type('An');
  await show('Jane Doe');
  expect([field().value, selections, hint()]).toEqual(['An', 1, 'Enter saves, Esc cancels.']);
  await show();
  await type('');
  await show('Jane Doe');
  expect(field().value).toBe('');
});

test('a person who was chosen with the arrow keys stays chosen', async () => {
  await show(undefined, [jane, janet]);
  await happen(form(), 'keydown', { key: 'ArrowDown' });
  await show('Ben', [jane, janet]);
  await save();
  expect(saved).toEqual([['Jane Doeson', 'jt']]);
});

test('a name that the face already has stays', async () => {
  await show(undefined, [], 'Ann');
  await show('Jane Doe', [], 'Ann');
  expect(field().value).toBe('Ann');
});

test('somebody who is saved under this name is proposed', async () => {
  await show(undefined, [janet, jane]);
  await show('jane doe', [janet, jane]);
  expect(hint()).toBe('Name on the tile. Already saved: this adds more pictures.');
  await save();
  expect(saved).toEqual([['Jane Doe', 'j']]);
});

test('typing over it leaves nothing of it', async () => {
  await show('Jane Doe');
  await type('A');
  expect(hint()).toBe('Enter saves, Esc cancels.');
  await save();
  expect(saved).toEqual([['A', undefined]]);
});
