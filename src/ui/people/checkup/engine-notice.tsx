/** @file Why there is no check-up yet: the model is loading, cannot be loaded, or the comparison is under way. */
import { modelFaultText } from '../../shared/model-fault.ts';
import { Notice } from '../../shared/notice.tsx';
import type { DoctorState } from '../use-diagnosis.ts';

export interface EngineNoticeProps {
  readonly doctor: DoctorState;
  onRestart(): void;
}

export function EngineNotice({ doctor: { engine, share }, onRestart }: EngineNoticeProps) {
  if (engine?.state === 'failed' && engine.fault !== undefined) {
    return (
      <Notice {...modelFaultText(engine.fault.code, engine.modelId)} testId="checkup-fault">
        <button class="button" type="button" onClick={onRestart}>
          Try again
        </button>
      </Notice>
    );
  }
  return (
    <div class="card checkup-waiting" role="status">
      <p class="hint">{share !== undefined && share > 0 ? 'Comparing the pictures…' : 'Getting ready…'}</p>
      <progress {...(share !== undefined && share > 0 ? { value: share } : {})} aria-label="Check-up" />
    </div>
  );
}
