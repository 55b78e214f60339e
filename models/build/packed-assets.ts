/**
 * @file Cuts one file out of those that a MediaPipe package has packed into one. The script beside them says
 * where each one lies.
 */
import * as v from 'valibot';

const tableSchema = v.object({
  files: v.array(v.object({ filename: v.string(), start: v.number(), end: v.number() })),
});

/** How Emscripten's file packager ends its script: with a call that passes the table. */
const TABLE = /^\s*loadPackage\((\{.*\})\);$/mu;

/** @throws when the script has no such table, the table no such file, or `packed` ends before it */
export function cutPackedFile(loaderScript: string, packed: Uint8Array, name: string): Uint8Array {
  const text = TABLE.exec(loaderScript)?.[1];
  if (text === undefined) throw new Error('the loader has no table of packed files');
  const { files } = v.parse(tableSchema, JSON.parse(text));
  const file = files.find(({ filename }) => filename.split('/').at(-1) === name);
  if (file === undefined) throw new Error(`no ${name} among the packed files`);
  if (file.end > packed.length) throw new Error(`the packed files end before ${name} does`);
  return packed.slice(file.start, file.end);
}
