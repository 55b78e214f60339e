/** @file Every kind of moving picture that a page can hold: each of them gets its box and its name. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantOrigin } from '../../scripts/browser/host-permission.ts';
import { press } from '../../scripts/demo/popup-driver.ts';
import { paintedBox } from './box-pixels.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  const page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await popup.close();
});
afterAll(async () => {
  await harness.close();
});

/** Opens the page with its film held, takes its video away, and runs `script` with `stream`, a playing `source` and a `stage`. */
async function openWith(script: string): Promise<Page> {
  const page = await harness.open('?static=sample1');
  await page.evaluate(`(async () => {
    const video = document.querySelector('video');
    const stream = video.srcObject;
    document.body.innerHTML = '<div id="place" style="position: absolute; left: 40px; top: 60px; width: 640px; height: 360px"></div>';
    const stage = document.querySelector('#place');
    const makeVideo = async (parent) => {
      const element = parent.ownerDocument.createElement('video');
      element.muted = true;
      element.srcObject = stream;
      element.style.cssText = 'display: block; width: 640px; height: 360px';
      parent.append(element);
      await element.play();
      return element;
    };
    ${script}
  })()`);
  return page;
}

/** Makes `clip`, two seconds of the film in a file, and `playIn`. */
const RECORD = `
  const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8' });
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
  recorder.start(250);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  recorder.stop();
  await stopped;
  const clip = new Blob(parts, { type: 'video/webm' });
  const playIn = async (parent, address) => {
    const element = document.createElement('video');
    element.muted = true;
    element.loop = true;
    element.src = address;
    element.style.cssText = 'display: block; width: 640px; height: 360px';
    parent.append(element);
    await element.play();
  };`;

/** Clara's face fills this part of the sample photo, with a margin for the hand that holds it. */
async function expectClaraOnStage(page: Page): Promise<void> {
  await waitUntil(async () => {
    const box = await paintedBox(page);
    if (box === undefined) return false;
    const face = (await page.evaluate(`(() => {
      const { x, y, width, height } = demo.truthAt(performance.now()).find(({ person }) => person === 'Clara').box;
      return { x: 40 + (x + width / 2) * 640, y: 60 + (y + height / 2) * 360, width: width * 640 };
    })()`)) as { x: number; y: number; width: number };
    const off = Math.hypot((box.left + box.right) / 2 - face.x, (box.top + box.bottom) / 2 - face.y);
    return off < face.width / 2 && box.right - box.left < face.width * 2;
  }, 'the one painted box lies on Clara’s face');
}

describe('in the page itself', () => {
  test.for([
    [
      'a closed shadow root',
      `await makeVideo(stage.attachShadow({ mode: 'closed' }).appendChild(document.createElement('div')));`,
    ],
    [
      'closed shadow roots in each other, attached late',
      `setTimeout(() => {
        const inner = document.createElement('section');
        stage.attachShadow({ mode: 'closed' }).append(inner);
        makeVideo(inner.attachShadow({ mode: 'closed' }).appendChild(document.createElement('div')));
      }, 500);`,
    ],
    [
      'a video file of the page’s own site',
      `${RECORD}
      await fetch('/clip', { method: 'PUT', body: clip });
      await playIn(stage, '/clip.webm');`,
    ],
    [
      'a video that a script feeds piece by piece',
      `${RECORD}
      const media = new MediaSource();
      const opened = new Promise((resolve) => media.addEventListener('sourceopen', resolve, { once: true }));
      const playing = playIn(stage, URL.createObjectURL(media));
      await opened;
      const buffer = media.addSourceBuffer('video/webm; codecs="vp8"');
      const bytes = new Uint8Array(await clip.arrayBuffer());
      for (let start = 0; start < bytes.length; start += 65536) {
        const added = new Promise((resolve) => buffer.addEventListener('updateend', resolve, { once: true }));
        buffer.appendBuffer(bytes.subarray(start, start + 65536));
        await added;
      }
      media.endOfStream();
      await playing;`,
    ],
    [
      'a canvas that is painted again and again',
      `const source = document.createElement('video');
      source.muted = true;
      source.srcObject = stream;
      await source.play();
      const canvas = stage.appendChild(document.createElement('canvas'));
      [canvas.width, canvas.height] = [640, 360];
      const context = canvas.getContext('2d');
      const paint = () => { context.drawImage(source, 0, 0, 640, 360); requestAnimationFrame(paint); };
      paint();`,
    ],
    [
      'a WebGL canvas that keeps nothing between frames',
      `const source = document.createElement('video');
      source.muted = true;
      source.srcObject = stream;
      await source.play();
      const canvas = stage.appendChild(document.createElement('canvas'));
      [canvas.width, canvas.height] = [640, 360];
      const gl = canvas.getContext('webgl', { preserveDrawingBuffer: false });
      const program = gl.createProgram();
      for (const [type, code] of [
        [gl.VERTEX_SHADER, 'attribute vec2 p; varying vec2 v; void main() { v = vec2(p.x, -p.y) * 0.5 + 0.5; gl_Position = vec4(p, 0, 1); }'],
        [gl.FRAGMENT_SHADER, 'precision mediump float; varying vec2 v; uniform sampler2D t; void main() { gl_FragColor = texture2D(t, v); }'],
      ]) {
        const shader = gl.createShader(type);
        gl.shaderSource(shader, code);
        gl.compileShader(shader);
        gl.attachShader(program, shader);
      }
      gl.linkProgram(program);
      gl.useProgram(program);
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
      gl.enableVertexAttribArray(0);
      gl.vertexAttribPointer(gl.getAttribLocation(program, 'p'), 2, gl.FLOAT, false, 0, 0);
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      for (const [key, value] of [[gl.TEXTURE_MIN_FILTER, gl.LINEAR], [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE]])
        gl.texParameteri(gl.TEXTURE_2D, key, value);
      const paint = () => {
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, source);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
        requestAnimationFrame(paint);
      };
      paint();`,
    ],
    [
      'a video that the page makes anew after a while',
      `const first = await makeVideo(stage);
      first.style.marginLeft = '600px';
      setTimeout(() => { first.remove(); makeVideo(stage); }, 1500);`,
    ],
  ] as const)('%s', async ([, script]) => {
    const page = await openWith(script);
    await waitForNames(page, ['Clara']);
    await expectClaraOnStage(page);
  });
});

test('a call of 25 tiles: every face of every tile is boxed', async () => {
  const page = await openWith(`
    stage.style.cssText += '; display: grid; grid-template-columns: repeat(5, 224px); left: 0; top: 0';
    for (let tile = 0; tile < 25; tile++) {
      const video = await makeVideo(stage);
      video.style.cssText = 'display: block; width: 224px; height: 126px';
    }`);
  const faces = (await page.evaluate(`demo.truthAt(performance.now()).map(({ box }) => box)`)) as {
    x: number;
    y: number;
    width: number;
    height: number;
  }[];
  expect(faces.length).toBeGreaterThan(2);
  const middles = Array.from({ length: 25 }, (_, tile) =>
    faces.map(({ x, y, width, height }) => ({
      x: ((tile % 5) + x + width / 2) * 224,
      y: (Math.floor(tile / 5) + y + height / 2) * 126,
    })),
  ).flat();
  await waitUntil(async () => {
    const shown = await readOverlay(page);
    return middles.every((middle) =>
      shown.some(({ rect }) => {
        const off = Math.hypot(rect.x + rect.width / 2 - middle.x, rect.y + rect.height / 2 - middle.y);
        return off < rect.width / 2;
      }),
    );
  }, 'each face of each tile has its box');
});

describe('in frames', () => {
  const FRAME_STYLE = 'width: 640px; height: 360px; border: 0; display: block';

  test.for([
    ['a blank frame that the page fills', `frame.src = 'about:blank';`],
    ['a frame with a document of its own', `frame.srcdoc = '<!doctype html><body></body>';`],
  ] as const)('%s', async ([, setup]) => {
    const page = await openWith(`
      const frame = document.createElement('iframe');
      frame.style.cssText = '${FRAME_STYLE}';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      ${setup}
      stage.append(frame);
      await loaded;
      frame.contentDocument.body.style.margin = '0';
      await makeVideo(frame.contentDocument.body);`);
    await expectClaraOnStage(page);
  });

  test('a player of another site is offered in the popup, and named once it is switched on', async () => {
    const page = await harness.open('?novideo=1');
    const other = new URL('?static=sample1', harness.server.url);
    other.hostname = 'localhost';
    await grantOrigin(harness.browser, harness.extensionId, 'http://localhost/*');
    await page.bringToFront();
    await page.evaluate(`(() => {
      document.body.innerHTML = '<iframe style="width: 900px; height: 700px; border: 0" src="${other.href}"></iframe>';
    })()`);
    const popup = await harness.popup(page);
    const offer = await popup.waitForSelector('[data-testid="embedded-switch"]', { timeout: 60_000 });
    expect(await offer?.evaluate((element) => element.textContent)).toContain('localhost');
    expect(await offer?.evaluate((element) => element.getAttribute('aria-checked'))).toBe('false');
    expect(await paintedBox(page)).toBeUndefined();
    await offer?.click();
    await popup.waitForSelector('[data-testid="embedded-switch"][aria-checked="true"]', { timeout: 60_000 });
    await waitUntil(
      async () => (await paintedBox(page)) !== undefined,
      'the name stands in the embedded player',
    );
    await press(popup, '[data-testid="embedded-switch"]');
    await waitUntil(async () => (await paintedBox(page)) === undefined, 'the name is gone again');
    await popup.close();
  });
});
