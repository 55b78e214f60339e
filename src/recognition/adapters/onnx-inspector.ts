/** @file A network of which nothing is known yet, opened with ONNX Runtime to see what it is. Runs in a module worker. */
import * as ort from 'onnxruntime-web/wasm';
import { FaultError } from '../../core/errors/fault.ts';
import type { GraphFacts, PictureInput, ValueFacts } from '../own-model/graph-facts.ts';
import { openSession, type RuntimeSetup } from './onnx-session.ts';

export interface InspectedNetwork {
  readonly facts: GraphFacts;
  /**
   * What the network answers to one picture, given as the tensor that it takes.
   * @throws FaultError `model-not-vector` when it cannot be run, or gives no float32 numbers.
   */
  run(input: PictureInput, tensorData: Float32Array, outputName: string): Promise<Float32Array>;
}

/** @throws FaultError `model-not-onnx` */
export async function inspectNetwork(model: Uint8Array, setup: RuntimeSetup): Promise<InspectedNetwork> {
  const session = await open(model, setup);
  return {
    facts: {
      inputs: session.inputMetadata.map(factsOf),
      outputs: session.outputMetadata.map(factsOf),
    },
    async run({ name, layout, width, height }, tensorData, outputName) {
      const shape = layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3];
      const result = (await runOn(session, { [name]: new ort.Tensor('float32', tensorData, shape) }))[
        outputName
      ];
      if (!(result?.data instanceof Float32Array))
        throw new FaultError('model-not-vector', 'no float32 output');
      return Float32Array.from(result.data);
    },
  };
}

async function open(model: Uint8Array, setup: RuntimeSetup): Promise<ort.InferenceSession> {
  try {
    return (await openSession(model, setup)).session;
  } catch (error) {
    throw new FaultError('model-not-onnx', error instanceof Error ? error.name : 'session failed');
  }
}

/** A file may promise shapes that its own operators do not fit. */
async function runOn(
  session: ort.InferenceSession,
  feeds: Record<string, ort.Tensor>,
): Promise<ort.InferenceSession.ReturnType> {
  try {
    return await session.run(feeds);
  } catch (error) {
    throw new FaultError('model-not-vector', error instanceof Error ? error.name : 'run failed');
  }
}

function factsOf(value: ort.InferenceSession.ValueMetadata): ValueFacts {
  return value.isTensor
    ? { name: value.name, type: value.type, shape: value.shape }
    : { name: value.name, type: undefined, shape: [] };
}
