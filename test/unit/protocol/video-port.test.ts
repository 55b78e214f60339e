/** @file The video port: every message in its good form, and in each bad one that we could think of. */
import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { toRecognizerFromTabSchema } from '../../../src/protocol/tab-video-port.ts';
import {
  PICTURE_KINDS,
  VIDEO_STATES,
  VIEWER_SOURCES,
  MAX_PAGE_MS,
  MAX_PICTURE_SIDE_PX,
  toRecognizerSchema,
  toViewerSchema,
  type ToRecognizer,
  type ToViewer,
} from '../../../src/protocol/video-port.ts';
import { NO_MESSAGES, box, pixels, spoil, times, yuvPixels, type SpoiltMessage } from './message-cases.ts';

type MessagesByType<Message extends { type: string }> = {
  [Type in Message['type']]: Extract<Message, { type: Type }>;
};

const toRecognizer: MessagesByType<ToRecognizer> = {
  hello: { type: 'hello', source: 'tab' },
  embedded: { type: 'embedded', origins: ['https://player.example'] },
  video: { type: 'video', video: 1, kind: 'video', state: 'watching', widthPx: 640, heightPx: 360 },
  closed: { type: 'closed', video: 1 },
  frame: {
    type: 'frame',
    video: 1,
    seq: 7,
    view: box,
    pixels: pixels(),
    pictureWidthPx: 640,
    pictureHeightPx: 360,
    pageMs: 1.5,
  },
  region: { type: 'region', video: 1, seq: 7, track: 3, region: box, pixels: pixels() },
  openFace: { type: 'openFace', video: 1, track: 3 },
  tileNameRead: { type: 'tileNameRead', request: 2, name: 'Jane Doe' },
};

const velocity = { x: 0.1, y: -0.2 };
const verdict = { kind: 'named', anchorId: 'a', name: 'Ann' } as const;
const face = { track: 3, person: 1, box, velocity, verdict };
const next = { afterMs: 33.3, view: box, pixelCount: 36_864 };
const wanted = { track: 3, region: box, sizePx: 256 };

const toViewer: MessagesByType<ToViewer> = {
  faces: { type: 'faces', video: 1, seq: 7, faces: [face], wanted: [wanted], next },
  verdicts: { type: 'verdicts', video: 1, verdicts: [{ track: 3, person: 1, verdict: { kind: 'unknown' } }] },
  looked: { type: 'looked', video: 1, seq: 7, track: 3 },
  off: { type: 'off' },
  fault: { type: 'fault', fault: { code: 'model-missing', message: 'x' } },
  ready: { type: 'ready', modelId: 'compact' },
  tileName: { type: 'tileName', request: 2, video: 1, box },
};

const { hello, embedded, video, closed, frame, region } = toRecognizer;
const { openFace, tileNameRead } = toRecognizer;
const { faces, verdicts, looked, off, fault, ready } = toViewer;
const { tileName } = toViewer;

/** What only the extension's own pages may say: a page's process could say it of any face. */
const CORRECTIONS = [
  { type: 'correct', request: 1, video: 1, track: 3, wish: { kind: 'not', anchorId: 'a' } },
  { type: 'correctFace', request: 1, face: '1/1/3', wish: { kind: 'name', name: 'Mira' } },
  { type: 'undoCorrection', request: 2, correctionId: 'c' },
];

describe('to the recognizer', () => {
  test.for(Object.values(toRecognizer))('accepts $type', (message) => {
    expect(parseMessage(toRecognizerSchema, structuredClone(message))).toEqual(message);
  });

  test.for(VIDEO_STATES)('accepts a video that is %s', (state) => {
    expect(parseMessage(toRecognizerSchema, { ...video, state })).toEqual({ ...video, state });
  });

  test.for(VIEWER_SOURCES)('accepts a viewer of %s', (source) => {
    expect(parseMessage(toRecognizerSchema, { ...hello, source })).toEqual({ ...hello, source });
  });

  test.for(PICTURE_KINDS)('accepts a moving picture of kind %s', (kind) => {
    expect(parseMessage(toRecognizerSchema, { ...video, kind })).toEqual({ ...video, kind });
  });

  test('accepts a frame of a recording, with its time', () => {
    expect(parseMessage(toRecognizerSchema, { ...frame, timeMs: 33.4 })).toEqual({ ...frame, timeMs: 33.4 });
  });

  test('accepts a frame as the video has it', () => {
    for (const pixels of [yuvPixels(3, 2), yuvPixels(1, 1), yuvPixels(256, 144)])
      expect(parseMessage(toRecognizerSchema, structuredClone({ ...frame, pixels }))).toEqual({
        ...frame,
        pixels,
      });
  });

  test('accepts that no name was found on a tile', () => {
    const none = { ...tileNameRead, name: null };
    expect(parseMessage(toRecognizerSchema, none)).toEqual(none);
  });

  test('accepts a region that leaves the picture', () => {
    const outside = { ...region, region: { x: -0.4, y: -1, width: 1.5, height: 3 } };
    expect(parseMessage(toRecognizerSchema, outside)).toEqual(outside);
  });

  test('accepts a frame of the largest size', () => {
    expect(parseMessage(toRecognizerSchema, { ...frame, pixels: pixels(2048, 2) })).toBeDefined();
  });

  const spoilt: Record<ToRecognizer['type'], SpoiltMessage[]> = {
    hello: [...spoil(hello), ['an unknown source', { ...hello, source: 'picture' }]],
    embedded: [
      ...spoil(embedded),
      ['65 origins', { ...embedded, origins: times(65, 'https://a.example') }],
      ['an origin that is too long', { ...embedded, origins: [`https://${'x'.repeat(300)}`] }],
      ['an address', { ...embedded, origins: ['https://a.example/path'] }],
      ['text', { ...embedded, origins: ['Please allow this site'] }],
      ['a script', { ...embedded, origins: ['javascript:alert(1)'] }],
    ],
    video: [
      ...spoil(video),
      ['an unknown kind', { ...video, kind: 'iframe' }],
      ['an unknown state', { ...video, state: 'dancing' }],
      ['a negative number', { ...video, video: -1 }],
      ['half a number', { ...video, video: 1.5 }],
      ['NaN as width', { ...video, widthPx: NaN }],
      ['an endless height', { ...video, heightPx: Number.MAX_SAFE_INTEGER }],
    ],
    closed: [...spoil(closed), ['an unsafe number', { ...closed, video: 2 ** 53 }]],
    frame: [
      ...spoil(frame),
      ['too few pixels', { ...frame, pixels: { ...pixels(), data: new Uint8ClampedArray(15) } }],
      ['too many pixels', { ...frame, pixels: { ...pixels(), data: new Uint8ClampedArray(20) } }],
      ['pixels in a list', { ...frame, pixels: { ...pixels(), data: times(16, 0) } }],
      ['pixels of another array type', { ...frame, pixels: { ...pixels(), data: new Uint8Array(16) } }],
      ['a side of 0', { ...frame, pixels: { width: 0, height: 2, data: new Uint8ClampedArray(0) } }],
      ['a side that is too long', { ...frame, pixels: pixels(2049, 1) }],
      ['a side that is not whole', { ...frame, pixels: { ...pixels(), width: 2.5 } }],
      ['a key in the pixels', { ...frame, pixels: { ...pixels(), colorSpace: 'srgb' } }],
      ['too few values of a video', { ...frame, pixels: { ...yuvPixels(), data: new Uint8ClampedArray(9) } }],
      ['values of another array type', { ...frame, pixels: { ...yuvPixels(), data: new Uint8Array(10) } }],
      ['a side of a video that is too long', { ...frame, pixels: yuvPixels(2049, 1) }],
      ['a key in the pixels of a video', { ...frame, pixels: { ...yuvPixels(), stride: 3 } }],
      ['colours that nothing is known of', { ...frame, pixels: { ...yuvPixels(), space: {} } }],
      [
        'colours without green',
        { ...frame, pixels: { ...yuvPixels(), space: { red: 0.5, blue: 0.5, isFullRange: true } } },
      ],
      [
        'NaN as the weight of a colour',
        { ...frame, pixels: { ...yuvPixels(), space: { red: NaN, blue: 0, isFullRange: true } } },
      ],
      ['a negative duration', { ...frame, pageMs: -1 }],
      ['an endless duration', { ...frame, pageMs: Infinity }],
      ['a duration that is no page’s', { ...frame, pageMs: 1.7e308 }],
      ['a duration just above the limit', { ...frame, pageMs: MAX_PAGE_MS + 1 }],
      ['a picture that is no screen’s', { ...frame, pictureWidthPx: MAX_PICTURE_SIDE_PX + 1 }],
      ['a view far from the picture', { ...frame, view: { ...box, x: 1e300 } }],
      ['a track number that is not safe', { ...frame, seq: 2 ** 53 }],
      ['NaN as seq', { ...frame, seq: NaN }],
      ['a time before the beginning', { ...frame, timeMs: -1 }],
      ['no time where one is given', { ...frame, timeMs: undefined }],
    ],
    region: [
      ...spoil(region),
      ['a region far from the picture', { ...region, region: { ...box, width: 17 } }],
      ['NaN in the region', { ...region, region: { ...box, x: NaN } }],
      ['an endless region', { ...region, region: { ...box, width: Infinity } }],
      ['a negative width', { ...region, region: { ...box, width: -0.1 } }],
      ['too few pixels', { ...region, pixels: { ...pixels(), width: 3 } }],
      ['pixels of a video', { ...region, pixels: yuvPixels() }],
    ],
    openFace: [
      ...spoil(openFace),
      ['half a track', { ...openFace, track: 0.5 }],
      ['what is to be said of it', { ...openFace, wish: { kind: 'never' } }],
    ],
    tileNameRead: [
      ...spoil(tileNameRead),
      ['an empty name', { ...tileNameRead, name: '' }],
      ['a name of 201 characters', { ...tileNameRead, name: 'x'.repeat(201) }],
      ['no name', { ...tileNameRead, name: undefined }],
    ],
  };

  for (const [type, cases] of Object.entries(spoilt)) {
    test.for(cases)(`refuses ${type}: %s`, ([, message]) => {
      expect(parseMessage(toRecognizerSchema, message)).toBeUndefined();
    });
  }

  test.for([...NO_MESSAGES, ...Object.values(toViewer), ...CORRECTIONS])(
    'refuses %j, which is no message to it',
    (message) => {
      expect(parseMessage(toRecognizerSchema, message)).toBeUndefined();
    },
  );
});

describe('to the recognizer, from a content script', () => {
  const parse = (message: unknown) => parseMessage(toRecognizerFromTabSchema, structuredClone(message));

  test.for(Object.values(toRecognizer))('accepts $type', (message) => {
    expect(parse(message)).toEqual(message);
  });

  test('accepts a frame as large as a viewer sends, in either form', () => {
    expect(parse({ ...frame, pixels: pixels(512, 512) })).toBeDefined();
    expect(parse({ ...frame, pixels: yuvPixels(1024, 256) })).toBeDefined();
    expect(parse({ ...frame, pageMs: MAX_PAGE_MS, pictureWidthPx: MAX_PICTURE_SIDE_PX })).toBeDefined();
  });

  test.for<[string, unknown]>([
    ['a camera', { ...hello, source: 'webcam' }],
    ['a shared screen', { ...hello, source: 'screen' }],
    ['a file', { ...hello, source: 'file' }],
    ['the time of a recording', { ...frame, timeMs: 33.4 }],
    ['a frame that is too large', { ...frame, pixels: pixels(513, 512) }],
    ['a frame of a video that is too large', { ...frame, pixels: yuvPixels(513, 512) }],
    ['a region that is too large', { ...region, pixels: pixels(513, 512) }],
    ['a duration that blinds the popup', { ...frame, pageMs: 1.7e308 }],
  ])('refuses %s', ([, message]) => {
    expect(parse(message)).toBeUndefined();
  });
});

describe('to the viewer', () => {
  test.for(Object.values(toViewer))('accepts $type', (message) => {
    expect(parseMessage(toViewerSchema, structuredClone(message))).toEqual(message);
  });

  test('accepts 64 faces', () => {
    expect(parseMessage(toViewerSchema, { ...faces, faces: times(64, face) })).toBeDefined();
  });

  const withVerdict = (verdict: unknown) => ({ ...faces, faces: [{ ...face, verdict }] });
  const spoilt: Record<ToViewer['type'], SpoiltMessage[]> = {
    faces: [
      ...spoil(faces),
      ['65 faces', { ...faces, faces: times(65, face) }],
      ['65 wishes', { ...faces, wanted: times(65, wanted) }],
      ['NaN in a box', { ...faces, faces: [{ ...face, box: { ...box, y: NaN } }] }],
      ['a box without height', { ...faces, faces: [{ ...face, box: { x: 0, y: 0, width: 1 } }] }],
      ['a key in a face', { ...faces, faces: [{ ...face, extra: 1 }] }],
      ['a key in a wish', { ...faces, wanted: [{ ...wanted, extra: 1 }] }],
      ['half a pixel', { ...faces, wanted: [{ ...wanted, sizePx: 10.5 }] }],
      ['an unknown verdict', withVerdict({ kind: 'perhaps' })],
      ['a name without an anchor', withVerdict({ kind: 'named', name: 'Ann' })],
      ['a name that is too long', withVerdict({ kind: 'named', anchorId: 'a', name: 'x'.repeat(201) })],
      ['a verdict with more in it', withVerdict({ kind: 'unknown', name: 'Ann' })],
    ],
    verdicts: [
      ...spoil(verdicts),
      ['65 verdicts', { ...verdicts, verdicts: times(65, verdicts.verdicts[0]) }],
      [
        'a negative track',
        { ...verdicts, verdicts: [{ track: -1, person: 1, verdict: { kind: 'unknown' } }] },
      ],
    ],
    looked: [...spoil(looked), ['half a track', { ...looked, track: 0.5 }]],
    off: [...spoil(off), ['the site', { ...off, origin: 'https://example.org' }]],
    fault: [
      ...spoil(fault),
      ['an unknown code', { ...fault, fault: { code: 'tired', message: 'x' } }],
      ['a message that is too long', { ...fault, fault: { code: 'internal', message: 'x'.repeat(501) } }],
      ['a key in the fault', { ...fault, fault: { ...fault.fault, stack: 'x' } }],
    ],
    ready: [
      ...spoil(ready),
      ['an empty model id', { ...ready, modelId: '' }],
      ['a model id that is too long', { ...ready, modelId: 'x'.repeat(81) }],
    ],
    tileName: [...spoil(tileName), ['NaN in the box', { ...tileName, box: { ...box, x: NaN } }]],
  };

  for (const [type, cases] of Object.entries(spoilt)) {
    test.for(cases)(`refuses ${type}: %s`, ([, message]) => {
      expect(parseMessage(toViewerSchema, message)).toBeUndefined();
    });
  }

  test.for([...NO_MESSAGES, ...Object.values(toRecognizer)])(
    'refuses %j, which is no message to it',
    (message) => {
      expect(parseMessage(toViewerSchema, message)).toBeUndefined();
    },
  );
});
