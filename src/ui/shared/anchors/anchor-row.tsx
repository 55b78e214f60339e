/** @file One saved person in the list: picture, name, number of samples, renaming in place, deleting. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { cleanName, type Anchor } from '../../../core/gallery/anchor.ts';
import { toFault, type Fault } from '../../../core/errors/fault.ts';
import { askBackground } from '../../../platform/messenger.ts';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { countOf } from '../plural.ts';
import { Portrait } from './portrait.tsx';

export interface AnchorRowProps {
  readonly anchor: Anchor;
  /** `byKeyboard`: the focus has to go somewhere else. */
  onDelete(anchor: Anchor, byKeyboard: boolean): void;
}

export function AnchorRow({ anchor, onDelete }: AnchorRowProps) {
  const [isRenaming, setIsRenaming] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const renameButton = useRef<HTMLButtonElement>(null);

  const close = (): void => {
    setIsRenaming(false);
    setFault(undefined);
    // The button is only there again after this change has been drawn.
    requestAnimationFrame(() => renameButton.current?.focus());
  };
  const rename = async (typed: string): Promise<void> => {
    const name = cleanName(typed);
    if (name === '') {
      setFault({ code: 'name-empty', message: 'nothing readable was typed' });
      return;
    }
    try {
      if (name !== anchor.name) await askBackground('anchor.rename', { anchorId: anchor.id, name });
      close();
    } catch (error) {
      setFault(toFault(error));
    }
  };

  return (
    <li class="anchor" data-testid="anchor" data-name={anchor.name} data-samples={anchor.samples.length}>
      <Portrait anchor={anchor} />
      {isRenaming ? (
        <RenameForm name={anchor.name} onSave={(typed) => void rename(typed)} onCancel={close} />
      ) : (
        <>
          <div class="anchor-text">
            <span class="anchor-name cut" title={anchor.name}>
              {anchor.name}
            </span>
            <span class="hint">{countOf(anchor.samples.length, 'picture')}</span>
          </div>
          <button
            ref={renameButton}
            class="icon-button"
            type="button"
            data-testid="anchor-rename"
            aria-label={`Rename ${anchor.name}`}
            onClick={() => {
              setIsRenaming(true);
            }}
          >
            <Icon name="pencil" />
          </button>
          <button
            class="icon-button"
            type="button"
            data-testid="anchor-delete"
            aria-label={`Delete ${anchor.name}`}
            onClick={(event) => {
              onDelete(anchor, event.detail === 0);
            }}
          >
            <Icon name="trash" />
          </button>
        </>
      )}
      {fault !== undefined && <FaultNotice code={fault.code} />}
    </li>
  );
}

interface RenameFormProps {
  readonly name: string;
  onSave(typed: string): void;
  onCancel(): void;
}

function RenameForm({ name, onSave, onCancel }: RenameFormProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.select();
  }, []);
  return (
    <form
      class="name-form-line"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(input.current?.value ?? '');
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <input
        ref={input}
        class="text-field"
        data-testid="rename-input"
        aria-label={`New name of ${name}`}
        autocomplete="off"
        spellcheck={false}
        defaultValue={name}
      />
      <button class="button is-primary" type="submit" data-testid="rename-save">
        Save
      </button>
      <button class="icon-button" type="button" aria-label="Keep the old name" onClick={onCancel}>
        <Icon name="close" />
      </button>
    </form>
  );
}
