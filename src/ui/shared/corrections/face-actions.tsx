/** @file What can be said of a face that has a name, certain or not. */
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface FaceActionsProps {
  readonly name: string;
  onConfirm(): void;
  onNot(): void;
  onOtherName(): void;
  onRename(): void;
  onNever(): void;
  onCancel(): void;
}

export function FaceActions(props: FaceActionsProps) {
  const { name, onConfirm, onNot, onOtherName, onRename, onNever, onCancel } = props;
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    first.current?.focus({ preventScroll: true });
    first.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div
      class="face-actions"
      role="group"
      aria-label={`Is this ${name}?`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Unhandled, Escape would close the whole popup.
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <button ref={first} class="button" type="button" data-testid="face-confirm" onClick={onConfirm}>
        <span class="cut">Yes, it is {name}</span>
      </button>
      <button class="button" type="button" data-testid="face-not" onClick={onNot}>
        <span class="cut">Not {name}</span>
      </button>
      <button class="button is-quiet" type="button" data-testid="face-other-name" onClick={onOtherName}>
        Someone else…
      </button>
      <button class="button is-quiet" type="button" data-testid="face-rename" onClick={onRename}>
        <span class="cut">Rename {name}…</span>
      </button>
      <button class="button is-quiet" type="button" data-testid="face-never" onClick={onNever}>
        Never name
      </button>
    </div>
  );
}
