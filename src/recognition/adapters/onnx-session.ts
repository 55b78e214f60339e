/** @file Opens networks with ONNX Runtime: the only file that sets it up. */
import * as ort from 'onnxruntime-web/wasm';
import { FaultError } from '../../core/errors/fault.ts';

export interface RuntimeSetup {
  /** Folder of ONNX Runtime's mjs and wasm, with a trailing slash. */
  readonly wasmBase: string;
  /** More than one needs a cross-origin isolated context; without it the runtime silently uses one. */
  readonly threads: number;
}

export interface OpenSession {
  readonly session: ort.InferenceSession;
  /** Threads that the runtime really uses. */
  readonly threads: number;
}

/** @throws FaultError `model-damaged` when the runtime cannot open the model. */
export async function openSession(model: Uint8Array, setup: RuntimeSetup): Promise<OpenSession> {
  const { wasmBase } = setup;
  const threads = globalThis.crossOriginIsolated ? setup.threads : 1;
  ort.env.wasm.wasmPaths = {
    mjs: `${wasmBase}ort-wasm-simd-threaded.mjs`,
    wasm: `${wasmBase}ort-wasm-simd-threaded.wasm`,
  };
  ort.env.wasm.numThreads = threads;
  try {
    const session = await ort.InferenceSession.create(model, {
      executionProviders: ['wasm'],
      logSeverityLevel: 4,
      extra: {
        session: {
          // Idle threads would otherwise spin on the cores that the page needs.
          intra_op: { allow_spinning: '0' },
          // 8-bit weights become float32 once, at load, instead of in every run.
          disable_quant_qdq: '1',
        },
      },
    });
    return { session, threads };
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.name : 'session failed');
  }
}
