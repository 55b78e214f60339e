/** @file `@vladmandic/human`: its face module with rotation, mesh and description, which its documentation asks for in recognition. */
import type { Config, Human, Result } from '@vladmandic/human';
import { TFJS_WASM, factsOf, type BundledTensorFlow, type Rival } from './rival.ts';

const FOLDER = '/human';
/** Its default is one. */
const MAX_FACES = 32;
/** The one of its face matching demo. */
const MIN_SIMILARITY = 0.5;

const CONFIG: Partial<Config> = {
  backend: 'wasm',
  wasmPath: TFJS_WASM,
  modelBasePath: `${FOLDER}/models/`,
  warmup: 'none',
  filter: { enabled: false },
  gesture: { enabled: false },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  segmentation: { enabled: false },
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: MAX_FACES },
    mesh: { enabled: true },
    // What recognition does without.
    iris: { enabled: false },
    emotion: { enabled: false },
    antispoof: { enabled: false },
    liveness: { enabled: false },
    description: { enabled: true },
  },
};

export async function openHuman(): Promise<Rival> {
  const address = `${FOLDER}/dist/human.esm.js`;
  const module = (await import(/* @vite-ignore */ address)) as {
    Human: new (config: Partial<Config>) => Human;
  };
  const human = new module.Human(CONFIG);
  await human.load();
  await human.init();
  const known: { name: string; embedding: number[] }[] = [];
  /** Without its cache every frame is computed anew. */
  const anew = { cacheSensitivity: 0 };
  const embedded = ({ face }: Result) => face.filter(({ embedding }) => embedding !== undefined);
  return {
    facts: await factsOf(human.tf as BundledTensorFlow, 'blazeface, facemesh, faceres'),
    recognize: async (input) => embedded(await human.detect(input, anew)).length,
    async enroll(picture, name) {
      const [face] = embedded(await human.detect(picture, anew)).sort(
        (a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3],
      );
      if (face?.embedding === undefined) return false;
      known.push({ name, embedding: face.embedding });
      return true;
    },
    async follow(video) {
      const faces = embedded(await human.detect(video, { cacheSensitivity: 0.7 }));
      const gallery = known.map(({ embedding }) => embedding);
      const names = faces.flatMap(({ embedding }) => {
        if (embedding === undefined || gallery.length === 0) return [];
        const { index, similarity } = human.match.find(embedding, gallery);
        const name = known[index]?.name;
        return name === undefined || similarity < MIN_SIMILARITY ? [] : [name];
      });
      return { faces: faces.length, names };
    },
  };
}
