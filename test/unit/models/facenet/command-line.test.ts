/** @file The options of `npm run models:facenet`. */
import { describe, expect, test } from 'vitest';
import { parseFacenetCommand } from '../../../../models/build/facenet/command-line.ts';

describe('parseFacenetCommand', () => {
  test('without options: 512 numbers, downloaded', () => {
    expect(parseFacenetCommand([])).toEqual({ dimension: 512, isHelp: false });
  });

  test.for([[['--weights', 'a.h5', '--dim', '128']], [['--dim=128', '--weights=a.h5']]])('%j', ([args]) => {
    expect(parseFacenetCommand(args ?? [])).toEqual({ dimension: 128, weights: 'a.h5', isHelp: false });
  });

  test('FACENET_WEIGHTS counts unless --weights is given', () => {
    const env = { FACENET_WEIGHTS: 'env.h5' };
    expect(parseFacenetCommand([], env).weights).toBe('env.h5');
    expect(parseFacenetCommand(['--weights', 'own.h5'], env).weights).toBe('own.h5');
    expect(parseFacenetCommand([], { FACENET_WEIGHTS: '' })).not.toHaveProperty('weights');
  });

  test('FACENET_URL names a mirror', () => {
    expect(parseFacenetCommand([], { FACENET_URL: 'http://127.0.0.1:1/a' }).url).toBe('http://127.0.0.1:1/a');
    expect(parseFacenetCommand([], { FACENET_URL: '' })).not.toHaveProperty('url');
    expect(() => parseFacenetCommand([], { FACENET_URL: 'mirror' })).toThrow(
      'FACENET_URL is "mirror", which is no web address: give one that starts with https://.',
    );
  });

  test('--max-minutes limits the download', () => {
    expect(parseFacenetCommand(['--max-minutes', '5']).maxMinutes).toBe(5);
  });

  test.for(['--help', '-h'])('%s', (arg) => {
    expect(parseFacenetCommand([arg]).isHelp).toBe(true);
  });

  test.for([
    [['--force'], 'Unknown option --force'],
    [['weights.h5'], 'Unknown option weights.h5'],
    [['--weights'], '--weights needs a value'],
    [['--weights', '--dim', '128'], '--weights needs a value'],
    [['--max-minutes', '0'], '--max-minutes needs a number above 0, not 0.'],
    [['--dim', '256'], '--dim is 128 or 512, not 256.'],
  ] as const)('%j is refused', ([args, text]) => {
    expect(() => parseFacenetCommand(args)).toThrow(text);
  });
});
