/** @file Choosing what is drawn over the picture. */
import { effectOf } from './chain.ts';
import type { EffectId } from './effect.ts';

export interface EffectsCardProps {
  readonly chosen: ReadonlySet<EffectId>;
  readonly backdropName: string | undefined;
  readonly isDisabled?: boolean;
  onChange(chosen: ReadonlySet<EffectId>): void;
  onBackdrop(file: File): void;
}

/** Of each group at most one makes sense at a time. */
const GROUPS: readonly { readonly title: string; readonly ids: readonly EffectId[] }[] = [
  { title: 'Names', ids: ['boxes'] },
  { title: 'Hide faces', ids: ['blur-everybody', 'blur-unknown', 'blur-named'] },
  { title: 'Background', ids: ['background-blur', 'background-image'] },
  { title: 'Picture', ids: ['spotlight', 'sketch'] },
];
/** Groups whose members may be on together. */
const FREE_GROUPS: readonly string[] = ['Picture', 'Names'];

export function EffectsCard({
  chosen,
  backdropName,
  isDisabled = false,
  onChange,
  onBackdrop,
}: EffectsCardProps) {
  const toggle = (id: EffectId, group: (typeof GROUPS)[number]): void => {
    const next = new Set(chosen);
    if (next.delete(id)) {
      onChange(next);
      return;
    }
    if (!FREE_GROUPS.includes(group.title)) for (const other of group.ids) next.delete(other);
    onChange(next.add(id));
  };
  return (
    <section class="section" aria-label="Effects">
      <h2>Effects</h2>
      <div class="card effects">
        {GROUPS.map((group) => (
          <fieldset key={group.title} disabled={isDisabled}>
            <legend>{group.title}</legend>
            {group.ids.map((id) => (
              <button
                key={id}
                class="effect-choice"
                type="button"
                aria-pressed={chosen.has(id)}
                data-testid={`effect-${id}`}
                onClick={() => {
                  toggle(id, group);
                }}
              >
                {effectOf(id).title}
              </button>
            ))}
            {group.title === 'Background' && chosen.has('background-image') && (
              <label class="link backdrop-choice">
                {backdropName ?? 'Choose a picture…'}
                <input
                  class="visually-hidden"
                  type="file"
                  accept="image/*"
                  data-testid="backdrop-input"
                  onChange={(event) => {
                    const file = event.currentTarget.files?.[0];
                    event.currentTarget.value = '';
                    if (file !== undefined) onBackdrop(file);
                  }}
                />
              </label>
            )}
          </fieldset>
        ))}
      </div>
    </section>
  );
}
