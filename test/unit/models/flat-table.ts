/**
 * @file Reads any table of a flatbuffer by field number, for tests that look at a file without its schema's classes.
 */
import { ByteBuffer } from 'flatbuffers';

/** One table; the default is the root table. An absent field reads as 0, `undefined` or an empty list. */
export class FlatTable {
  readonly position: number;
  readonly #content: Uint8Array;
  readonly #buffer: ByteBuffer;

  constructor(content: Uint8Array, position?: number) {
    this.#content = content;
    this.#buffer = new ByteBuffer(content);
    this.position = position ?? this.#buffer.readInt32(0);
  }

  byte(field: number): number {
    const at = this.#find(field);
    return at === undefined ? 0 : this.#buffer.readUint8(at);
  }

  integer(field: number): number {
    const at = this.#find(field);
    return at === undefined ? 0 : this.#buffer.readInt32(at);
  }

  text(field: number): string | undefined {
    const bytes = this.bytes(field);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  table(field: number): FlatTable | undefined {
    const at = this.#find(field);
    return at === undefined ? undefined : new FlatTable(this.#content, this.#buffer.__indirect(at));
  }

  tables(field: number): FlatTable[] {
    return this.#items(field).map((at) => new FlatTable(this.#content, this.#buffer.__indirect(at)));
  }

  floats(field: number): number[] {
    return this.#items(field).map((at) => this.#buffer.readFloat32(at));
  }

  /** A view of the file, not a copy. */
  bytes(field: number): Uint8Array | undefined {
    const at = this.#find(field);
    if (at === undefined) return undefined;
    const vector = this.#buffer.__indirect(at);
    return this.#content.subarray(vector + 4, vector + 4 + this.#buffer.readInt32(vector));
  }

  /** Positions of the four-byte items of a vector. */
  #items(field: number): number[] {
    const at = this.#find(field);
    if (at === undefined) return [];
    const vector = this.#buffer.__indirect(at);
    return Array.from({ length: this.#buffer.readInt32(vector) }, (_, index) => vector + 4 + 4 * index);
  }

  #find(field: number): number | undefined {
    const offset = this.#buffer.__offset(this.position, 4 + 2 * field);
    return offset === 0 ? undefined : this.position + offset;
  }
}
