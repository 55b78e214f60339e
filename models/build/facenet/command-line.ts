/**
 * @file The command line of `npm run models:facenet`.
 */
import { ModelBuildError } from '../source-package.ts';
import { FACENET_DIMENSIONS, type FacenetDimension } from './architecture.ts';

/** What the person asks for. */
export interface FacenetCommand {
  readonly dimension: FacenetDimension;
  readonly weights?: string;
  readonly isHelp: boolean;
}

export const FACENET_USAGE = `Usage: npm run models:facenet [-- --weights FILE] [--dim 128|512]

Makes models/facenet-<dim>.onnx and its small form from FaceNet's Keras weights.
  --weights FILE  Keras weights (HDF5). Otherwise FACENET_WEIGHTS, otherwise the public file is downloaded (about 92 MB).
  --dim 128|512   Numbers per face. Default: 128.
  --help          Show this text.`;

/**
 * Reads the arguments; `--name value` and `--name=value` are the same.
 * @throws {ModelBuildError} for anything unknown.
 */
export function parseFacenetCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): FacenetCommand {
  let weights = env['FACENET_WEIGHTS'] === '' ? undefined : env['FACENET_WEIGHTS'];
  let dimension: FacenetDimension = 128;
  let isHelp = false;
  const rest = args.flatMap((arg) => {
    const [, name, value] = /^(--\w+)=(.*)$/s.exec(arg) ?? [];
    return name === undefined || value === undefined ? [arg] : [name, value];
  });
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--help' || arg === '-h') isHelp = true;
    else if (arg === '--weights') weights = valueOf(arg, rest.shift());
    else if (arg === '--dim') dimension = parseDimension(valueOf(arg, rest.shift()));
    else throw new ModelBuildError(`Unknown option ${arg}: npm run models:facenet -- --help lists them.`);
  }
  return { dimension, isHelp, ...(weights === undefined ? {} : { weights }) };
}

function valueOf(option: string, value: string | undefined): string {
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new ModelBuildError(`${option} needs a value: npm run models:facenet -- --help shows it.`);
  }
  return value;
}

function parseDimension(value: string): FacenetDimension {
  const dimension = FACENET_DIMENSIONS.find((one) => String(one) === value);
  if (dimension === undefined) {
    throw new ModelBuildError(`--dim is ${FACENET_DIMENSIONS.join(' or ')}, not ${value}.`);
  }
  return dimension;
}
