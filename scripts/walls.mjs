/**
 * @file The import walls: what each room of src/ may not import. ESLint holds them while one writes, a self-test of the
 * repository holds them without ESLint.
 */

const ENTRIES = ['background', 'offscreen', 'content', 'ui'];

/** Rooms that each room may import besides itself. */
const ALLOWED = {
  core: [],
  protocol: ['core'],
  platform: ['core', 'protocol'],
  recognition: ['core'],
  video: ['core', 'protocol', 'platform'],
  background: ['core', 'protocol', 'platform'],
  offscreen: ['core', 'protocol', 'platform', 'recognition'],
  content: ['core', 'protocol', 'platform', 'video'],
  ui: ['core', 'protocol', 'platform', 'video', 'recognition'],
};

const ROOMS = Object.keys(ALLOWED);

/** Packages that only one place may know. */
const PACKAGES = [
  { name: 'webextension-polyfill', rooms: ['platform'] },
  { name: '@mediapipe/', rooms: ['recognition'] },
  { name: 'onnxruntime-web', rooms: ['recognition'] },
  { name: 'comlink', rooms: ['recognition'] },
  { name: 'pbf', rooms: ['recognition'] },
  { name: 'preact', rooms: ['ui'] },
  { name: 'mediabunny', rooms: ['ui'] },
  { name: 'fflate', rooms: ['ui'] },
];

/** By room: patterns of forbidden import paths, each with the sentence that a developer reads. */
export const FORBIDDEN_IMPORTS = Object.fromEntries(
  ROOMS.map((room) => {
    const rooms = ROOMS.filter((other) => other !== room && !ALLOWED[room].includes(other));
    const packages = PACKAGES.filter((one) => !one.rooms.includes(room));
    return [
      room,
      [
        ...rooms.map((other) => ({
          // crxjs turns `?script` imports into the path of a built file: a name, not code.
          regex: `^(\\.\\./)+${other}/(?!.*\\?script)`,
          reason: ENTRIES.includes(other)
            ? `Entry points meet only through protocol: ${room} may not import ${other}.`
            : `${room} may not import ${other}.`,
        })),
        ...packages.map(({ name, rooms: homes }) => ({
          regex: `^${name}`,
          reason: `Only ${homes.join(', ')} may import ${name}.`,
        })),
      ],
    ];
  }),
);
