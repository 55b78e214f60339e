/** @file `npm run size`: what ships and why, and how long it takes to the first box; from a fresh clone on. */
import { runTool } from './setup/run-tool.mjs';
import { SIZE_HELP, parseSizeFlags } from './size/flags.mjs';

await runTool({
  name: 'size',
  main: 'scripts/size/main.ts',
  help: SIZE_HELP,
  wantsHelp: (args) => parseSizeFlags(args).help,
});
