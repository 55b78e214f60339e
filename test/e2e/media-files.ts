/** @file Files as people have them: a portrait cut from a group photo, a clip of the demo's film, and looking into results. */
import { readFile, writeFile } from 'node:fs/promises';
import {
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  WEBM,
} from 'mediabunny';
import type { Page } from 'puppeteer-core';
import { PHOTOS } from '../../scripts/demo/truth.ts';
import { photoPath } from './photos.ts';

type Photo = 'sample1' | 'sample3';

/** The face with hair and shoulders, but without its neighbours. */
const PORTRAIT_FACTOR = 1.6;

const TO_BASE64 = `async (blob) => {
  const reader = new FileReader();
  const read = new Promise((resolve) => { reader.onload = resolve; });
  reader.readAsDataURL(blob);
  await read;
  return reader.result.slice(reader.result.indexOf(',') + 1);
}`;

/** Writes a PNG that shows nobody but `person`. `page` is any page that may use canvases. */
export async function writePortrait(page: Page, photo: Photo, person: string, file: string): Promise<void> {
  const face = PHOTOS[photo].faces.find((one) => one.person === person);
  if (face === undefined) throw new Error(`${person} is not in ${photo}.`);
  const source = (await readFile(photoPath(photo))).toString('base64');
  const base64 = (await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${source}'), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { x, y, width, height } = ${JSON.stringify(face.box)};
    const [w, h] = [width * bitmap.width * ${String(PORTRAIT_FACTOR)}, height * bitmap.height * ${String(PORTRAIT_FACTOR)}];
    const canvas = new OffscreenCanvas(Math.round(w), Math.round(h));
    canvas.getContext('2d').drawImage(
      bitmap, (x + width / 2) * bitmap.width - w / 2, (y + height / 2) * bitmap.height - h / 2, w, h, 0, 0, canvas.width, canvas.height);
    return (${TO_BASE64})(await canvas.convertToBlob());
  })()`)) as string;
  await writeFile(file, Buffer.from(base64, 'base64'));
}

/** As `writeClip`, without sound, of a film that lies on its side, with the word in the file by how much it is to be turned. */
export async function writeLyingClip(page: Page, seconds: number, file: string): Promise<void> {
  await page.evaluate(`(async () => {
    const source = document.createElement('video');
    source.muted = true;
    source.srcObject = document.querySelector('video').srcObject;
    await source.play();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [360, 640];
    const context = canvas.getContext('2d');
    context.setTransform(0, -1, 1, 0, 0, 640);
    setInterval(() => context.drawImage(source, 0, 0, 640, 360), 40);
    document.querySelector('video').srcObject = canvas.captureStream(25);
  })()`);
  const lying = `${file}.webm`;
  await writeClip(page, seconds, 'video/webm;codecs=vp9,opus', lying);
  const input = new Input({ source: new BufferSource(await readFile(lying)), formats: [WEBM] });
  const track = await input.getPrimaryVideoTrack();
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (
    track === null ||
    codec === null ||
    codec === undefined ||
    decoderConfig === null ||
    decoderConfig === undefined
  )
    throw new Error('The recorded clip cannot be read.');
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const packets = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(packets, { rotation: 90 });
  await output.start();
  for await (const packet of new EncodedPacketSink(track).packets())
    await packets.add(packet, { decoderConfig });
  await output.finalize();
  await writeFile(file, new Uint8Array(target.buffer ?? new ArrayBuffer(0)));
}

/** Records what the demo page shows, with a tone, until it is `seconds` long. */
export async function writeClip(page: Page, seconds: number, mimeType: string, file: string): Promise<void> {
  const base64 = (await page.evaluate(`(async () => {
    const stream = document.querySelector('video').srcObject.clone();
    const context = new AudioContext();
    const tone = context.createOscillator();
    const sound = context.createMediaStreamDestination();
    tone.connect(sound);
    tone.start();
    stream.addTrack(sound.stream.getAudioTracks()[0]);
    const recorder = new MediaRecorder(stream, { mimeType: ${JSON.stringify(mimeType)}, videoBitsPerSecond: 4_000_000 });
    const parts = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
    recorder.start(500);
    await new Promise((resolve) => setTimeout(resolve, ${String(seconds * 1000)}));
    recorder.stop();
    await stopped;
    await context.close();
    return (${TO_BASE64})(new Blob(parts));
  })()`)) as string;
  await writeFile(file, Buffer.from(base64, 'base64'));
}

export interface PlayedFile {
  readonly durationS: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hasSound: boolean;
}

/** Opens the file in a `<video>` of the page and decodes a frame in its middle. @throws where it cannot be played */
export async function playFile(page: Page, file: string): Promise<PlayedFile> {
  const base64 = (await readFile(file)).toString('base64');
  return (await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));
    const video = document.createElement('video');
    video.muted = true;
    const loaded = new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error.message));
    });
    video.src = URL.createObjectURL(new Blob([bytes]));
    await loaded;
    const sought = new Promise((resolve) => { video.onseeked = resolve; });
    // What a MediaRecorder wrote does not say how long it is.
    video.currentTime = Number.isFinite(video.duration) ? video.duration / 2 : 1;
    await sought;
    return {
      durationS: video.duration,
      widthPx: video.videoWidth,
      heightPx: video.videoHeight,
      hasSound: video.captureStream().getAudioTracks().length > 0,
    };
  })()`)) as PlayedFile;
}
