/**
 * @file A configuration in parts, each far below Chrome's limit of 64 MiB for one message. Every record of a part is checked
 * by itself: one that cannot be read is left out and counted, and the others arrive.
 */
import * as v from 'valibot';
import { configurationSchema, settingsInForceSchema, type Configuration } from './background-messages.ts';
import { counter, listOf, parseMessage } from './schemas.ts';

/** Bounds the time that one message takes to check. Ten thousand people with one photo each make five parts. */
const MAX_PART_RECORDS = 2000;
const MAX_PART_BYTES = 8 * 2 ** 20;
/** Of 2,000 records each: a hundred times the people that can be saved. */
const MAX_PARTS = 1000;
/** Keys, names and the frame of a record, generously. */
const RECORD_BYTES = 1000;

const partSchema = v.strictObject({
  ...settingsInForceSchema.entries,
  anchors: listOf(v.unknown(), MAX_PART_RECORDS),
  rejections: listOf(v.unknown(), MAX_PART_RECORDS),
  /** Missing where one part is all of it. */
  part: v.exactOptional(
    v.pipe(
      v.strictObject({ index: counter, of: v.pipe(counter, v.maxValue(MAX_PARTS)) }),
      v.check(({ index, of }) => index < of, 'no such part'),
    ),
  ),
});

export interface ConfigurationPart extends Configuration {
  readonly part?: { readonly index: number; readonly of: number };
}

/** A part as it was received. */
export interface ReadPart extends ConfigurationPart {
  /** Records that were left out. */
  readonly unreadable: number;
}

const anchorSchema = configurationSchema.entries.anchors.item;
const rejectionSchema = configurationSchema.entries.rejections.item;

/** In the order of the records; at least one part. */
export function splitConfiguration({
  anchors,
  rejections,
  ...head
}: Configuration): readonly [ConfigurationPart, ...ConfigurationPart[]] {
  const [first = [], ...more] = chunks(anchors, (anchor) =>
    anchor.samples.reduce((sum, { embeddings }) => sum + bytesOf(embeddings), 0),
  );
  const rejected = chunks(rejections, ({ embeddings }) => bytesOf(embeddings));
  const [onlyRejected = []] = rejected;
  // Together at most twice a part's size, which is still far below the limit.
  if (more.length === 0 && rejected.length <= 1) {
    return [{ ...head, anchors: first, rejections: onlyRejected }];
  }
  const of = 1 + more.length + rejected.length;
  return [
    { ...head, anchors: first, rejections: [], part: { index: 0, of } },
    ...more.map((part, index) => ({
      ...head,
      anchors: part,
      rejections: [],
      part: { index: index + 1, of },
    })),
    ...rejected.map((part, index) => ({
      ...head,
      anchors: [],
      rejections: part,
      part: { index: 1 + more.length + index, of },
    })),
  ];
}

/** Undefined when the frame of the part is malformed. */
export function readPart(message: unknown): ReadPart | undefined {
  const frame = parseMessage(partSchema, message);
  if (frame === undefined) return undefined;
  const anchors = frame.anchors.flatMap((record) => parseMessage(anchorSchema, record) ?? []);
  const rejections = frame.rejections.flatMap((record) => parseMessage(rejectionSchema, record) ?? []);
  const sent = frame.anchors.length + frame.rejections.length;
  return { ...frame, anchors, rejections, unreadable: sent - anchors.length - rejections.length };
}

export interface Gathered {
  readonly configuration: Configuration;
  readonly unreadable: number;
}

/** Puts parts together again. Those of a newer revision replace what is not complete. */
export class PartGatherer {
  #revision = -1;
  #parts = new Map<number, ReadPart>();

  /** Returns the whole once its last part is here. */
  add(part: ReadPart): Gathered | undefined {
    const { revision, part: { index, of } = { index: 0, of: 1 } } = part;
    if (revision < this.#revision) return undefined;
    if (revision > this.#revision) this.#parts = new Map();
    this.#revision = revision;
    this.#parts.set(index, part);
    if (this.#parts.size < of) return undefined;
    const parts = [...this.#parts.entries()].sort(([a], [b]) => a - b).map(([, one]) => one);
    this.#parts = new Map();
    const { settings, activeModelId } = part;
    return {
      configuration: {
        revision,
        settings,
        activeModelId,
        anchors: parts.flatMap(({ anchors }) => anchors),
        rejections: parts.flatMap(({ rejections }) => rejections),
      },
      unreadable: parts.reduce((sum, { unreadable }) => sum + unreadable, 0),
    };
  }
}

type Embeddings = Readonly<Record<string, Float32Array>>;

function bytesOf(embeddings: Embeddings): number {
  return Object.values(embeddings).reduce((sum, { byteLength }) => sum + byteLength, RECORD_BYTES);
}

function chunks<Item>(records: readonly Item[], sizeOf: (record: Item) => number): Item[][] {
  const parts: Item[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = RECORD_BYTES + sizeOf(record);
    const last = parts.at(-1);
    if (last === undefined || bytes > room || last.length === MAX_PART_RECORDS) {
      parts.push([record]);
      room = MAX_PART_BYTES - bytes;
    } else {
      last.push(record);
      room -= bytes;
    }
  }
  return parts;
}
