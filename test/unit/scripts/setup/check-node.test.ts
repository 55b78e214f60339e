/** @file Which Node is recent enough. */
import { expect, it } from 'vitest';
import { isNodeRecentEnough } from '../../../../scripts/setup/check-node.mjs';

it.each([
  ['18.20.4', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
  ['9.99.0', false],
])('%s: %s', (version, isRecent) => {
  expect(isNodeRecentEnough(version)).toBe(isRecent);
});
