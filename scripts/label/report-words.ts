/** @file Who was seen, in one line. */
import * as v from 'valibot';

const reportSchema = v.object({
  frames: v.number(),
  people: v.record(v.string(), v.object({ frames: v.number() })),
  unknownTracks: v.number(),
});

export function describeReport(value: unknown): string {
  const { frames, people, unknownTracks } = v.parse(reportSchema, value);
  const named = Object.entries(people).map(([name, seen]) =>
    frames === 1 ? name : `${name} (${String(Math.round((seen.frames / frames) * 100))} %)`,
  );
  const unknown = unknownTracks === 0 ? [] : [`${String(unknownTracks)} unknown`];
  const all = [...named, ...unknown];
  return all.length === 0 ? 'nobody' : all.join(', ');
}
