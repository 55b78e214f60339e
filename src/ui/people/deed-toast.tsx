/** @file "2 pictures moved to Max. Undo": a moment to take it back where one is looking. */
import type { DoneDeed } from './use-deeds.ts';
import { useToastTime } from '../shared/use-toast-time.ts';

export interface DeedToastProps {
  readonly done: DoneDeed;
  onUndo(): void;
  onTimeout(): void;
}

export function DeedToast({ done, onUndo, onTimeout }: DeedToastProps) {
  const holders = useToastTime(onTimeout);

  return (
    <div class="toast deed-toast" role="status" data-testid="deed-toast" {...holders}>
      <span class="deed-text">{done.text}.</span>
      <button class="link" type="button" data-testid="deed-undo" onClick={onUndo}>
        Undo
      </button>
    </div>
  );
}
