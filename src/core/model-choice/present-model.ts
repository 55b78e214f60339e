/**
 * @file Networks of the package that got a new id because they see faces differently now. Someone who chose one has chosen
 * the one in its place.
 */
const IN_PLACE_OF: ReadonlyMap<string, string> = new Map([
  ['faceplugin', 'faceplugin3'],
  ['faceplugin2', 'faceplugin3'],
]);

/** The id under which a chosen model is found in this version. */
export function presentModelId(modelId: string): string {
  return IN_PLACE_OF.get(modelId) ?? modelId;
}
