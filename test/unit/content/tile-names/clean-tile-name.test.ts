/** @file From the text on a tile to a name. */
import { expect, test } from 'vitest';
import { cleanTileName } from '../../../../src/content/tile-names/clean-tile-name.ts';

test.for([
  ['Jane Doe', 'Jane Doe'],
  ['  Jane\n Doe ', 'Jane Doe'],
  ['Jane Doe (You)', 'Jane Doe'],
  ['Jane Doe (Host, me)', 'Jane Doe'],
  ['Jane Doe (she/her) (Guest)', 'Jane Doe'],
  ['Jane Doe [External]', 'Jane Doe'],
  ['Jane Doe, muted', 'Jane Doe'],
  ['Jane Doe, video is on, muted, Context menu is available', 'Jane Doe'],
  ['山田（ホスト）', '山田'],
  ['RICH A._BSCS 4D', 'RICH A._BSCS 4D'],
  ['Jane Doe – Pinned', 'Jane Doe'],
  ['Jane Doe (Du)', 'Jane Doe'],
  ['Doe, Jane', 'Doe, Jane'],
  ['Anne-Marie O’Neill', 'Anne-Marie O’Neill'],
  ['李雷', '李雷'],
  ['Ty', 'Ty'],
] as const)('%j is %j', ([label, name]) => {
  expect(cleanTileName(label)).toBe(name);
});

test.for([
  'Jane Doe is presenting',
  'Jane Doe (Presentation)',
  'Tú',
  'Jij',
  'Siz',
  '您',
  '나',
  'Invité',
  'Unbekannter Benutzer',
  '2 others',
  '+3 weitere',
  'frame_person',
  'Connecting to audio…',
  'You',
  '(You)',
  'Vous',
  'Guest',
  'Fellow Jitster',
  'Jane Doe’s screen',
  "Jane Doe's presentation",
  'Presentation',
  'Content shared by Jane Doe',
  'jane@example.org',
  'mic_off',
  'https://example.org',
  '<b>Jane</b>',
  '…',
  '',
  ' '.repeat(500),
  'J'.repeat(201),
])('%j is no name', (label) => {
  expect(cleanTileName(label)).toBeUndefined();
});

test('a long one is cut as every name is', () => {
  expect(cleanTileName('J'.repeat(150))).toHaveLength(60);
});

test('what is a word for oneself in one language is a name in others', () => {
  expect(cleanTileName('Ty', 'en')).toBe('Ty');
  expect(cleanTileName('Ty', 'pl-PL')).toBeUndefined();
  expect(cleanTileName('Tu', 'vi')).toBe('Tu');
  expect(cleanTileName('Tu', 'fr')).toBeUndefined();
});
