/** @file "Ann deleted. Undo": a moment to take it back where one is looking. After it, the list still offers the same. */
import { useEffect, useRef } from 'preact/hooks';
import { useToastTime } from '../use-toast-time.ts';

export interface DeletedName {
  readonly anchorId: string;
  readonly name: string;
  readonly takesFocus: boolean;
}

export interface UndoToastProps {
  readonly deleted: DeletedName;
  onUndo(anchorId: string): void;
  onTimeout(): void;
}

export function UndoToast({ deleted, onUndo, onTimeout }: UndoToastProps) {
  const holders = useToastTime(onTimeout);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (deleted.takesFocus) button.current?.focus();
  }, [deleted.takesFocus]);

  return (
    <div class="toast" role="status" {...holders}>
      <span>
        <span class="cut">{deleted.name}</span> deleted.
      </span>
      <button
        ref={button}
        class="link"
        type="button"
        data-testid="undo"
        onClick={() => {
          onUndo(deleted.anchorId);
        }}
      >
        Undo
      </button>
    </div>
  );
}
