/** @file Saved faces that could not be read: said here too, with the way to be rid of them. */
import { useState } from 'preact/hooks';
import { toFault, type Fault } from '../../core/errors/fault.ts';
import { askBackground } from '../../platform/messenger.ts';
import { describeDamage } from '../shared/anchors/damage-words.ts';
import { FaultNotice, Notice } from '../shared/notice.tsx';

export function Damaged({ amount }: { readonly amount: number }) {
  const [fault, setFault] = useState<Fault>();
  const damage = describeDamage(amount);
  if (damage === undefined) return null;
  const forget = async (): Promise<void> => {
    try {
      await askBackground('damaged.forget', {});
      setFault(undefined);
    } catch (error) {
      setFault(toFault(error));
    }
  };
  return (
    <>
      <Notice {...damage} testId="damaged">
        <button class="button" type="button" data-testid="damaged-forget" onClick={() => void forget()}>
          {amount === 1 ? 'Erase it' : 'Erase them'}
        </button>
      </Notice>
      {fault !== undefined && <FaultNotice code={fault.code} />}
    </>
  );
}
