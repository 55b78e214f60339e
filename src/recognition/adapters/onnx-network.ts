/** @file Networks in ONNX Runtime. Runs in a module worker. */
import * as ort from 'onnxruntime-web/wasm';
import { FaultError } from '../../core/errors/fault.ts';
import type { EmbedderCard } from '../model-card.ts';
import type { OpenNetwork } from '../network-embedder.ts';
import { openSession, type RuntimeSetup } from './onnx-session.ts';

/** @throws FaultError `model-damaged` when the runtime cannot open the model. */
export async function openOnnxNetwork(
  model: Uint8Array,
  { input, output }: EmbedderCard,
  setup: RuntimeSetup,
): Promise<OpenNetwork> {
  const { session, threads } = await openSession(model, setup);
  const { layout, width, height } = input;
  const shape = layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3];
  return {
    layout,
    threads,
    async run(values) {
      const result = await session.run({ [input.name]: new ort.Tensor('float32', values, shape) });
      const data = result[output.name]?.data;
      if (!(data instanceof Float32Array)) {
        throw new FaultError('model-damaged', 'output does not fit the card');
      }
      return Float32Array.from(data);
    },
    close: () => session.release(),
  };
}
