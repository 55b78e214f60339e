/** @file `npm run soak`: minutes of calls and videos in a real browser, and what grows meanwhile; from a fresh clone on. */
import { runTool } from './setup/run-tool.mjs';
import { SOAK_HELP, parseSoakFlags } from './soak/flags.mjs';

await runTool({
  name: 'soak',
  main: 'scripts/soak/main.ts',
  help: SOAK_HELP,
  wantsHelp: (args) => parseSoakFlags(args).help,
});
