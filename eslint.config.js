/** @file Lint rules: strict types everywhere, and the import walls between the rooms (see ARCHITECTURE.md). */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { FORBIDDEN_IMPORTS } from './scripts/walls.mjs';

export default defineConfig([
  // AssemblyScript has TypeScript's syntax and types of its own.
  globalIgnores([
    'dist',
    'out',
    'models/built',
    'node_modules',
    'coverage',
    'src/recognition/kernels/assembly',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-empty-function': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
    },
  },
  ...Object.entries(FORBIDDEN_IMPORTS).map(([room, groups]) => ({
    files: [`src/${room}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: groups.map(({ regex, reason }) => ({ regex, message: reason })) },
      ],
    },
  })),
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/platform/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['chrome', 'browser'].map((name) => ({
          name,
          message: 'Only src/platform touches the extension API.',
        })),
      ],
    },
  },
  // Props are closures: no component reads `this`.
  { files: ['src/ui/**'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  // The one log, and what runs in a terminal.
  { files: ['src/platform/log.ts', 'scripts/**', 'models/**', 'test/**'], rules: { 'no-console': 'off' } },
  // Pages of players, built by Vite: their packages are not there to be typed.
  {
    files: ['test/park/page/**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['document', 'location', 'window', 'RTCPeerConnection'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'performance',
          'Buffer',
          'fetch',
          'AbortSignal',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
]);
