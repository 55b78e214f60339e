/** @file What came of it: that it is noted, what the recognizer had in mind, and the way back. */
import { COVERED_TEXT, UNDONE_TEXT, WAITING_TEXT, notedText } from './correction-words.ts';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import type { CorrectionGrounds, FaceCorrection } from './correction-state.ts';

export interface CorrectionNoteProps {
  readonly correction: FaceCorrection;
  onUndo(correctionId: string): void;
  onClose(): void;
}

export function CorrectionNote({ correction, onUndo, onClose }: CorrectionNoteProps) {
  const { phase, wish, before } = correction;
  if (phase.kind === 'refused') return <FaultNotice code={phase.fault.code} />;
  const grounds = phase.kind === 'noted' ? phase.grounds : undefined;
  return (
    <div class="enrollment correction-note" role="status" data-testid="correction" data-phase={phase.kind}>
      {grounds?.sampleCropUrl !== undefined && (
        <span class="enrollment-picture">
          <img
            src={grounds.sampleCropUrl}
            alt={`Saved picture of ${before}`}
            data-testid="correction-sample"
          />
        </span>
      )}
      <div class="enrollment-text">
        <p>
          <strong>{headlineOf(correction, wish, before)}</strong>
        </p>
        {phase.kind === 'noted' && phase.isCovered === true && <p class="hint">{COVERED_TEXT}</p>}
        {grounds !== undefined && <p class="hint">{groundsText(grounds, before)}</p>}
      </div>
      {phase.kind === 'noted' && (
        <button
          class="button"
          type="button"
          data-testid="correction-undo"
          onClick={() => {
            onUndo(phase.correctionId);
          }}
        >
          Undo
        </button>
      )}
      {phase.kind !== 'waiting' && (
        <button class="icon-button" type="button" aria-label="Close this message" onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

function headlineOf({ phase }: FaceCorrection, wish: FaceCorrection['wish'], before: string): string {
  if (phase.kind === 'waiting') return WAITING_TEXT;
  return phase.kind === 'undone' ? UNDONE_TEXT : notedText(wish, before);
}

function groundsText({ sampleCropUrl, runnerUpName }: CorrectionGrounds, before: string): string {
  const without = `Without ${before}: ${runnerUpName ?? 'nobody'}.`;
  return sampleCropUrl === undefined ? without : `It was taken for this saved picture. ${without}`;
}
