/** @file The requests of one panel to save a face, each until it is refused, cancelled, or saved with nothing left to add. */
import type { CollectMode } from '../protocol/enroll-messages.ts';
import type { EnrollAs } from './enrollment.ts';
import type { Collected, LookCollection } from './look-collection.ts';
import type { EnrollAnswer } from './settle-name.ts';
import type { FoundFace } from './tab-status.ts';

export interface EnrollJob {
  readonly request: number;
  /** The key of the face; a face of a picture has none. */
  readonly face: string | undefined;
  isCancelled: boolean;
  /** While it is too late to cancel. */
  isWriting: boolean;
  collecting: LookCollection | undefined;
  mode: CollectMode | undefined;
  /** While a question waits for its answer. */
  answer: ((answer: EnrollAnswer) => void) | undefined;
  /** Once something was saved, and more could be. */
  saved: Saved | undefined;
}

/** What it takes to go on where it was left. */
export interface Saved {
  readonly found: FoundFace;
  readonly collected: Collected;
  readonly as: EnrollAs;
}

/** Jobs that can still be added to: each holds up to 11 crops of 150 KB. */
const MAX_SAVED_JOBS = 6;

export class EnrollJobs {
  readonly #jobs = new Map<number, EnrollJob>();

  open(request: number, face?: string): EnrollJob {
    const job: EnrollJob = {
      request,
      face,
      isCancelled: false,
      isWriting: false,
      collecting: undefined,
      mode: undefined,
      answer: undefined,
      saved: undefined,
    };
    this.#jobs.set(request, job);
    return job;
  }

  get(request: number): EnrollJob | undefined {
    return this.#jobs.get(request);
  }

  all(): readonly EnrollJob[] {
    return [...this.#jobs.values()];
  }

  /** Those that would still save this face. */
  unsavedOf(face: string): readonly EnrollJob[] {
    return this.all().filter((job) => job.face === face && job.saved === undefined);
  }

  /** Keeps what was saved, so that more can be added; the oldest ones are forgotten. */
  keep(job: EnrollJob, saved: Saved): void {
    job.saved = saved;
    const kept = this.all().filter((one) => one.saved !== undefined);
    for (const { request } of kept.slice(0, -MAX_SAVED_JOBS)) this.#jobs.delete(request);
  }

  close({ request }: EnrollJob): void {
    this.#jobs.delete(request);
  }
}
