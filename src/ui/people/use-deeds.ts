/** @file Carrying out deeds one at a time, the last one's undo, and what went wrong. */
import { useCallback, useState } from 'preact/hooks';
import { cleanName } from '../../core/gallery/anchor.ts';
import { FaultError, toFault, type Fault } from '../../core/errors/fault.ts';
import { carryOut, takeBack, type Deed, type Undo } from './deed.ts';
import { describeDeed } from './deed-words.ts';

export interface DoneDeed {
  /** Tells one from the next. */
  readonly number: number;
  readonly deed: Deed;
  readonly text: string;
  readonly undo: Undo;
}

export interface Deeds {
  /** The last one, while its undo is offered where one looks; the history offers it for longer. */
  readonly done: DoneDeed | undefined;
  readonly fault: Fault | undefined;
  /** Resolves also when it failed: then there is a fault. */
  perform(deed: Deed): Promise<void>;
  undo(undo: Undo): Promise<void>;
  dismiss(): void;
}

export function useDeeds(nameOf: (anchorId: string) => string): Deeds {
  const [done, setDone] = useState<DoneDeed>();
  const [fault, setFault] = useState<Fault>();

  const attempt = useCallback(async (action: () => Promise<void>): Promise<void> => {
    try {
      await action();
      setFault(undefined);
    } catch (error) {
      setFault(toFault(error));
    }
  }, []);

  return {
    done,
    fault,
    perform: (deed) => {
      // Said with the names from before: afterwards somebody may be gone.
      const text = describeDeed(deed, nameOf);
      return attempt(async () => {
        if (deed.kind === 'rename' && cleanName(deed.name) === '')
          throw new FaultError('name-empty', 'nothing readable was typed');
        const undo = await carryOut(deed);
        setDone((before) => ({ number: (before?.number ?? 0) + 1, deed, text, undo }));
      });
    },
    undo: (undo) =>
      attempt(async () => {
        await takeBack(undo);
        setDone(undefined);
      }),
    dismiss: () => {
      setDone(undefined);
    },
  };
}
