/** @file A file of the package is justified by a line of the table, or by whoever loads it. */
import { expect, test } from 'vitest';
import { isBudgeted, justify } from '../../../../scripts/size/justify.ts';

const file = (path: string, text = '') => ({ path, text });

test('a script is a part of every page that loads it, also through another one', () => {
  const { justified, unjustified } = justify([
    file('assets/studio-a1.js', 'import"./shared-b2.js";new Worker("/assets/probe.worker-c3.js")'),
    file('assets/shared-b2.js', 'import"./studio-a1.js"'),
    file('assets/probe.worker-c3.js'),
    file('src/ui/studio/index.html', '<script src="/assets/studio-a1.js">'),
    file('src/ui/popup/index.html', '<script src="/assets/shared-b2.js">'),
  ]);
  expect(unjustified).toEqual([]);
  expect(Object.fromEntries(justified.map(({ path, reason }) => [path, reason]))).toMatchObject({
    'assets/studio-a1.js': 'part of popup, studio',
    'assets/shared-b2.js': 'part of popup, studio',
    'assets/probe.worker-c3.js': 'worker of popup, studio',
  });
});

test('a script that nothing loads has no reason', () => {
  const { unjustified } = justify([
    file('manifest.json', '{"options_page":"src/ui/settings/index.html"}'),
    file('assets/left-over-d4.js', 'import"./shared-b2.js"'),
    file('assets/shared-b2.js'),
  ]);
  expect(unjustified).toEqual(['assets/left-over-d4.js', 'assets/shared-b2.js']);
});

test.for(['wasm/onnxruntime/ort-wasm-simd.wasm', 'models/other.onnx', 'assets/app.js.map', 'notes.txt'])(
  '%s would need a line of its own',
  (path) => {
    expect(justify([file(path)]).unjustified).toEqual([path]);
  },
);

test('runtimes, models and licences belong to their groups', () => {
  const { justified } = justify([
    file('wasm/onnxruntime/ort-wasm-simd-threaded.wasm'),
    file('models/faceplugin.onnx'),
    file('docs/licences/MIT.txt'),
    file('assets/icon-16.png'),
  ]);
  expect(justified.map(({ group }) => group)).toEqual(['runtime', 'models', 'licences', 'assets']);
});

test('a network that the person has converted does not count against the budget', () => {
  expect(isBudgeted('models/facenet-128-small.onnx')).toBe(false);
  expect(isBudgeted('models/faceplugin.onnx')).toBe(true);
});
