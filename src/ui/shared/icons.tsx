/** @file The few line icons of the pages, drawn on a 20-pixel grid in the colour of the text around them. */

const PATHS = {
  back: 'M12 5l-5 5 5 5',
  camera:
    'M3 6.5A1.5 1.5 0 0 1 4.5 5h7A1.5 1.5 0 0 1 13 6.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 13.5zM13 9l4-2.5v7L13 11',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  expand:
    'M11.5 4H16v4.5M16 4l-6 6M8 5H5.5A1.5 1.5 0 0 0 4 6.5v8A1.5 1.5 0 0 0 5.5 16h8a1.5 1.5 0 0 0 1.5-1.5V12',
  gear: 'M10 12.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM8.9 3.2h2.2l.4 1.9 1.3.6 1.7-1 1.6 1.5-1 1.7.5 1.3 2 .4v2.1l-2 .4-.5 1.3 1 1.7-1.6 1.6-1.7-1.1-1.3.6-.4 1.9H8.9l-.4-1.9-1.3-.6-1.7 1.1-1.6-1.6 1-1.7-.5-1.3-2-.4V9.6l2-.4.5-1.3-1-1.7 1.6-1.5 1.7 1 1.3-.6z',
  file: 'M5.5 3.5h6l3.5 3.5v9.5h-9.5zM11.5 3.5V7H15',
  chevron: 'M6 8l4 4 4-4',
  lock: 'M6 9V6.8a4 4 0 0 1 8 0V9M5.5 9h9A1.5 1.5 0 0 1 16 10.5v4a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 14.5v-4A1.5 1.5 0 0 1 5.5 9z',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  look: 'M10 5.5v6M10 14.5h.01',
  move: 'M4 10h11M11 6l4 4-4 4',
  people:
    'M7.5 9.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM2.5 15.5c.5-2.4 2.4-3.6 5-3.6s4.5 1.2 5 3.6M13 9.3a2.3 2.3 0 1 0-.6-4.5M14.2 11.9c1.8.3 2.9 1.4 3.3 3.3',
  pencil: 'M12.5 4.5l3 3L7 16H4v-3zM10.5 6.5l3 3',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.6-2.7 3-4 6-4s5.4 1.3 6 4',
  picture:
    'M4.5 4h11A1.5 1.5 0 0 1 17 5.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5v-9A1.5 1.5 0 0 1 4.5 4zM3.5 14l4-4.5 3 3 2-2 4 4M12.5 7.5h.01',
  screen:
    'M4 4.5h12A1 1 0 0 1 17 5.5v7.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1zM10 14v2.5M7 16.5h6',
  plus: 'M10 5v10M5 10h10',
  trash: 'M4 6h12M8 6V4.5h4V6M5.5 6l.7 9.5h7.6l.7-9.5M8.5 9v4M11.5 9v4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
