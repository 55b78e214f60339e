/** @file The chosen effects and the picture for the background. */
import { openPicture } from '../../shared/open-picture.ts';
import { useState } from 'preact/hooks';
import type { EffectId } from './effect.ts';

export interface Effects {
  readonly chosen: ReadonlySet<EffectId>;
  readonly backdrop: ImageBitmap | undefined;
  readonly backdropName: string | undefined;
  /** The chosen picture could not be opened. */
  readonly isBackdropRefused: boolean;
  choose(chosen: ReadonlySet<EffectId>): void;
  setBackdrop(file: File): void;
}

export function useEffects(): Effects {
  const [chosen, choose] = useState<ReadonlySet<EffectId>>(() => new Set<EffectId>(['boxes']));
  const [picture, setPicture] = useState<{ readonly bitmap: ImageBitmap; readonly name: string }>();
  const [isBackdropRefused, setRefused] = useState(false);
  return {
    chosen,
    backdrop: picture?.bitmap,
    backdropName: picture?.name,
    isBackdropRefused,
    choose,
    setBackdrop(file) {
      openPicture(file).then(
        (bitmap) => {
          setRefused(false);
          setPicture({ bitmap, name: file.name });
        },
        () => {
          setRefused(true);
        },
      );
    },
  };
}
