/** @file The field by which a list of people is narrowed down. */
export interface SearchFieldProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What is searched, for who cannot see the list. */
  readonly label: string;
  readonly testId: string;
  readonly className?: string;
  readonly hasFocus?: boolean;
}

export function SearchField({ typed, onType, label, testId, className, hasFocus = false }: SearchFieldProps) {
  return (
    <input
      class={className === undefined ? 'text-field' : `text-field ${className}`}
      type="search"
      autofocus={hasFocus}
      data-testid={testId}
      aria-label={label}
      placeholder="Search"
      value={typed}
      onInput={(event) => {
        onType(event.currentTarget.value);
      }}
    />
  );
}
