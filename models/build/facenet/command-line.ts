/**
 * @file The command line of `npm run models:facenet`.
 */
import { ModelBuildError } from '../source-package.ts';
import { FACENET_DIMENSIONS, type FacenetDimension } from './architecture.ts';

/** What the person asks for. */
export interface FacenetCommand {
  readonly dimension: FacenetDimension;
  readonly weights?: string;
  /** Another place to download from. */
  readonly url?: string;
  /** What a downloaded Keras file has to be: no digest of it is published. */
  readonly sha256?: string;
  /** Then a download that is not complete is given up until the next run. */
  readonly maxMinutes?: number;
  readonly isHelp: boolean;
}

export const FACENET_USAGE = `Usage: npm run models:facenet [-- --weights PATH] [--dim 128|512]

Makes models/facenet-<dim>.onnx and its small form from FaceNet's public weights.
  --weights PATH  a folder of .npy arrays (512) or a Keras file (HDF5). Otherwise FACENET_WEIGHTS, otherwise the public
                  weights are downloaded (94 MB) into models/downloads; a second run fetches only what is missing.
                  The digests of the 512-number weights are pinned; for --dim 128 see --sha256.
  --dim 128|512   Numbers per face. Default: 512. Only for 512 is it measured how well it tells faces apart.
  --sha256 HEX    With --dim 128: download the Keras file only if it has this digest. None is published.
  --max-minutes N Give a download up after N minutes; the next run goes on from there.
  --help          Show this text.

FACENET_URL names another address to download from, a mirror of the folder (512) or of the file (128).`;

/**
 * Reads the arguments; `--name value` and `--name=value` are the same.
 * @throws {ModelBuildError} for anything unknown.
 */
export function parseFacenetCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): FacenetCommand {
  let weights = unlessEmpty(env['FACENET_WEIGHTS']);
  const url = unlessEmpty(env['FACENET_URL']);
  let dimension: FacenetDimension = 512;
  let maxMinutes: number | undefined;
  let sha256: string | undefined;
  let isHelp = false;
  const rest = args.flatMap((arg) => {
    const [, name, value] = /^(--[\w-]+)=(.*)$/s.exec(arg) ?? [];
    return name === undefined || value === undefined ? [arg] : [name, value];
  });
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--help' || arg === '-h') isHelp = true;
    else if (arg === '--weights') weights = valueOf(arg, rest.shift());
    else if (arg === '--dim') dimension = parseDimension(valueOf(arg, rest.shift()));
    else if (arg === '--sha256') sha256 = parseDigest(valueOf(arg, rest.shift()));
    else if (arg === '--max-minutes') maxMinutes = parseMinutes(valueOf(arg, rest.shift()));
    else throw new ModelBuildError(`Unknown option ${arg}: npm run models:facenet -- --help lists them.`);
  }
  return {
    dimension,
    isHelp,
    ...(weights === undefined ? {} : { weights }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(maxMinutes === undefined ? {} : { maxMinutes }),
    ...(url === undefined ? {} : { url: checkUrl(url) }),
  };
}

function parseDigest(value: string): string {
  if (/^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  throw new ModelBuildError(`--sha256 needs 64 hexadecimal digits, not ${value}.`);
}

function parseMinutes(value: string): number {
  const minutes = Number(value);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new ModelBuildError(`--max-minutes needs a number above 0, not ${value}.`);
}

function unlessEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function checkUrl(url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new ModelBuildError(
    `FACENET_URL is "${url}", which is no web address: give one that starts with https://.`,
  );
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
