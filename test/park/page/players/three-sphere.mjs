import {
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Scene,
  SphereGeometry,
  SRGBColorSpace,
  VideoTexture,
  WebGLRenderer,
} from 'three';
import { makeVideo } from '../dom.mjs';

export const controls = { root: 'canvas', isTurned: true };
export async function mount(stage, media) {
  const video = makeVideo(media);
  await video.play();
  const texture = new VideoTexture(video);
  texture.colorSpace = SRGBColorSpace;
  // A part of the sphere, so that faces are as large as in a picture.
  const sphere = new SphereGeometry(500, 48, 32, Math.PI / 2 - 0.7, 1.4, Math.PI / 2 - 0.4, 0.8).scale(
    -1,
    1,
    1,
  );
  const scene = new Scene().add(new Mesh(sphere, new MeshBasicMaterial({ map: texture })));
  const camera = new PerspectiveCamera(60, 16 / 9, 1, 1000);
  camera.lookAt(0, 0, 1);
  const renderer = new WebGLRenderer({ preserveDrawingBuffer: true });
  renderer.setSize(960, 540);
  stage.append(renderer.domElement);
  renderer.setAnimationLoop(() => renderer.render(scene, camera));
}
