/** @file Enrollments under way and just done, one row each. */
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { Panel } from '../panel/use-panel.ts';
import { EnrollmentRow } from './enrollment-row.tsx';

export interface EnrollmentListProps {
  readonly panel: Panel;
  readonly anchors: readonly Anchor[];
  /** Whoever is saved sits in front of the camera. */
  readonly isWebcam?: boolean;
}

export function EnrollmentList({ panel, anchors, isWebcam = false }: EnrollmentListProps) {
  return (
    <ul class="enrollments" aria-live="polite">
      {panel.state.enrollments.map((enrollment) => (
        <EnrollmentRow
          key={enrollment.request}
          enrollment={enrollment}
          actions={panel.actions}
          anchors={anchors}
          isWebcam={isWebcam}
        />
      ))}
    </ul>
  );
}
