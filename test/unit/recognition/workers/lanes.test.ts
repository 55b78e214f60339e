/** @file Several embedders as one: when another is opened, who gets what, and their common end. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { KernelUse } from '../../../../src/core/errors/kernel-lack.ts';
import type { Embedder, SharingEmbedder } from '../../../../src/recognition/workers/embedder.ts';
import { openLanes } from '../../../../src/recognition/workers/lanes.ts';

interface Opened {
  readonly crash: () => void;
  /** What it was asked and has not answered. */
  readonly asked: string[];
  readonly shared: MessagePort | undefined;
  isOpen: boolean;
  kernels: KernelUse;
}

const region = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

/** What the first lane shares, where it can. */
let share: MessagePort | undefined;
/** In the order in which they were opened. */
let opened: Opened[];
/** Every lane but the first waits for it. */
let whenOthersMayOpen: Promise<void>;
let mayOthersOpen: () => void;
let mayNotOpen: (error: Error) => void;
let crashes: number;
let refusals: unknown[];

beforeEach(() => {
  [opened, refusals, crashes] = [[], [], 0];
  share = new MessageChannel().port1;
  whenOthersMayOpen = new Promise((resolve, reject) => {
    [mayOthersOpen, mayNotOpen] = [resolve, reject];
  });
});

function open(most = 2): Promise<Embedder> {
  return openLanes({
    open: openLane,
    most,
    onCrash: () => crashes++,
    onRefusal: (error) => refusals.push(error),
  });
}

async function openLane(crash: () => void, shared?: MessagePort): Promise<SharingEmbedder> {
  const lane: Opened = { crash, asked: [], shared, isOpen: true, kernels: 'used' };
  opened.push(lane);
  if (opened.length > 1) await whenOthersMayOpen;
  const ask = (what: string): Promise<never> => {
    lane.asked.push(what);
    return new Promise(() => undefined);
  };
  return {
    threads: 1,
    lanes: 1,
    get kernels() {
      return lane.kernels;
    },
    look: () => ask('look'),
    embedSample: (cropUrl) => ask(cropUrl),
    encode: () => ask('encode'),
    share: () => Promise.resolve(share),
    close: () => (lane.isOpen = false),
  };
}

async function look(embedder: Embedder, times: number): Promise<void> {
  for (let i = 0; i < times; i++) void embedder.look(region, LANDMARKS, 1);
  await settle();
}

const CENTRE = { x: 0.5, y: 0.5 };
const LANDMARKS = {
  rightEye: CENTRE,
  leftEye: CENTRE,
  noseTip: CENTRE,
  mouthCenter: CENTRE,
  rightEarTragion: CENTRE,
  leftEarTragion: CENTRE,
};

const settle = (): Promise<void> => new Promise(setImmediate);
const asked = (): string[][] => opened.map((lane) => lane.asked);

describe('another lane', () => {
  test('is not opened for looks that do not meet', async () => {
    const embedder = await open();
    await look(embedder, 1);
    expect(opened).toHaveLength(1);
    expect(embedder.lanes).toBe(1);
  });

  test('is opened, once, when they do, and shares those that come then', async () => {
    const embedder = await open();
    await look(embedder, 3);
    expect(opened.map(({ shared }) => shared)).toEqual([undefined, share]);
    expect(embedder.lanes).toBe(1);
    mayOthersOpen();
    await settle();
    expect(embedder.lanes).toBe(2);
    await look(embedder, 4);
    expect(asked().map(({ length }) => length)).toEqual([4, 3]);
    expect(opened).toHaveLength(2);
  });

  test.for([1, 2, 3])('is not opened beyond %d', async (most) => {
    const embedder = await open(most);
    mayOthersOpen();
    for (let i = 0; i < 5; i++) {
      await look(embedder, 2);
      await settle();
    }
    expect(opened).toHaveLength(most);
  });

  test('is not opened without weights that it could share', async () => {
    share = undefined;
    const embedder = await open();
    await look(embedder, 3);
    await look(embedder, 3);
    expect(opened).toHaveLength(1);
    expect(refusals).toEqual([]);
  });

  test('that cannot be opened is told of once; the first goes on alone', async () => {
    const embedder = await open();
    await look(embedder, 2);
    mayNotOpen(new Error('no memory'));
    await settle();
    await look(embedder, 2);
    expect(refusals).toEqual([new Error('no memory')]);
    expect(asked()).toEqual([['look', 'look', 'look', 'look'], []]);
    expect(opened).toHaveLength(2);
    expect(crashes).toBe(0);
  });
});

test('samples and crops are the work of the first', async () => {
  const embedder = await open();
  await look(embedder, 2);
  mayOthersOpen();
  await settle();
  void embedder.embedSample('data:,');
  void embedder.encode(region);
  expect(asked()).toEqual([['look', 'look', 'data:,', 'encode'], []]);
});

describe('the end', () => {
  test('of all comes with closing', async () => {
    const embedder = await open();
    await look(embedder, 2);
    mayOthersOpen();
    await settle();
    embedder.close();
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, false]);
    expect(crashes).toBe(0);
  });

  test('of a lane that was being opened comes as soon as it is open', async () => {
    const embedder = await open();
    await look(embedder, 2);
    embedder.close();
    mayOthersOpen();
    await settle();
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  test.for([0, 1])('comes for all with the crash of lane %d, told once', async (which) => {
    const embedder = await open();
    await look(embedder, 2);
    mayOthersOpen();
    await settle();
    opened[which]?.crash();
    for (const lane of opened) lane.crash();
    expect(crashes).toBe(1);
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  test('does not come with a lane that dies while it is opened', async () => {
    const embedder = await open();
    await look(embedder, 2);
    opened[1]?.crash();
    mayNotOpen(new Error('crashed'));
    await settle();
    expect(crashes).toBe(0);
    expect(opened[0]?.isOpen).toBe(true);
    expect(refusals).toHaveLength(1);
  });
});

test('of several lanes the one whose kernels have stopped is told', async () => {
  const embedder = await open();
  await look(embedder, 2);
  mayOthersOpen();
  await settle();
  expect(embedder).toMatchObject({ lanes: 2, kernels: 'used' });
  const [, second] = opened;
  if (second !== undefined) second.kernels = 'trapped';
  expect(embedder.kernels).toBe('trapped');
});
