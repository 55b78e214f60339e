/** @file Which built extension scripts and tests load: `dist/`, unless `npm test -- --no-kernels` names another one. */
import { fileURLToPath } from 'node:url';

export const DIST = process.env['NAMETAG_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));
