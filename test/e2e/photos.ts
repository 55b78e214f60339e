/** @file Paths of the npm package's group photos. */
import { fileURLToPath } from 'node:url';

export function photoPath(name: 'sample1' | 'sample3'): string {
  return fileURLToPath(new URL(`../../node_modules/@vladmandic/face-api/demo/${name}.jpg`, import.meta.url));
}
