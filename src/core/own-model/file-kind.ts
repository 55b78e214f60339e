/** @file What a file is, from its first bytes: most of what is no ONNX model can be said before reading all of it. */
import type { FaultCode } from '../errors/fault.ts';

/** Beyond it the runtime's 4 GB of memory get tight: it holds the file, the weights and the results at once. */
export const MAX_MODEL_BYTES = 600_000_000;
/** Of the file's start, as many as `refuseFile` looks at. */
export const HEAD_BYTES = 512;

export interface FileFacts {
  readonly name: string;
  readonly bytes: number;
  /** The first `HEAD_BYTES`, or all there are. */
  readonly head: Uint8Array;
}

interface Signature {
  readonly code: FaultCode;
  readonly at: number;
  /** As Latin-1. */
  readonly text: string;
}

/** Sources: the formats' own descriptions; for most of them https://en.wikipedia.org/wiki/List_of_file_signatures */
const SIGNATURES: readonly Signature[] = [
  { code: 'model-is-keras', at: 0, text: '\x89HDF\r\n\x1a\n' },
  { code: 'model-is-lite', at: 4, text: 'TFL3' },
  { code: 'model-is-archive', at: 0, text: '\x1f\x8b' },
  { code: 'model-is-archive', at: 0, text: "7z\xbc\xaf'\x1c" },
  { code: 'model-is-archive', at: 0, text: 'Rar!' },
  { code: 'model-is-archive', at: 0, text: '\xfd7zXZ' },
  { code: 'model-is-archive', at: 0, text: 'BZh' },
  { code: 'model-is-archive', at: 257, text: 'ustar' },
  { code: 'model-is-picture', at: 0, text: '\xff\xd8\xff' },
  { code: 'model-is-picture', at: 0, text: '\x89PNG' },
  { code: 'model-is-picture', at: 0, text: 'GIF8' },
  { code: 'model-is-picture', at: 0, text: 'RIFF' },
  { code: 'model-is-picture', at: 4, text: 'ftyp' },
  { code: 'model-is-picture', at: 0, text: '\x1aE\xdf\xa3' },
];
const ZIP = 'PK';
const PICKLE = 0x80;
const PICKLE_VERSIONS = [2, 3, 4, 5];

/** Why this file cannot be a model, or undefined when only reading it can tell. */
export function refuseFile({ name, bytes, head }: FileFacts): FaultCode | undefined {
  if (bytes === 0) return 'model-empty';
  const known = SIGNATURES.find(({ at, text }) => textAt(head, at, text.length) === text);
  if (known !== undefined) return known.code;
  if (textAt(head, 0, ZIP.length) === ZIP) return zipKind(name, head);
  if (isPickle(head) || isSafetensors(head)) return 'model-is-pytorch';
  if (isText(head)) return 'model-is-text';
  return bytes > MAX_MODEL_BYTES ? 'model-too-large' : undefined;
}

/** PyTorch and Keras pack their files as zip, too: the names of the entries tell. */
function zipKind(name: string, head: Uint8Array): FaultCode {
  const entries = textAt(head, 0, head.length);
  if (entries.includes('data.pkl') || /\.(?:pt|pth|ckpt)$/iu.test(name)) return 'model-is-pytorch';
  return /\.keras$/iu.test(name) ? 'model-is-keras' : 'model-is-archive';
}

function isPickle(head: Uint8Array): boolean {
  return head[0] === PICKLE && PICKLE_VERSIONS.includes(head[1] ?? 0);
}

/** The length of a JSON header in eight bytes, then the header. */
function isSafetensors(head: Uint8Array): boolean {
  return textAt(head, 6, 4) === '\0\0{"';
}

/** No binary format does without a single control character in its first bytes. */
function isText(head: Uint8Array): boolean {
  if (head[0] === 0xff || head[0] === 0xfe) return true;
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function textAt(head: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...head.subarray(at, at + length));
}
