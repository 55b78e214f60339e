/** @file The field in which a face gets its name: Enter saves, Escape leaves, arrows choose somebody who is saved already. */
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { cleanName, isSameName, MAX_NAME_LENGTH, type Anchor } from '../../../core/gallery/anchor.ts';
import { suggestAnchors } from '../anchors/name-search.ts';
import { Portrait } from '../anchors/portrait.tsx';
import { FaultNotice } from '../notice.tsx';

export interface NameFormProps {
  readonly initialName: string;
  /** A name that may come while the field is open: what stands on the tile of a call. */
  readonly suggestedName?: string | undefined;
  readonly anchors: readonly Anchor[];
  /** `anchorId` only when a saved person was chosen from the suggestions. */
  onSave(name: string, anchorId: string | undefined): void;
  onCancel(): void;
}

export function NameForm({ initialName, suggestedName, anchors, onSave, onCancel }: NameFormProps) {
  const [typed, setTyped] = useState(initialName);
  const [active, setActive] = useState(-1);
  const [fromTile, setFromTile] = useState<string>();
  const [isEmptyRefused, setIsEmptyRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const isTouched = useRef(initialName !== '');
  const [listId, hintId] = [useId(), useId()];
  // Whoever has the field open gets the status twice a second, and has ten thousand names to suggest from.
  const suggestions = useMemo(() => suggestAnchors(anchors, typed), [anchors, typed]);
  const chosen = suggestions[active];
  const hint = useMemo(() => hintFor(typed, chosen, anchors), [typed, chosen, anchors]);

  // As the field appears, not a moment later: by then a letter may have been typed, and the next one would replace it.
  useLayoutEffect(() => {
    input.current?.select();
    input.current?.form?.scrollIntoView({ block: 'nearest' });
  }, []);

  // Whoever has begun to type, or to choose, knows better.
  useLayoutEffect(() => {
    if (suggestedName === undefined || isTouched.current) return;
    setTyped(suggestedName);
    setFromTile(suggestedName);
    setActive(
      suggestAnchors(anchors, suggestedName).findIndex(({ name }) => isSameName(name, suggestedName)),
    );
  }, [suggestedName]);
  useLayoutEffect(() => {
    if (fromTile !== undefined) input.current?.select();
  }, [fromTile]);

  useEffect(() => {
    // Only as many suggestions as fit into one line are in sight.
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const save = (): void => {
    const name = cleanName(typed);
    if (chosen !== undefined) onSave(chosen.name, chosen.id);
    else if (name === '') setIsEmptyRefused(true);
    else onSave(name, undefined);
  };

  const handleKey = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') {
      // Unhandled, Escape would close the whole popup.
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      isTouched.current = true;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(wrap(active + step, suggestions.length));
    }
  };

  return (
    <form
      class="name-form"
      onKeyDown={handleKey}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div class="name-form-line">
        <input
          ref={input}
          class="text-field"
          data-testid="name-input"
          role="combobox"
          aria-label="Name of this face"
          aria-autocomplete="list"
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
          aria-invalid={isEmptyRefused}
          aria-describedby={hintId}
          placeholder="Who is this?"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => {
            isTouched.current = true;
            setTyped(event.currentTarget.value);
            setActive(-1);
            setIsEmptyRefused(false);
          }}
        />
        <button class="button is-primary" type="submit" data-testid="name-save">
          Save
        </button>
      </div>
      {anchors.length > 0 && (
        <ul ref={list} class="chips" role="listbox" id={listId} aria-label="Saved people">
          {suggestions.map((anchor, index) => (
            <li
              key={anchor.id}
              id={`${listId}-${anchor.id}`}
              role="option"
              class="chip"
              aria-selected={index === active}
              data-testid="name-suggestion"
              data-name={anchor.name}
              // The field keeps the focus.
              onPointerDown={(event) => {
                event.preventDefault();
              }}
              onClick={() => {
                onSave(anchor.name, anchor.id);
              }}
            >
              <Portrait anchor={anchor} />
              <span>{anchor.name}</span>
            </li>
          ))}
        </ul>
      )}
      {isEmptyRefused ? (
        <FaultNotice code="name-empty" />
      ) : (
        <p class="hint" id={hintId} aria-live="polite">
          {typed === fromTile ? 'Name on the tile. ' : ''}
          {hint}
        </p>
      )}
    </form>
  );
}

function hintFor(typed: string, chosen: Anchor | undefined, anchors: readonly Anchor[]): string {
  const name = chosen?.name ?? cleanName(typed);
  if (Array.from(typed.trim()).length > MAX_NAME_LENGTH) {
    return `Names are kept to ${String(MAX_NAME_LENGTH)} characters.`;
  }
  if (anchors.some((anchor) => isSameName(anchor.name, name)))
    return 'Already saved: this adds more pictures.';
  return 'Enter saves, Esc cancels.';
}

/** -1 is the field itself, then the suggestions, and round again. */
function wrap(index: number, length: number): number {
  if (index < -1) return length - 1;
  return index >= length ? -1 : index;
}
