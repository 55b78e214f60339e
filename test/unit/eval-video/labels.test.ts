/** @file Labels of a video: what is read, what lies between two labelled moments, and what is refused. */
import { describe, expect, test } from 'vitest';
import { LabelsError, labelledNames, labelsAt, parseLabels } from '../../../scripts/eval-video/labels.ts';
import { boxAt } from './frames.ts';

function boxes(...moments: { timeMs: number; faces: object[] }[]) {
  const labels = parseLabels(JSON.stringify({ frames: moments }));
  if (labels.kind !== 'boxes') throw new Error('these are boxes');
  return labels;
}

describe('parseLabels', () => {
  test('people from left to right are one scene without an end', () => {
    expect(parseLabels('{"people":["Ann",null]}')).toEqual({
      kind: 'order',
      scenes: [{ fromMs: 0, toMs: Infinity, people: ['Ann', null] }],
    });
  });

  test('a face without a name is a stranger, and in full view unless it says otherwise', () => {
    const { moments } = boxes({
      timeMs: 40,
      faces: [{ box: boxAt(0) }, { name: 'Ann', box: boxAt(0.5), occluded: true }],
    });
    expect(moments[0]?.faces).toEqual([
      { name: null, box: boxAt(0), isOccluded: false },
      { name: 'Ann', box: boxAt(0.5), isOccluded: true },
    ]);
  });

  test.for([
    ['nothing', /none of the forms/],
    ['[]', /none of the forms/],
    ['{"people":[]}', /none of the forms/],
    ['{"people":[" "]}', /none of the forms/],
    ['{"frames":[{"timeMs":0,"frame":0,"faces":[]}]}', /none of the forms/],
    ['{"frames":[{"timeMs":0,"faces":[]},{"frame":1,"faces":[]}]}', /none of the forms/],
    ['{"frames":[{"timeMs":-1,"faces":[]}]}', /none of the forms/],
    ['{"frames":[{"timeMs":0,"faces":[{"box":{"x":0,"y":0,"width":0,"height":1}}]}]}', /none of the forms/],
    ['{"people":["Ann","Ann"]}', /Ann twice/],
  ] as const)('refuses %s in one sentence about the form', ([text, problem]) => {
    expect(() => parseLabels(text)).toThrow(LabelsError);
    expect(() => parseLabels(text)).toThrow(problem);
  });

  test('knows everybody by name', () => {
    const text =
      '{"scenes":[{"fromMs":0,"toMs":9,"people":["Bo",null]},{"fromMs":9,"toMs":18,"people":["Ann","Bo"]}]}';
    expect(labelledNames(parseLabels(text))).toEqual(['Bo', 'Ann']);
  });
});

describe('labelsAt', () => {
  const ann = (x: number) => ({ name: 'Ann', box: boxAt(x) });

  test('moves a box evenly between two moments', () => {
    const labels = boxes({ timeMs: 0, faces: [ann(0)] }, { timeMs: 100, faces: [ann(0.4)] });
    expect(labelsAt(labels, 25)?.faces[0]?.box.x).toBeCloseTo(0.1);
  });

  test('takes a moment as it is where the container rounded its time', () => {
    const labels = boxes({ timeMs: 33.4, faces: [ann(0)] }, { timeMs: 66.7, faces: [ann(0.9)] });
    expect(labelsAt(labels, 67)?.faces[0]?.box.x).toBe(0.9);
    expect(labelsAt(labels, 33)?.faces[0]?.box.x).toBe(0);
  });

  test('does not know where somebody is who comes or goes in between', () => {
    const labels = boxes(
      { timeMs: 0, faces: [ann(0), { name: 'Bo', box: boxAt(0.5) }] },
      { timeMs: 100, faces: [ann(0), { name: 'Cy', box: boxAt(0.8) }] },
    );
    const between = labelsAt(labels, 50);
    expect(between?.faces.map(({ name }) => name)).toEqual(['Ann']);
    expect([...(between?.uncertain ?? [])].sort()).toEqual(['Bo', 'Cy']);
  });

  test('says nothing before the first moment and after the last', () => {
    const labels = boxes({ timeMs: 100, faces: [] }, { timeMs: 200, faces: [] });
    expect(labelsAt(labels, 90)).toBeUndefined();
    expect(labelsAt(labels, 210)).toBeUndefined();
    expect(labelsAt(labels, 150)).toBeDefined();
  });
});
