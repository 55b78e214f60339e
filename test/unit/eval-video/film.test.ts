/** @file The generated clip holds what it promises. */
import { describe, expect, test } from 'vitest';
import { CLIP_FPS, CLIP_PEOPLE, planClip } from '../../../scripts/eval-video/clip/film.ts';

const { shots, labels } = planClip('whole');
const { moments } = labels;
const stateOf = (name: string): string =>
  moments
    .map(({ faces }) => faces.find((face) => face.name === name))
    .map((face) => (face === undefined ? '-' : face.isOccluded ? 'o' : 'c'))
    .join('');

describe('the generated clip', () => {
  test('is about half a minute long, every frame labelled', () => {
    expect(shots.length / CLIP_FPS).toBeGreaterThan(28);
    expect(shots.length / CLIP_FPS).toBeLessThan(40);
    expect(moments).toHaveLength(shots.length);
  });

  test('cuts between photos', () => {
    const photos = shots.map(({ picture }) => picture);
    expect(photos.filter((one, index) => index > 0 && one !== photos[index - 1]).length).toBeGreaterThan(4);
  });

  test.for(CLIP_PEOPLE)('$name can be named for a second at least', ({ name }) => {
    expect(stateOf(name)).toMatch(/c{25}/);
  });

  test.for(['Mira', 'Luz', 'Zoe'])('the bar hides %s for a while, and lets go', (name) => {
    expect(stateOf(name)).toMatch(/c{10}o{10,}c{10}/);
  });

  test.for(['Mira', 'Clara'])('%s leaves at the edge for a second, and returns', (name) => {
    expect(stateOf(name)).toMatch(/co+-{25,}o+c/);
  });

  test('nobody in it is called by a name that an unknown face may share', () => {
    expect(shots.map(({ picture }) => picture)).not.toContain('sample4.jpg');
  });
});
