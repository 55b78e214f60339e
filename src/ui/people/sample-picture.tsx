/** @file One saved picture of a face. */
import type { Sample } from '../../core/gallery/anchor.ts';
import { Icon } from '../shared/icons.tsx';

export interface SamplePictureProps {
  readonly sample: Sample | undefined;
  /** Read to whoever does not see it; empty where words beside it say the same. */
  readonly alt?: string;
  /** The picture in question. */
  readonly isMarked?: boolean;
}

export function SamplePicture({ sample, alt = '', isMarked = false }: SamplePictureProps) {
  return (
    <span class={`sample-picture${isMarked ? ' is-marked' : ''}`}>
      {sample === undefined ? <Icon name="person" /> : <img src={sample.cropUrl} alt={alt} loading="lazy" />}
    </span>
  );
}
