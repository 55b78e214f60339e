/** @file A face embedder out of a network, whatever runs it. Pure: everything model-specific comes from the card. */
import { isFiniteEmbedding, meanEmbedding } from '../core/embedding/embedding.ts';
import { toUnitLength } from '../core/embedding/metric.ts';
import { leaveNeighborhood } from '../core/embedding/neighborhoods.ts';
import { FaultError } from '../core/errors/fault.ts';
import { mirror, type Pixels } from '../core/image/pixels.ts';
import { toTensorData, type TensorLayout } from '../core/image/preprocess.ts';
import { release } from '../core/image/release.ts';
import { neighborhoodsOf } from './card-neighborhoods.ts';
import type { EmbedderCard } from './model-card.ts';
import type { FaceEmbedder } from './ports.ts';

/** A network that is open. */
export interface OpenNetwork {
  /** Of the input that it wants. */
  readonly layout: TensorLayout['layout'];
  /** Threads that it really uses. */
  readonly threads: number;
  /**
   * @param input one face crop, preprocessed, in this layout
   * @returns its output, the caller's own
   */
  run(input: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Two rounds bring WebAssembly to its optimised tier; without them the first names come 2 to 10 times later. */
const WARM_UP_RUNS = 2;

/** Closes the network when it fails. @throws FaultError `model-damaged` when the network does not do what its card says. */
export async function embedderOf(network: OpenNetwork, card: EmbedderCard): Promise<FaceEmbedder> {
  const layout: TensorLayout = { layout: network.layout, colorOrder: card.input.colorOrder };
  const { preprocessing } = card;
  const { dimension } = card.output;
  const runOnce = async (view: Pixels): Promise<Float32Array> => {
    const data = toTensorData([view], layout, preprocessing);
    const row = await network.run(data);
    release(data);
    if (row.length !== dimension) throw new FaultError('model-damaged', 'output does not fit the card');
    if (!isFiniteEmbedding(row, dimension)) throw new FaultError('model-damaged', 'output is not finite');
    return row;
  };
  const scaled = (row: Float32Array): Float32Array => (card.output.isNormalized ? toUnitLength(row) : row);
  const neighborhoods = neighborhoodsOf(card);
  const placed = (row: Float32Array): Float32Array =>
    neighborhoods === undefined ? row : leaveNeighborhood(row, neighborhoods);
  const embed = async (crop: Pixels): Promise<Float32Array> => {
    // One view a run: networks that other people exported often have a batch of exactly one.
    const row = scaled(await runOnce(crop));
    if (!card.isMirrorAveraged) return placed(row);
    const mirrored = scaled(await runOnce(mirror(crop)));
    return placed(scaled(meanEmbedding([row, mirrored])));
  };

  const { width, height } = card.input;
  const blank: Pixels = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  try {
    for (let i = 0; i < WARM_UP_RUNS; i++) await embed(blank);
  } catch (error) {
    await network.close();
    throw error;
  }
  return {
    modelId: card.id,
    dimension: card.output.dimension,
    threads: network.threads,
    embed,
    close: () => network.close(),
  };
}
