/** @file Corrections against storage: each request, its undoing, and what it does to those before and after it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAnchorWriter, type AnchorWriter } from '../../src/background/anchor-writer.ts';
import { createChangeQueue } from '../../src/background/change-queue.ts';
import { readConfiguration } from '../../src/background/configuration.ts';
import { createCorrectionKeeper, type CorrectionKeeper } from '../../src/background/correction-keeper.ts';
import { createCorrectionWriter, type CorrectionWriter } from '../../src/background/correction-writer.ts';
import { missingCrops, missingSamples } from '../../src/background/missing-embeddings.ts';
import { MAX_HISTORY } from '../../src/core/corrections/history.ts';
import { MAX_SAMPLES_PER_ANCHOR, type Anchor, type NewSample } from '../../src/core/gallery/anchor.ts';
import { readAnchors } from '../../src/platform/anchor-store.ts';
import { onCorrectionsChanged, readCorrections } from '../../src/platform/correction-store.ts';
import { configurationSchema } from '../../src/protocol/background-messages.ts';
import { parseMessage } from '../../src/protocol/schemas.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

let fake: FakeBrowser;
let anchors: AnchorWriter;
let corrections: CorrectionWriter;
let keeper: CorrectionKeeper;
let nowMs: number;
let lastId: number;

beforeEach(() => {
  fake = installFakeBrowser();
  [nowMs, lastId] = [1_000_000, 0];
  wake();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** As after a sleep of the service worker: nothing is left but storage. */
function wake(): void {
  const onChanged = () => Promise.resolve();
  const queue = createChangeQueue(onChanged);
  const options = { now: () => nowMs++, newId: () => `id${String(++lastId)}`, onChanged, queue };
  anchors = createAnchorWriter(options);
  corrections = createCorrectionWriter(options);
  keeper = createCorrectionKeeper(queue);
}

/** A face at this place of a line. */
function sample(at: number): NewSample {
  const cropUrl = `data:image/jpeg;base64,${String(at)}`;
  return { modelId: 'compact', embedding: Float32Array.of(at), quality: 0.8, source: 'tab', cropUrl };
}

function face(at: number) {
  const { modelId, embedding, quality, cropUrl } = sample(at);
  return { modelId, embedding, quality, cropUrl };
}

/** What is said while the face looks like this. */
function word(...at: number[]) {
  const looks = at.map((one) => ({ modelId: 'compact', embedding: Float32Array.of(one) }));
  return {
    metric: 'euclidean' as const,
    maxDistance: 0.5,
    minMargin: 0.05,
    looks,
    correctionIds: [] as string[],
  };
}

/** Enrolls somebody with faces at these places. */
async function enroll(name: string, ...at: number[]): Promise<string> {
  return (await anchors.enroll({ name, samples: at.map(sample) })).anchorId;
}

async function saved(): Promise<readonly Anchor[]> {
  return (await readAnchors()).anchors;
}

async function anchorOf(id: string): Promise<Anchor> {
  const anchor = (await saved()).find((one) => one.id === id);
  if (anchor === undefined) throw new Error(`${id} is not saved`);
  return anchor;
}

/** Where the samples of an anchor lie, in their order. */
async function placesOf(id: string): Promise<(number | undefined)[]> {
  return (await anchorOf(id)).samples.map(({ embeddings }) => embeddings['compact']?.[0]);
}

/** Those in force: whom they are against, and which faces. */
async function rejections(): Promise<[string, string, number | undefined][]> {
  const configuration = parseMessage(configurationSchema, await readConfiguration());
  return (configuration?.rejections ?? []).map((one) => [
    one.anchorId,
    one.name,
    one.embeddings['compact']?.[0],
  ]);
}

const confirm = (anchorId: string, ...at: number[]) =>
  corrections.enroll({ kind: 'confirmed', name: '', anchorId, samples: at.map(sample), word: word(...at) });
const name = (as: string, ...at: number[]) =>
  corrections.enroll({ kind: 'named', name: as, samples: at.map(sample), word: word(...at) });
const reject = (anchorId: string, ...at: number[]) => corrections.reject({ anchorId, faces: at.map(face) });

async function sampleAt(anchorId: string, at: number): Promise<string> {
  const found = (await anchorOf(anchorId)).samples.find(
    ({ embeddings }) => embeddings['compact']?.[0] === at,
  );
  return found?.id ?? 'none';
}

describe('“not X”', () => {
  test('is kept with its faces and grounds, and reaches the recognizer', async () => {
    const ann = await enroll('Ann', 0);
    const sampleId = await sampleAt(ann, 0);
    const runnerUp = { anchorId: 'b', name: 'Bob', distance: 0.45 };
    const grounds = { sampleId, distance: 0.3, runnerUp };
    const answer = await corrections.reject({ anchorId: ann, faces: [face(0.3), face(0.375)], grounds });
    expect(answer).toMatchObject({ sampleCropUrl: 'data:image/jpeg;base64,0' });
    expect(await rejections()).toEqual([
      [ann, 'Ann', Math.fround(0.3)],
      [ann, 'Ann', 0.375],
    ]);
    const [entry] = await readCorrections();
    expect(entry).toMatchObject({
      id: answer.correctionId,
      kind: 'not',
      anchorId: ann,
      name: 'Ann',
      rejection: { grounds, faces: [{ cropUrl: 'data:image/jpeg;base64,0.3', quality: 0.8 }, {}] },
    });
    expect(fake.storedKeys('correction:')).toEqual([`correction:${answer.correctionId}`]);
  });

  test('changes no anchor', async () => {
    const ann = await enroll('Ann', 0);
    const before = await saved();
    await reject(ann, 0.25);
    expect(await saved()).toEqual(before);
  });

  test('is undone, once and for all', async () => {
    const ann = await enroll('Ann', 0);
    const { correctionId } = await reject(ann, 0.25);
    await corrections.undo(correctionId);
    expect(await rejections()).toEqual([]);
    const [entry] = await readCorrections();
    expect(entry?.undoneAtMs).toBeGreaterThan(entry?.madeAtMs ?? Infinity);
    await corrections.undo(correctionId);
    expect(await readCorrections()).toEqual([entry]);
  });

  test('of somebody who is not saved any more is refused', async () => {
    await expect(reject('gone', 0)).rejects.toMatchObject({ code: 'anchor-missing' });
    expect(await readCorrections()).toEqual([]);
  });

  test('follows the person through another name, deletion, and enrolling anew', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 0.25);
    await anchors.rename(ann, 'Anna');
    expect(await rejections()).toEqual([[ann, 'Anna', 0.25]]);
    await anchors.bin(ann);
    nowMs += 6 * 60_000;
    await anchors.emptyBin();
    const anna = await enroll('anna', 0);
    expect(anna).not.toBe(ann);
    // By the name; and it goes along when this one is renamed in turn.
    expect(await rejections()).toEqual([[ann, 'Anna', 0.25]]);
    await corrections.rename(anna, 'Annika');
    expect(await rejections()).toEqual([[anna, 'Annika', 0.25]]);
  });

  test('does not follow a namesake who is renamed', async () => {
    const ann = await enroll('Ann', 0);
    const other = await enroll('Bea', 5);
    await anchors.rename(other, 'Ann');
    await reject(ann, 0.25);
    await anchors.rename(other, 'Bea');
    expect(await rejections()).toEqual([[ann, 'Ann', 0.25]]);
  });
});

describe('the latest word', () => {
  test('“is Ann” takes back “not Ann” of the same face, and says so', async () => {
    const ann = await enroll('Ann', 0);
    const not = await reject(ann, 0.75);
    const yes = await confirm(ann, 0.875);
    expect(await rejections()).toEqual([]);
    const history = await readCorrections();
    expect(history[0]).toMatchObject({ id: yes.correctionId, kind: 'confirmed', lifted: [not.correctionId] });
    expect(history[1]).toMatchObject({ id: not.correctionId, liftedBy: yes.correctionId });
    expect(history[1]?.undoneAtMs).toBeDefined();
  });

  test('undone, “not Ann” holds again', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 0.75);
    const [before] = await readCorrections();
    const { correctionId } = await confirm(ann, 0.875);
    await corrections.undo(correctionId);
    expect(await rejections()).toEqual([[ann, 'Ann', 0.75]]);
    expect((await readCorrections())[1]).toEqual(before);
  });

  test('leaves the rejection of a double who resembles Ann less than she does herself', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 0.5);
    await confirm(ann, 0.125);
    expect(await rejections()).toEqual([[ann, 'Ann', 0.5]]);
  });

  test('leaves the rejection of a face that is far away', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 2);
    await confirm(ann, 1.25);
    expect(await rejections()).toEqual([[ann, 'Ann', 2]]);
  });

  test('leaves what was said of others', async () => {
    const ann = await enroll('Ann', 0);
    const bob = await enroll('Bob', 1);
    await reject(bob, 0.5);
    await confirm(ann, 0.5);
    expect(await rejections()).toEqual([[bob, 'Bob', 0.5]]);
  });

  test('takes back what is known to be of this very track, however it looks by now', async () => {
    const ann = await enroll('Ann', 0);
    const { correctionId } = await reject(ann, 2);
    const said = { ...word(0), correctionIds: [correctionId] };
    await corrections.enroll({ kind: 'confirmed', name: '', anchorId: ann, samples: [], word: said });
    expect(await rejections()).toEqual([]);
  });

  test('enrolling in a panel is a word too', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 0.75);
    await anchors.enroll({ name: 'Ann', samples: [sample(0.75)], word: word(0.75) });
    expect(await rejections()).toEqual([]);
    expect((await readCorrections())[0]?.undoneAtMs).toBeDefined();
  });

  test('is measured in the metric that is in use', async () => {
    const ann = await enroll('Ann', -1);
    await reject(ann, 2);
    // All positive numbers of one dimension are one direction.
    const said = { ...word(9), metric: 'cosine' as const };
    await corrections.enroll({ kind: 'confirmed', name: '', anchorId: ann, samples: [], word: said });
    expect(await rejections()).toEqual([]);
  });
});

describe('confirming and naming', () => {
  test('add samples; undone, the anchor is as it was', async () => {
    const ann = await enroll('Ann', 0, 1);
    const before = await anchorOf(ann);
    const { correctionId, ...answer } = await confirm(ann, 2, 3);
    expect(answer).toEqual({ anchorId: ann, name: 'Ann' });
    expect(await placesOf(ann)).toEqual([0, 1, 2, 3]);
    await corrections.undo(correctionId);
    expect(await anchorOf(ann)).toEqual(before);
  });

  test('samples that had to make room come back', async () => {
    const full = Array.from({ length: MAX_SAMPLES_PER_ANCHOR }, (_, index) => index);
    const ann = await enroll('Ann', ...full);
    const before = await anchorOf(ann);
    const { correctionId } = await confirm(ann, 100, 101);
    expect(await placesOf(ann)).toEqual([...full.slice(2), 100, 101]);
    await corrections.undo(correctionId);
    expect(await anchorOf(ann)).toEqual(before);
  });

  test('a new name makes an anchor; undone, it lies in the bin', async () => {
    const { correctionId, anchorId } = await name('Bob', 4, 5);
    expect(await anchorOf(anchorId)).toMatchObject({ name: 'Bob', samples: [{}, {}] });
    expect((await readCorrections())[0]).toMatchObject({ kind: 'named', name: 'Bob', anchorId });
    await corrections.undo(correctionId);
    expect(await saved()).toEqual([]);
    expect((await readAnchors()).binned).toMatchObject([{ id: anchorId, name: 'Bob' }]);
  });

  test('undone, a new anchor keeps what was enrolled after', async () => {
    const { correctionId, anchorId } = await name('Bob', 4);
    await enroll('Bob', 5);
    await corrections.undo(correctionId);
    expect(await placesOf(anchorId)).toEqual([5]);
  });

  test('a known name adds to its anchor, whatever its case', async () => {
    const ann = await enroll('Ann', 0);
    expect((await name('ANN', 1)).anchorId).toBe(ann);
    expect(await placesOf(ann)).toEqual([0, 1]);
  });

  test('without samples only the word is kept', async () => {
    const ann = await enroll('Ann', 0);
    const before = await anchorOf(ann);
    await confirm(ann);
    expect(await anchorOf(ann)).toEqual(before);
    expect(await readCorrections()).toHaveLength(1);
  });

  test.for([
    ['an empty name', () => name('  ', 1), 'name-empty'],
    ['a new name without a look', () => name('Bob'), 'face-not-clear'],
    ['somebody who is gone', () => confirm('gone', 1), 'anchor-missing'],
  ] as const)('%s is refused, and nothing is written', async ([, act, code]) => {
    await expect(act()).rejects.toMatchObject({ code });
    expect(fake.storedKeys()).toEqual([]);
  });
});

describe('a name for a face that had been taken for somebody else', () => {
  /** Says that the face at this place is `as`, and not the anchor. */
  const nameNot = (as: string, at: number, anchorId: string) => {
    const not = { anchorId, faces: [face(at)] };
    return corrections.enroll({ kind: 'named', name: as, samples: [sample(at)], word: word(at), not });
  };

  test('enrolls it and rejects it, as one entry', async () => {
    const ann = await enroll('Ann', 0);
    const { correctionId, anchorId } = await nameNot('Bob', 0.25, ann);
    expect(await placesOf(anchorId)).toEqual([0.25]);
    expect(await rejections()).toEqual([[ann, 'Ann', 0.25]]);
    expect(await readCorrections()).toMatchObject([{ id: correctionId, kind: 'named', name: 'Bob' }]);
  });

  test('is undone as one', async () => {
    const ann = await enroll('Ann', 0);
    const before = await saved();
    const { correctionId } = await nameNot('Bob', 0.25, ann);
    await corrections.undo(correctionId);
    expect(await saved()).toEqual(before);
    expect(await rejections()).toEqual([]);
  });

  test('which turns out to be that very person’s rejects nothing', async () => {
    const ann = await enroll('Ann', 0);
    await nameNot('ann', 0.25, ann);
    expect(await placesOf(ann)).toEqual([0, 0.25]);
    expect(await rejections()).toEqual([]);
  });

  test('rejects nobody who is gone', async () => {
    await nameNot('Bob', 0.25, 'gone');
    expect(await rejections()).toEqual([]);
  });

  test('keeps its samples when the rejection is contradicted, and rejects again when that is undone', async () => {
    const ann = await enroll('Ann', 0);
    const { anchorId } = await nameNot('Bob', 0.25, ann);
    const { correctionId } = await confirm(ann, 0.25);
    expect(await rejections()).toEqual([]);
    expect(await placesOf(anchorId)).toEqual([0.25]);
    await corrections.undo(correctionId);
    expect(await rejections()).toEqual([[ann, 'Ann', 0.25]]);
  });

  test('once undone stays so, also when what contradicted it is undone', async () => {
    const ann = await enroll('Ann', 0);
    const { correctionId } = await nameNot('Bob', 0.25, ann);
    const later = await confirm(ann, 0.25);
    await corrections.undo(correctionId);
    expect((await saved()).map((anchor) => anchor.name)).toEqual(['Ann']);
    await corrections.undo(later.correctionId);
    expect(await rejections()).toEqual([]);
  });

  test('stays undoable where enrolling has contradicted the rejection', async () => {
    const ann = await enroll('Ann', 0);
    const { correctionId } = await nameNot('Bob', 0.25, ann);
    await anchors.enroll({ name: 'Ann', samples: [sample(0.25)], word: word(0.25) });
    expect(await rejections()).toEqual([]);
    await corrections.undo(correctionId);
    expect((await saved()).map((anchor) => anchor.name)).toEqual(['Ann']);
  });
});

describe('renaming', () => {
  test('and back', async () => {
    const ann = await enroll('Ann', 0);
    const before = await anchorOf(ann);
    await reject(ann, 0.25);
    const { correctionId } = await corrections.rename(ann, ' Anna ');
    expect((await anchorOf(ann)).name).toBe('Anna');
    expect((await readCorrections())[0]).toMatchObject({
      kind: 'renamed',
      name: 'Ann',
      otherNames: ['Anna'],
    });
    expect(await rejections()).toEqual([[ann, 'Anna', 0.25]]);
    await corrections.undo(correctionId);
    expect(await anchorOf(ann)).toEqual(before);
    expect(await rejections()).toEqual([[ann, 'Ann', 0.25]]);
  });

  test('undone after a later one, the later name stays', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 0.25);
    const { correctionId } = await corrections.rename(ann, 'Anna');
    await anchors.rename(ann, 'Annika');
    await corrections.undo(correctionId);
    expect((await anchorOf(ann)).name).toBe('Annika');
    expect(await rejections()).toEqual([[ann, 'Annika', 0.25]]);
  });

  test('to nothing readable is refused', async () => {
    const ann = await enroll('Ann', 0);
    await expect(corrections.rename(ann, ' ')).rejects.toMatchObject({ code: 'name-empty' });
  });
});

describe('never naming', () => {
  test('somebody known, and back', async () => {
    const ann = await enroll('Ann', 0);
    const before = await anchorOf(ann);
    const { correctionId } = await corrections.neverName(ann, true);
    expect(await anchorOf(ann)).toEqual({ ...before, isNeverNamed: true });
    expect((await readCorrections())[0]).toMatchObject({ kind: 'never-named', name: 'Ann' });
    await corrections.undo(correctionId);
    expect(await anchorOf(ann)).toEqual(before);
  });

  test('and naming again are entries of their own', async () => {
    const ann = await enroll('Ann', 0);
    const never = await corrections.neverName(ann, true);
    await corrections.neverName(ann, false);
    expect((await readCorrections()).map(({ kind }) => kind)).toEqual(['named-again', 'never-named']);
    await corrections.undo(never.correctionId);
    expect((await anchorOf(ann)).isNeverNamed).toBe(false);
  });

  test('somebody unknown makes an anchor under a name that is free', async () => {
    await enroll('never named 2', 9);
    const first = await corrections.enrollNeverNamed([sample(0)]);
    await corrections.enrollNeverNamed([sample(1)]);
    const made = (await saved()).filter(({ isNeverNamed }) => isNeverNamed).map((anchor) => anchor.name);
    expect(made).toEqual(['Never named 1', 'Never named 3']);
    await corrections.undo(first.correctionId);
    expect((await saved()).map((anchor) => anchor.name)).toEqual(['never named 2', 'Never named 3']);
  });
});

describe('merging', () => {
  test('and back: all of them are as they were', async () => {
    const [ann, anna, annie] = [await enroll('Ann', 0, 1), await enroll('Anna', 2), await enroll('Annie', 3)];
    const before = await saved();
    const { correctionId } = await corrections.merge(ann, [anna, annie]);
    expect((await saved()).map(({ id }) => id)).toEqual([ann]);
    expect(await placesOf(ann)).toEqual([0, 1, 2, 3]);
    expect((await readCorrections())[0]).toMatchObject({
      kind: 'merged',
      name: 'Ann',
      otherNames: ['Anna', 'Annie'],
    });
    await corrections.undo(correctionId);
    expect(await saved()).toEqual(before);
  });

  test('keeps the twenty that teach most, and gives back the others', async () => {
    const near = Array.from({ length: 15 }, (_, index) => index / 1000);
    const far = Array.from({ length: 15 }, (_, index) => 10 + index);
    const [ann, anna] = [await enroll('Ann', ...near), await enroll('Anna', ...far)];
    const before = await saved();
    const { correctionId } = await corrections.merge(ann, [anna]);
    const places = await placesOf(ann);
    expect(places).toHaveLength(MAX_SAMPLES_PER_ANCHOR);
    expect(places).toEqual(expect.arrayContaining(far));
    await corrections.undo(correctionId);
    expect(await saved()).toEqual(before);
  });

  test('undone, what came after stays with the one', async () => {
    const [ann, anna] = [await enroll('Ann', 0), await enroll('Anna', 1)];
    const { correctionId } = await corrections.merge(ann, [anna]);
    await enroll('Ann', 5);
    await corrections.rename(ann, 'Annika');
    await corrections.undo(correctionId);
    expect(await placesOf(ann)).toEqual([0, 5]);
    expect(await anchorOf(ann)).toMatchObject({ name: 'Annika' });
    expect(await placesOf(anna)).toEqual([1]);
  });

  test('undone, a sample that was removed since stays removed', async () => {
    const [ann, anna] = [await enroll('Ann', 0), await enroll('Anna', 1, 2)];
    const { correctionId } = await corrections.merge(ann, [anna]);
    const removed = await corrections.removeSamples(ann, [await sampleAt(ann, 1)]);
    await corrections.undo(correctionId);
    expect(await placesOf(anna)).toEqual([2]);
    expect(await placesOf(ann)).toEqual([0]);
    await corrections.undo(removed.correctionId);
    expect([...(await placesOf(ann)), ...(await placesOf(anna))].toSorted()).toEqual([0, 1, 2]);
  });

  test('undone, embeddings that were made since are kept', async () => {
    const [ann, anna] = [await enroll('Ann', 0), await enroll('Anna', 1)];
    const sampleId = await sampleAt(anna, 1);
    const { correctionId } = await corrections.merge(ann, [anna]);
    await anchors.addEmbeddings({
      modelId: 'facenet',
      anchorId: ann,
      embeddings: [{ sampleId, embedding: Float32Array.of(7, 8) }],
    });
    await corrections.undo(correctionId);
    expect((await anchorOf(anna)).samples[0]?.embeddings['facenet']).toEqual(Float32Array.of(7, 8));
  });

  test('earlier corrections of those that are part of another by now can be undone', async () => {
    const [ann, anna] = [await enroll('Ann', 0), await enroll('Anna', 1)];
    const { correctionId } = await confirm(anna, 2);
    await corrections.merge(ann, [anna]);
    await corrections.undo(correctionId);
    expect(await placesOf(ann)).toEqual([0, 1]);
  });

  test('with somebody who is gone is refused', async () => {
    const ann = await enroll('Ann', 0);
    await expect(corrections.merge(ann, ['gone'])).rejects.toMatchObject({ code: 'anchor-missing' });
    await expect(corrections.merge('gone', [ann])).rejects.toMatchObject({ code: 'anchor-missing' });
    expect(await readCorrections()).toEqual([]);
  });

  test('when the one is deleted, cannot be undone until it is restored', async () => {
    const [ann, anna] = [await enroll('Ann', 0), await enroll('Anna', 1)];
    const { correctionId } = await corrections.merge(ann, [anna]);
    await anchors.bin(ann);
    await expect(corrections.undo(correctionId)).rejects.toMatchObject({ code: 'anchor-missing' });
    await anchors.restore(ann);
    await corrections.undo(correctionId);
    expect(await placesOf(anna)).toEqual([1]);
  });

  test('what was not the other is not the one either; undone, it is the other again', async () => {
    const [ann, anna] = [await enroll('Ann', 0), await enroll('Anna', 1)];
    await reject(anna, 1.25);
    const { correctionId } = await corrections.merge(ann, [anna]);
    expect(await rejections()).toEqual([[ann, 'Ann', 1.25]]);
    await corrections.undo(correctionId);
    expect(await rejections()).toEqual([[anna, 'Anna', 1.25]]);
  });

  test('“not Anna, but Ann” is moot when both are one; undone, it holds again', async () => {
    const [ann, anna] = [await enroll('Ann', 0), await enroll('Anna', 1)];
    const runnerUp = { anchorId: ann, name: 'Ann', distance: 0.5 };
    const grounds = { sampleId: 's', distance: 0.4, runnerUp };
    await corrections.reject({ anchorId: anna, faces: [face(0.5)], grounds });
    const { correctionId } = await corrections.merge(ann, [anna]);
    expect(await rejections()).toEqual([]);
    await corrections.undo(correctionId);
    expect(await rejections()).toEqual([[anna, 'Anna', 0.5]]);
  });

  test('so is “not Anna” of a look that Ann was enrolled with', async () => {
    const [ann, anna] = [await enroll('Ann', 0, 0.5), await enroll('Anna', 1)];
    await reject(anna, 0.5);
    await corrections.merge(ann, [anna]);
    expect(await rejections()).toEqual([]);
  });
});

describe('removing and moving samples', () => {
  test('removed ones come back to their places', async () => {
    const ann = await enroll('Ann', 0, 1, 2);
    const before = await anchorOf(ann);
    const ids = [await sampleAt(ann, 0), await sampleAt(ann, 1)];
    const { correctionId } = await corrections.removeSamples(ann, ids);
    expect(await placesOf(ann)).toEqual([2]);
    await corrections.undo(correctionId);
    expect(await anchorOf(ann)).toEqual(before);
  });

  test('removed ones come back beside what was added since', async () => {
    const ann = await enroll('Ann', 0, 1);
    const { correctionId } = await corrections.removeSamples(ann, [await sampleAt(ann, 0)]);
    await confirm(ann, 5);
    await corrections.undo(correctionId);
    expect(await placesOf(ann)).toEqual([0, 1, 5]);
  });

  test('too many to come back: what was added since stays', async () => {
    const full = Array.from({ length: MAX_SAMPLES_PER_ANCHOR }, (_, index) => index);
    const ann = await enroll('Ann', ...full);
    const { correctionId } = await corrections.removeSamples(ann, [
      await sampleAt(ann, 0),
      await sampleAt(ann, 1),
    ]);
    await confirm(ann, 100);
    await corrections.undo(correctionId);
    expect(await placesOf(ann)).toEqual([...full.slice(1), 100]);
  });

  test('moved ones go back', async () => {
    const [ann, bob] = [await enroll('Ann', 0, 1, 2), await enroll('Bob', 5)];
    const before = await saved();
    const { correctionId } = await corrections.moveSamples(ann, [await sampleAt(ann, 1)], bob);
    expect(await placesOf(ann)).toEqual([0, 2]);
    expect((await placesOf(bob)).toSorted()).toEqual([1, 5]);
    expect((await readCorrections())[0]).toMatchObject({
      kind: 'samples-moved',
      name: 'Ann',
      otherNames: ['Bob'],
    });
    await corrections.undo(correctionId);
    expect(await saved()).toEqual(before);
  });

  test('moved ones that were moved on stay there', async () => {
    const [ann, bob, eve] = [await enroll('Ann', 0, 1), await enroll('Bob', 5), await enroll('Eve', 9)];
    const { correctionId } = await corrections.moveSamples(ann, [await sampleAt(ann, 1)], bob);
    await corrections.moveSamples(bob, [await sampleAt(bob, 1)], eve);
    await corrections.undo(correctionId);
    expect(await placesOf(ann)).toEqual([0]);
    expect(await placesOf(bob)).toEqual([5]);
    expect((await placesOf(eve)).toSorted()).toEqual([1, 9]);
  });

  test('samples that another page has removed are refused', async () => {
    const [ann, bob] = [await enroll('Ann', 0), await enroll('Bob', 1)];
    await expect(corrections.removeSamples(ann, ['x'])).rejects.toMatchObject({ code: 'samples-missing' });
    await expect(corrections.moveSamples(ann, ['x'], bob)).rejects.toMatchObject({ code: 'samples-missing' });
  });
});

describe('the history', () => {
  test('is newest first, and says when it changes', async () => {
    let heard = 0;
    const stop = onCorrectionsChanged(() => heard++);
    const ann = await enroll('Ann', 0);
    expect(heard).toBe(0);
    await corrections.rename(ann, 'Anna');
    await corrections.neverName(ann, true);
    expect(heard).toBe(2);
    stop();
    await reject(ann, 1);
    expect(heard).toBe(2);
    expect((await readCorrections()).map(({ kind }) => kind)).toEqual(['not', 'never-named', 'renamed']);
  });

  test('knows no correction that never was', async () => {
    await expect(corrections.undo('x')).rejects.toMatchObject({ code: 'correction-gone' });
  });

  test('lets the oldest go, but no rejection in force', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 1);
    const undone = await reject(ann, 2);
    await corrections.undo(undone.correctionId);
    const [, oldest] = await readCorrections();
    for (let index = 0; index <= MAX_HISTORY; index++) {
      // As a write of the past would have left it.
      fake.store(`correction:old${String(index)}`, {
        version: 1,
        correction: {
          ...oldest,
          id: `old${String(index)}`,
          rejection: undefined,
          undoneAtMs: 1,
          madeAtMs: nowMs++,
        },
      });
    }
    await corrections.rename(ann, 'Anna');
    const history = await readCorrections();
    expect(history).toHaveLength(MAX_HISTORY + 1);
    expect(history[0]?.kind).toBe('renamed');
    expect(history.at(-1)).toMatchObject({ id: oldest?.id });
    expect(await rejections()).toEqual([[ann, 'Anna', 1]]);
  });

  test('a record that cannot be read is set aside untouched, and the others hold', async () => {
    const ann = await enroll('Ann', 0);
    await reject(ann, 1);
    const later = { version: 2, correction: {} };
    fake.store('correction:broken', later);
    expect(await rejections()).toHaveLength(1);
    await keeper.setDamagedAside();
    expect(fake.stored('aside:correction:broken')).toEqual(later);
    expect(fake.storedKeys('correction:')).toHaveLength(1);
    expect((await readAnchors()).damaged).toEqual([{ key: 'aside:correction:broken' }]);
  });

  test('two corrections at once: neither is lost', async () => {
    const ann = await enroll('Ann', 0);
    await Promise.all([confirm(ann, 1), corrections.rename(ann, 'Anna'), enroll('Ann', 2), reject(ann, 3)]);
    expect(await readCorrections()).toHaveLength(3);
    expect((await saved()).flatMap(({ samples }) => samples)).toHaveLength(3);
  });

  test('a failing disk leaves everything as it was', async () => {
    const ann = await enroll('Ann', 0);
    fake.storageFailure = new Error('full');
    await expect(corrections.rename(ann, 'Anna')).rejects.toMatchObject({ code: 'storage-failed' });
    fake.storageFailure = undefined;
    expect((await anchorOf(ann)).name).toBe('Ann');
    expect(await readCorrections()).toEqual([]);
  });
});

describe('models come and go', () => {
  test('a rejected face is embedded by the next network as samples are', async () => {
    const ann = await enroll('Ann', 0);
    const { correctionId } = await reject(ann, 0.25, 0.5);
    await reject(ann, 0.75).then((undone) => corrections.undo(undone.correctionId));
    expect(await missingSamples('compact')).toEqual({ anchors: [] });
    expect(await missingSamples('facenet')).toEqual({
      anchors: [
        { anchorId: correctionId, samples: 2 },
        { anchorId: ann, samples: 1 },
      ],
    });
    const { samples } = await missingCrops('facenet', correctionId);
    expect(samples.map(({ cropUrl }) => cropUrl)).toEqual([
      'data:image/jpeg;base64,0.25',
      'data:image/jpeg;base64,0.5',
    ]);
    const embeddings = samples.map(({ sampleId }) => ({ sampleId, embedding: Float32Array.of(8, 9) }));
    await keeper.addEmbeddings({ modelId: 'facenet', anchorId: correctionId, embeddings });
    expect((await missingSamples('facenet')).anchors).toEqual([{ anchorId: ann, samples: 1 }]);
    const { rejections: told } = await readConfiguration();
    expect(told[0]?.embeddings).toEqual({ compact: Float32Array.of(0.25), facenet: Float32Array.of(8, 9) });
  });

  test('a model that is forgotten is forgotten everywhere', async () => {
    const ann = await enroll('Ann', 0, 1);
    await reject(ann, 0.25);
    await corrections.removeSamples(ann, [await sampleAt(ann, 1)]);
    await keeper.forgetModel('compact');
    const history = await readCorrections();
    expect(history[0]?.change?.dropped).toMatchObject([{ embeddings: {} }]);
    expect(history[1]?.rejection?.faces).toMatchObject([{ embeddings: {} }]);
  });
});

describe('erasing somebody', () => {
  test('erases what is remembered of them, once they cannot be restored any more', async () => {
    const ann = await enroll('Ann', 0, 1);
    await corrections.removeSamples(ann, [await sampleAt(ann, 1)]);
    await anchors.bin(ann);
    await keeper.forgetErased();
    expect((await readCorrections())[0]?.change?.dropped).toHaveLength(1);
    nowMs += 6 * 60_000;
    expect(await anchors.emptyBin()).toMatchObject({ isAnyErased: true });
    await keeper.forgetErased();
    expect((await readCorrections())[0]?.change?.dropped).toEqual([]);
  });

  test('leaves what others would get back', async () => {
    const [ann, bob] = [await enroll('Ann', 0, 1), await enroll('Bob', 5)];
    await corrections.removeSamples(ann, [await sampleAt(ann, 1)]);
    await anchors.bin(bob);
    nowMs += 6 * 60_000;
    await anchors.emptyBin();
    await keeper.forgetErased();
    expect((await readCorrections())[0]?.change?.dropped).toHaveLength(1);
  });
});

test('everything holds after the service worker has slept', async () => {
  const ann = await enroll('Ann', 0);
  const bob = await enroll('Bob', 1);
  await reject(ann, 0.25);
  const { correctionId } = await corrections.merge(ann, [bob]);
  wake();
  expect(await rejections()).toEqual([[ann, 'Ann', 0.25]]);
  await corrections.undo(correctionId);
  expect(await placesOf(bob)).toEqual([1]);
});
