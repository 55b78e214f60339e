/** @file Refuses a Node that is too old before anything confusing can happen. */
import { SetupError } from './setup-error.mjs';

/** The oldest version that Vite 8 runs on. Also in package.json, `engines`. */
const MINIMUM = [20, 19];

/**
 * @param {string} version as in `process.versions.node`
 * @returns {boolean}
 */
export function isNodeRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** @throws SetupError */
export function checkNode() {
  if (isNodeRecentEnough(process.versions.node)) return;
  throw new SetupError(
    `Nametag needs Node ${MINIMUM.join('.')} or newer, and this is ${process.versions.node}: get one from https://nodejs.org/.`,
  );
}
