/** @file One face model in the list: what it is, choosing it, and, of one's own, removing it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModelStatus } from '../../protocol/model-messages.ts';
import { Icon } from '../shared/icons.tsx';
import { FaultNotice } from '../shared/notice.tsx';
import { describeOrigin, describeSize } from './model-words.ts';
import type { Removal } from './models-state.ts';

export interface ModelOptionProps {
  readonly model: ModelStatus;
  readonly isChosen: boolean;
  readonly isInUse: boolean;
  readonly isDefault: boolean;
  readonly removal: Removal | undefined;
  onChoose(): void;
  onRemove(): void;
}

export function ModelOption(props: ModelOptionProps) {
  const { model, isChosen, isInUse, isDefault, removal, onChoose, onRemove } = props;
  const [isAsking, setIsAsking] = useState(false);
  const removeButton = useRef<HTMLButtonElement>(null);
  const isOwn = model.origin.kind === 'own-file';
  const isRemoving = removal !== undefined && removal.fault === undefined;
  return (
    <div class="choice-row" data-testid="model" data-model={model.modelId} data-in-use={isInUse}>
      <label class="choice">
        <input
          type="radio"
          name="model"
          data-testid="model-choose"
          checked={isChosen}
          disabled={isRemoving}
          onChange={onChoose}
        />
        <span class="choice-text">
          <span class="choice-title">
            <span>{model.title}</span>
            {isInUse && (
              <span class="badge is-accent" data-testid="in-use">
                in use
              </span>
            )}
            {isDefault && <span class="badge">default</span>}
          </span>
          <span class="hint">{describeSize(model)}</span>
          <span class="hint">{describeOrigin(model)}</span>
          {model.inputReason !== undefined && (
            <span class="hint" data-testid="model-input-reason">
              Pictures: {model.inputReason}
            </span>
          )}
        </span>
      </label>
      {isOwn && !isAsking && !isRemoving && (
        <button
          ref={removeButton}
          class="icon-button"
          type="button"
          data-testid="model-remove"
          aria-label={`Remove ${model.title}`}
          onClick={() => {
            setIsAsking(true);
          }}
        >
          <Icon name="trash" />
        </button>
      )}
      {isAsking && (
        <RemoveQuestion
          title={model.title}
          onAnswer={(isYes) => {
            setIsAsking(false);
            if (isYes) onRemove();
            // The button is only there again after this change has been drawn.
            else requestAnimationFrame(() => removeButton.current?.focus());
          }}
        />
      )}
      {isRemoving && (
        <p class="hint choice-more" role="status">
          {isInUse ? 'It is removed as soon as another model has taken over…' : 'Removing…'}
        </p>
      )}
      {removal?.fault !== undefined && <FaultNotice code={removal.fault.code} />}
    </div>
  );
}

interface RemoveQuestionProps {
  readonly title: string;
  onAnswer(isYes: boolean): void;
}

function RemoveQuestion({ title, onAnswer }: RemoveQuestionProps) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    keep.current?.focus();
  }, []);
  return (
    <div class="choice-more question" role="group" aria-label={`Remove ${title}`}>
      <span>Remove? Its file is deleted from Nametag.</span>
      <button
        class="button"
        type="button"
        data-testid="model-remove-yes"
        onClick={() => {
          onAnswer(true);
        }}
      >
        Remove
      </button>
      <button
        class="button is-quiet"
        type="button"
        ref={keep}
        onClick={() => {
          onAnswer(false);
        }}
      >
        Keep
      </button>
    </div>
  );
}
