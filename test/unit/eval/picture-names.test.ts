/** @file Files that a list names more or less as they lie in the folders. */
import { expect, test } from 'vitest';
import { pictureChooser } from '../../../scripts/eval/picture-names.ts';

const choose = pictureChooser(['amy/1.png', 'raj/1.png', 'raj/old/2.png', 'group.jpg', 'old/group.jpg']);

test.for([
  ['as it lies', 'amy/1.png', 'amy/1.png'],
  ['with a dot', './amy/1.png', 'amy/1.png'],
  ['with the other slashes', 'amy\\1.png', 'amy/1.png'],
  ['without its folders', '2.png', 'raj/old/2.png'],
  ['with a folder above', 'people/raj/1.png', 'raj/1.png'],
  ['with another folder, where the name is the only one', 'x/2.png', 'raj/old/2.png'],
  ['at the top, though another has its name', 'group.jpg', 'group.jpg'],
] as const)('finds a file %s', ([, name, file]) => {
  expect(choose(name)).toBe(file);
});

test.for(['3.png', 'amy', '', '1.png', 'x/1.png'])('%j is nobody, or could be two', (name) => {
  expect(choose(name)).toBeUndefined();
});
