/** @file The films: cameras stay in their photos, and faces are where the camera puts them. */
import { describe, expect, it } from 'vitest';
import {
  FILM_ASPECT,
  FILMS,
  findShot,
  listShownFaces,
  makeSceneFilm,
  makeStillFilm,
  measureFilm,
  type Film,
} from '../../../../scripts/demo/scenes.ts';
import { ENROLLED_PEOPLE, PHOTOS } from '../../../../scripts/demo/truth.ts';

const films: [string, Film][] = Object.entries(FILMS);
const everyTenth = (film: Film): number[] =>
  Array.from({ length: measureFilm(film) / 100 }, (_, index) => index * 100);

describe.each(films)('%s', (_name, film) => {
  it('keeps its camera in the photo and in the shape of the video', () => {
    for (const { photo, camera } of everyTenth(film).map((timeMs) => findShot(film, timeMs))) {
      expect(camera.x).toBeGreaterThanOrEqual(0);
      expect(camera.y).toBeGreaterThanOrEqual(0);
      expect(camera.x + camera.width).toBeLessThanOrEqual(1 + 1e-9);
      expect(camera.y + camera.height).toBeLessThanOrEqual(1 + 1e-9);
      const { width, height } = PHOTOS[photo];
      expect((camera.width * width) / (camera.height * height)).toBeCloseTo(FILM_ASPECT, 9);
    }
  });

  it('shows faces of at least 9 % of its height, at every time', () => {
    for (const timeMs of everyTenth(film)) {
      const faces = listShownFaces(findShot(film, timeMs));
      expect(faces.length).toBeGreaterThan(0);
      expect(faces.every(({ box }) => box.height >= 0.09)).toBe(true);
    }
  });

  it('begins again after its end', () => {
    expect(findShot(film, measureFilm(film) + 1234)).toEqual(findShot(film, 1234));
  });
});

describe('the evening', () => {
  const seenAt = (timeMs: number): string[] =>
    listShownFaces(findShot(FILMS.evening, timeMs))
      .filter(({ visible }) => visible > 0.9)
      .map(({ person }) => person);

  it('begins with everybody who is enrolled', () => {
    for (const timeMs of [0, 4000, 7900])
      expect(seenAt(timeMs)).toEqual(expect.arrayContaining([...ENROLLED_PEOPLE]));
  });

  it('lets Mira leave at the edge and return within a scene', () => {
    expect(seenAt(8100)).toContain('Mira');
    expect(listShownFaces(findShot(FILMS.evening, 12_800)).map(({ person }) => person)).not.toContain('Mira');
    expect(seenAt(16_900)).toContain('Mira');
  });

  it('brings Clara back in another photo', () => {
    expect(findShot(FILMS.evening, 18_000).photo).not.toBe(findShot(FILMS.evening, 0).photo);
    expect(seenAt(18_000)).toContain('Clara');
  });

  it('has scenes with strangers only', () => {
    for (const timeMs of [24_000, 33_000]) {
      expect(seenAt(timeMs).length).toBeGreaterThan(2);
      for (const person of ENROLLED_PEOPLE) expect(seenAt(timeMs)).not.toContain(person);
    }
  });
});

describe('listShownFaces', () => {
  it('places a face in the picture by the camera', () => {
    const [mira] = listShownFaces({ photo: 'sample1', camera: { x: 0.2, y: 0.2, width: 0.5, height: 0.4 } });
    expect(mira?.person).toBe('Mira');
    expect(mira?.visible).toBeCloseTo(1);
    expect(mira?.box.x).toBeCloseTo((0.215 - 0.2) / 0.5);
    expect(mira?.box.y).toBeCloseTo((0.276 - 0.2) / 0.4);
    expect(mira?.box.width).toBeCloseTo(0.092 / 0.5);
    expect(mira?.box.height).toBeCloseTo(0.187 / 0.4);
  });

  it('says how much of a face at the edge is left, and leaves out who is gone', () => {
    const faces = listShownFaces({ photo: 'sample1', camera: { x: 0.261, y: 0, width: 0.5, height: 0.42 } });
    expect(faces.map(({ person }) => person)).toEqual(['Mira', 'Salome']);
    expect(faces[0]?.visible).toBeCloseTo(0.5 * ((0.42 - 0.276) / 0.187), 5);
  });
});

describe('other films', () => {
  it('holds one photo with a little movement', () => {
    const film = makeStillFilm('sample6');
    const shots = [0, 1000, 2000].map((timeMs) => findShot(film, timeMs));
    expect(shots.every(({ photo }) => photo === 'sample6')).toBe(true);
    expect(new Set(shots.map(({ camera }) => camera.x)).size).toBe(3);
  });

  it('repeats one scene', () => {
    const film = makeSceneFilm('sofa-pan');
    expect(film?.map(({ name }) => name)).toEqual(['sofa-pan']);
    expect(makeSceneFilm('no such scene')).toBeUndefined();
  });
});
