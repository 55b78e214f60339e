/**
 * @file Reads the layers of a Keras weights file (HDF5): the only file that knows the HDF5 library's reading side.
 * Keras 2 writes `<layer>/<layer>/kernel:0`; whole models put that below `model_weights`, some tools leave out a level.
 */
import h5wasm, { Dataset, Group, type Entity } from 'h5wasm/node';

/** A tensor in the file, not read yet. */
export interface KerasTensor {
  readonly shape: readonly number[];
  /** `<f` is float32. */
  readonly type: string;
  /** @throws {Error} when the file is damaged here. */
  readonly read: () => Float32Array;
}

/** An open file; the caller closes it. */
export interface KerasFile {
  /**
   * The tensors of a layer by their name without `:0`; `undefined` when there is no such layer.
   * @throws {Error} when the file is damaged here.
   */
  readonly layer: (name: string) => ReadonlyMap<string, KerasTensor> | undefined;
  readonly close: () => void;
}

/** Group in which a file of a whole model keeps the weights. */
const MODEL_WEIGHTS = 'model_weights';

/**
 * Opens a file for reading.
 * @throws {Error} when it is not HDF5 or not all there.
 */
export async function openKerasFile(file: string): Promise<KerasFile> {
  const library = await h5wasm.ready;
  // Otherwise the library prints pages of its inner calls and goes on with a file that is none.
  library.activate_throwing_error_handler();
  const opened = new h5wasm.File(file, 'r');
  return {
    layer: (name) => {
      const root = opened.get(MODEL_WEIGHTS);
      const group = (root instanceof Group ? root : opened).get(name);
      return group instanceof Group ? new Map(tensorsBelow(group)) : undefined;
    },
    close: () => {
      opened.close();
    },
  };
}

function* tensorsBelow(group: Group): Generator<readonly [name: string, tensor: KerasTensor]> {
  for (const name of group.keys()) {
    const entity: Entity | null = group.get(name);
    if (entity instanceof Group) yield* tensorsBelow(entity);
    if (entity instanceof Dataset) yield [name.replace(/:\d+$/, ''), tensorOf(entity)];
  }
}

function tensorOf(dataset: Dataset): KerasTensor {
  const { dtype } = dataset;
  return {
    shape: dataset.shape ?? [],
    type: typeof dtype === 'string' ? dtype : 'a compound type',
    read: () => {
      const { value } = dataset;
      if (!(value instanceof Float32Array)) throw new Error('the values cannot be read');
      return value;
    },
  };
}
