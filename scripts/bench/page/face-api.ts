/** @file `@vladmandic/face-api`: detection, landmarks, descriptors, and its own matcher. */
import type * as FaceApi from '@vladmandic/face-api';
import {
  TFJS_WASM,
  factsOf,
  type BundledTensorFlow,
  type Rival,
  type RivalInput,
  type RivalSight,
} from './rival.ts';

const FOLDER = '/face-api';
/** The one that its README uses. */
const MAX_DISTANCE = 0.6;

/** Both detectors with the package's own settings: 416 pixels for the tiny one, 512 for SSD, scores from 0.5 on. */
export async function openFaceApi(detector: 'tiny' | 'ssd'): Promise<Rival> {
  const address = `${FOLDER}/dist/face-api.esm.js`;
  const faceapi = (await import(/* @vite-ignore */ address)) as typeof FaceApi;
  const tf = faceapi.tf as unknown as BundledTensorFlow;
  tf.setWasmPaths(TFJS_WASM);
  await tf.setBackend('wasm');
  await tf.ready();
  const { nets } = faceapi;
  const net = detector === 'tiny' ? nets.tinyFaceDetector : nets.ssdMobilenetv1;
  for (const one of [net, nets.faceLandmark68Net, nets.faceRecognitionNet])
    await one.loadFromUri(`${FOLDER}/model`);
  const options =
    detector === 'tiny' ? new faceapi.TinyFaceDetectorOptions() : new faceapi.SsdMobilenetv1Options();

  const see = (input: RivalInput) =>
    faceapi.detectAllFaces(input, options).withFaceLandmarks().withFaceDescriptors();
  const known: FaceApi.LabeledFaceDescriptors[] = [];
  let matcher: FaceApi.FaceMatcher | undefined;
  return {
    facts: await factsOf(tf, `${detector}, landmarks 68, recognition`),
    recognize: async (input) => (await see(input)).length,
    async enroll(picture, name) {
      const [face] = (await see(picture)).sort((a, b) => b.detection.box.area - a.detection.box.area);
      if (face === undefined) return false;
      known.push(new faceapi.LabeledFaceDescriptors(name, [face.descriptor]));
      matcher = new faceapi.FaceMatcher(known, MAX_DISTANCE);
      return true;
    },
    async follow(video): Promise<RivalSight> {
      const faces = await see(video);
      const matches = faces.map(({ descriptor }) => matcher?.findBestMatch(descriptor).label ?? 'unknown');
      return { faces: faces.length, names: matches.filter((label) => label !== 'unknown') };
    },
  };
}
