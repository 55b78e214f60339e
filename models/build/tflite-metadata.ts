/**
 * @file Adds the metadata to a TFLite model that MediaPipe's vision tasks ask for.
 * The original file stays as it is, as one block behind a new root table: flatbuffer references only point forward,
 * so a new root may reuse every part of the old file while nothing in the old file has to move.
 * Source: tensorflow `schema.fbs` (Model, Metadata, Buffer) and tflite-support `metadata_schema.fbs` (the rest).
 */
import { Builder, ByteBuffer } from 'flatbuffers';

/** How the network wants its pixels: `(x - mean) / std` on 0..255, the same for the three channels. */
export interface ImageNormalization {
  readonly mean: number;
  readonly std: number;
}

/** Name under which readers look for the metadata in the model's root table. */
export const METADATA_NAME = 'TFLITE_METADATA';

/** Tensor data in TFLite files may be read with vector instructions, so the old file keeps a 64-byte alignment. */
export const BLOCK_ALIGNMENT = 64;

const MODEL_IDENTIFIER = 'TFL3';
const METADATA_IDENTIFIER = 'M001';
/** Buffer data is declared `force_align: 16` in schema.fbs. */
const BUFFER_ALIGNMENT = 16;

/** Field numbers of the tables, in the order of their schema. */
const MODEL = { version: 0, buffers: 4, metadata: 6, fieldCount: 8 } as const;
/** operator_codes, subgraphs, description, metadata_buffer, signature_defs: taken over untouched. */
const REUSED_MODEL_FIELDS = [1, 2, 3, 5, 7] as const;
const METADATA_ENTRY = { name: 0, buffer: 1, fieldCount: 3 } as const;
const BUFFER = { data: 0, fieldCount: 3 } as const;

/** Values of the unions and enums of metadata_schema.fbs. */
const CONTENT_IMAGE_PROPERTIES = 2;
const PROCESS_UNIT_NORMALIZATION = 1;
const COLOR_SPACE_RGB = 1;

/**
 * Returns a model file that opens with `model` as its content and says how its input image is normalised.
 * @throws {Error} when `model` is no TFLite file or carries such metadata already.
 */
export function addImageMetadata(model: Uint8Array, normalization: ImageNormalization): Uint8Array {
  const old = readModel(model);
  const builder = new Builder(model.length + 4096);

  builder.prep(BLOCK_ALIGNMENT, model.length);
  // A vector's offset names its length field; the first byte of the old file lies 4 bytes behind it.
  const blockOffset = builder.createByteVector(model) - 4;
  const reuse = (position: number): number => blockOffset - position;

  const metadataBytes = createModelMetadata(normalization);
  builder.prep(BUFFER_ALIGNMENT, metadataBytes.length);
  const metadataData = builder.createByteVector(metadataBytes);
  builder.startObject(BUFFER.fieldCount);
  builder.addFieldOffset(BUFFER.data, metadataData, 0);
  const metadataBuffer = builder.endObject();

  const metadataName = builder.createString(METADATA_NAME);
  builder.startObject(METADATA_ENTRY.fieldCount);
  builder.addFieldOffset(METADATA_ENTRY.name, metadataName, 0);
  builder.addFieldInt32(METADATA_ENTRY.buffer, old.buffers.length, 0);
  const metadataEntry = builder.endObject();

  const buffers = createOffsetVector(builder, [...old.buffers.map(reuse), metadataBuffer]);
  const metadata = createOffsetVector(builder, [...old.metadata.map(reuse), metadataEntry]);

  builder.startObject(MODEL.fieldCount);
  builder.addFieldInt32(MODEL.version, old.version, 0);
  for (const [field, position] of old.reusedFields) builder.addFieldOffset(field, reuse(position), 0);
  builder.addFieldOffset(MODEL.buffers, buffers, 0);
  builder.addFieldOffset(MODEL.metadata, metadata, 0);
  builder.finish(builder.endObject(), MODEL_IDENTIFIER);
  return builder.asUint8Array();
}

/** The flatbuffer that travels inside the model: one RGB input image with its normalisation. */
function createModelMetadata({ mean, std }: ImageNormalization): Uint8Array {
  const builder = new Builder(256);

  const meanVector = createFloatVector(builder, [mean]);
  const stdVector = createFloatVector(builder, [std]);
  const options = createTable(builder, 2, [meanVector, stdVector]);
  builder.startObject(2);
  builder.addFieldInt8(0, PROCESS_UNIT_NORMALIZATION, 0);
  builder.addFieldOffset(1, options, 0);
  const processUnit = builder.endObject();

  builder.startObject(2);
  builder.addFieldInt8(0, COLOR_SPACE_RGB, 0);
  const imageProperties = builder.endObject();
  builder.startObject(3);
  builder.addFieldInt8(0, CONTENT_IMAGE_PROPERTIES, 0);
  builder.addFieldOffset(1, imageProperties, 0);
  const content = builder.endObject();

  const processUnits = createOffsetVector(builder, [processUnit]);
  // TensorMetadata: name, description, dimension_names, content, process_units.
  const tensor = createTable(builder, 7, [builder.createString('image'), 0, 0, content, processUnits]);
  // SubGraphMetadata: name, description, input_tensor_metadata.
  const subgraph = createTable(builder, 3, [0, 0, createOffsetVector(builder, [tensor])]);
  // ModelMetadata: name, description, version, subgraph_metadata.
  const root = createTable(builder, 4, [0, 0, 0, createOffsetVector(builder, [subgraph])]);
  builder.finish(root, METADATA_IDENTIFIER);
  return builder.asUint8Array();
}

/** A table all of whose fields are references; 0 leaves a field out. */
function createTable(builder: Builder, fieldCount: number, offsets: readonly number[]): number {
  builder.startObject(fieldCount);
  offsets.forEach((offset, field) => {
    builder.addFieldOffset(field, offset, 0);
  });
  return builder.endObject();
}

function createOffsetVector(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

function createFloatVector(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addFloat32(value);
  return builder.endVector();
}

/** The parts of a model's root table that a new root needs; all numbers are byte positions in the file. */
interface ModelParts {
  readonly version: number;
  readonly reusedFields: readonly (readonly [field: number, position: number])[];
  readonly buffers: readonly number[];
  readonly metadata: readonly number[];
}

function readModel(model: Uint8Array): ModelParts {
  const bytes = new ByteBuffer(model);
  if (model.length < 16 || !bytes.__has_identifier(MODEL_IDENTIFIER)) throw new Error('not a TFLite model');
  const root = bytes.readInt32(0);
  const vtable = root - bytes.readInt32(root);
  if (bytes.readInt16(vtable) > 4 + 2 * MODEL.fieldCount)
    throw new Error('unknown fields in the TFLite model');

  const field = (table: number, index: number): number | undefined => {
    const offset = bytes.__offset(table, 4 + 2 * index);
    return offset === 0 ? undefined : table + offset;
  };
  const tablesOf = (index: number): number[] => {
    const position = field(root, index);
    if (position === undefined) return [];
    const vector = bytes.__indirect(position);
    return Array.from({ length: bytes.readInt32(vector) }, (_, item) =>
      bytes.__indirect(vector + 4 + 4 * item),
    );
  };

  const metadata = tablesOf(MODEL.metadata);
  for (const entry of metadata) {
    const name = field(entry, METADATA_ENTRY.name);
    if (name !== undefined && bytes.__string(name) === METADATA_NAME) {
      throw new Error(`the TFLite model has ${METADATA_NAME} already`);
    }
  }
  const versionAt = field(root, MODEL.version);
  return {
    version: versionAt === undefined ? 0 : bytes.readInt32(versionAt),
    reusedFields: REUSED_MODEL_FIELDS.flatMap((index) => {
      const position = field(root, index);
      return position === undefined ? [] : [[index, bytes.__indirect(position)] as const];
    }),
    buffers: tablesOf(MODEL.buffers),
    metadata,
  };
}
