/**
 * @file Who is where in the demo's photos: the truth that names on the video are judged by.
 *
 * The photos are `demo/sample1..6.jpg` of the npm package @vladmandic/face-api; the names are made up. The boxes were
 * found with that package's SSD detector, drawn on the photos and looked at: brow or hairline to chin.
 *
 * Clara, in sample1 and sample3, is the only person who certainly recurs: distance 0.385 between the compact network's
 * embeddings, both crops aligned on the eyes and averaged with their mirror image. From 0.524 on follow pairs that
 * cannot all be right (Salome with each of three women of sample2). Whether Salome or Delia recurs in sample4 nobody can
 * say: each has a name of her own here, and none of them is ever enrolled.
 */

/** Normalised to the picture that it belongs to, origin at the top left. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PhotoFace {
  person: string;
  /** Normalised to the photo. */
  box: Box;
}

export interface Photo {
  /** Pixels. */
  width: number;
  height: number;
  /** From left to right; every face that a viewer would call visible. */
  faces: readonly PhotoFace[];
}

export type PhotoName = 'sample1' | 'sample2' | 'sample3' | 'sample4' | 'sample5' | 'sample6';

/**
 * The two that the demo enrolls: both in the first scene, both often in the film. The nearest stranger to Clara is Helen
 * (0.53), to Mira nobody below 0.60.
 */
export const ENROLLED_PEOPLE = ['Clara', 'Mira'] as const;

export const PHOTOS: Readonly<Record<PhotoName, Photo>> = {
  sample1: {
    width: 1920,
    height: 1280,
    faces: [
      { person: 'Mira', box: { x: 0.215, y: 0.276, width: 0.092, height: 0.187 } },
      { person: 'Salome', box: { x: 0.437, y: 0.327, width: 0.097, height: 0.177 } },
      { person: 'Clara', box: { x: 0.767, y: 0.154, width: 0.106, height: 0.187 } },
    ],
  },
  sample2: {
    width: 1920,
    height: 1367,
    faces: [
      { person: 'Irene', box: { x: 0.187, y: 0.096, width: 0.08, height: 0.187 } },
      { person: 'Paula', box: { x: 0.468, y: 0.163, width: 0.08, height: 0.165 } },
      { person: 'Delia', box: { x: 0.753, y: 0.112, width: 0.101, height: 0.177 } },
    ],
  },
  sample3: {
    width: 1920,
    height: 1350,
    faces: [
      { person: 'Greta', box: { x: 0.305, y: 0.242, width: 0.103, height: 0.201 } },
      { person: 'Clara', box: { x: 0.559, y: 0.159, width: 0.117, height: 0.221 } },
      { person: 'Helen', box: { x: 0.788, y: 0.213, width: 0.089, height: 0.21 } },
    ],
  },
  sample4: {
    width: 1920,
    height: 1448,
    faces: [
      { person: 'Nadia', box: { x: 0.133, y: 0.126, width: 0.085, height: 0.173 } },
      { person: 'Josie', box: { x: 0.346, y: 0.034, width: 0.097, height: 0.182 } },
      { person: 'Tilda', box: { x: 0.515, y: 0.122, width: 0.089, height: 0.158 } },
      { person: 'Frida', box: { x: 0.665, y: 0.094, width: 0.076, height: 0.175 } },
    ],
  },
  sample5: {
    width: 1920,
    height: 1398,
    faces: [
      { person: 'Wanda', box: { x: 0.196, y: 0.615, width: 0.09, height: 0.214 } },
      { person: 'Luz', box: { x: 0.31, y: 0.295, width: 0.087, height: 0.178 } },
      { person: 'Mei', box: { x: 0.409, y: 0.077, width: 0.081, height: 0.151 } },
      { person: 'Anh', box: { x: 0.578, y: 0.139, width: 0.085, height: 0.173 } },
      { person: 'Carla', box: { x: 0.731, y: 0.275, width: 0.089, height: 0.198 } },
    ],
  },
  sample6: {
    width: 1920,
    height: 1537,
    faces: [
      { person: 'Rosa', box: { x: 0.13, y: 0.304, width: 0.11, height: 0.19 } },
      { person: 'Ines', box: { x: 0.353, y: 0.206, width: 0.084, height: 0.202 } },
      { person: 'Zoe', box: { x: 0.614, y: 0.2, width: 0.098, height: 0.179 } },
      { person: 'Laura', box: { x: 0.774, y: 0.168, width: 0.11, height: 0.195 } },
    ],
  },
};
