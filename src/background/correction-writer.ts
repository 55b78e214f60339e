/**
 * @file The only writer of corrections. What one of them does to anchors, to earlier corrections and to the history is one
 * write, in the same queue as every other change of the gallery.
 */
import { FaultError } from '../core/errors/fault.ts';
import {
  draftEnrollment,
  draftMerge,
  draftMove,
  draftNeverName,
  draftNeverNamed,
  draftRejection,
  draftRemoval,
  draftRename,
  neverNamedName,
  type Draft,
  type Saved,
} from '../core/corrections/draft.ts';
import { enter, takeBack } from '../core/corrections/history.ts';
import type { Correction, RejectedFace } from '../core/corrections/correction.ts';
import type { NewSample } from '../core/gallery/anchor.ts';
import { findForEnrolling, newAnchor, readableName, toSample } from '../core/gallery/enroll.ts';
import type { BackgroundReplies, RequestOf } from '../protocol/background-messages.ts';
import type { RejectionMessage } from '../protocol/correction-requests.ts';
import type { ChangeQueue } from './change-queue.ts';
import { readSaved, writeChange } from './saved.ts';

export interface CorrectionWriterOptions {
  now(): number;
  newId(): string;
  readonly queue: ChangeQueue;
}

type Reply<Type extends keyof BackgroundReplies> = Promise<BackgroundReplies[Type]>;

export interface CorrectionWriter {
  reject(request: RequestOf<'correction.reject'>): Reply<'correction.reject'>;
  enroll(request: RequestOf<'correction.enroll'>): Reply<'correction.enroll'>;
  enrollNeverNamed(samples: readonly NewSample[]): Reply<'correction.enrollNeverNamed'>;
  rename(anchorId: string, name: string): Reply<'correction.rename'>;
  neverName(anchorId: string, isNeverNamed: boolean): Reply<'anchor.neverName'>;
  merge(intoId: string, fromIds: readonly string[]): Reply<'anchor.merge'>;
  removeSamples(anchorId: string, sampleIds: readonly string[]): Reply<'samples.remove'>;
  moveSamples(anchorId: string, sampleIds: readonly string[], toAnchorId: string): Reply<'samples.move'>;
  undo(correctionId: string): Promise<void>;
}

export function createCorrectionWriter(options: CorrectionWriterOptions): CorrectionWriter {
  const { queue } = options;
  const now = (): number => options.now();
  const newId = (): string => options.newId();
  const correct = (draftOf: (saved: Saved) => Draft): Promise<{ correction: Correction; saved: Saved }> =>
    queue.inTurn(async () => {
      const saved = await readSaved();
      const nowMs = now();
      const entered = enter(draftOf(saved), { id: newId(), nowMs });
      await writeChange(entered, saved, nowMs);
      return { correction: entered.correction, saved };
    });
  const entry = async (draftOf: (saved: Saved) => Draft): Promise<{ correctionId: string }> => {
    const { correction } = await correct(draftOf);
    return { correctionId: correction.id };
  };
  const toSamples = (samples: readonly NewSample[]) =>
    samples.map((sample) => toSample(sample, newId(), now()));
  const toRejection = ({ faces, grounds }: Pick<RejectionMessage, 'faces' | 'grounds'>) => ({
    faces: faces.map(({ modelId, embedding, quality, cropUrl }): RejectedFace => {
      return { id: newId(), cropUrl, quality, embeddings: { [modelId]: embedding } };
    }),
    ...(grounds && { grounds }),
  });

  return {
    async reject({ anchorId, ...rejection }) {
      const { correction, saved } = await correct((current) =>
        draftRejection(current, anchorId, toRejection(rejection)),
      );
      const samples = saved.anchors.flatMap((anchor) => anchor.samples);
      const cropUrl = samples.find(({ id }) => id === rejection.grounds?.sampleId)?.cropUrl;
      return { correctionId: correction.id, ...(cropUrl !== undefined && { sampleCropUrl: cropUrl }) };
    },

    async enroll({ kind, samples, word, not, ...as }) {
      const { correction } = await correct((saved) => {
        const known = findForEnrolling(saved.anchors, as);
        if (known === undefined && samples.length === 0) throw new FaultError('face-not-clear', 'no look');
        const anchor = known ?? newAnchor(newId(), readableName(as.name), now());
        const rejected = not && { anchorId: not.anchorId, rejection: toRejection(not) };
        return draftEnrollment(saved, kind, anchor, toSamples(samples), word, rejected);
      });
      return { correctionId: correction.id, anchorId: correction.anchorId, name: correction.name };
    },

    async enrollNeverNamed(samples) {
      const { correction } = await correct(({ anchors }) =>
        draftNeverNamed(newAnchor(newId(), neverNamedName(anchors), now()), toSamples(samples)),
      );
      return { correctionId: correction.id, anchorId: correction.anchorId };
    },

    rename: (anchorId, name) => entry((saved) => draftRename(saved, anchorId, name)),
    neverName: (anchorId, isNeverNamed) => entry((saved) => draftNeverName(saved, anchorId, isNeverNamed)),
    merge: (intoId, fromIds) => entry((saved) => draftMerge(saved, intoId, fromIds)),
    removeSamples: (anchorId, sampleIds) => entry((saved) => draftRemoval(saved, anchorId, sampleIds)),
    moveSamples: (anchorId, sampleIds, toAnchorId) =>
      entry((saved) => draftMove(saved, anchorId, sampleIds, toAnchorId)),

    undo: (correctionId) =>
      queue.inTurn(async () => {
        const saved = await readSaved();
        const nowMs = now();
        await writeChange(takeBack(saved, correctionId, nowMs), saved, nowMs);
      }),
  };
}
