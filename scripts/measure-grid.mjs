/** @file `npm run measure:grid`: what a call of 25 tiles costs its page, with Nametag off and on, in one run. */
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'measure:grid',
  main: 'scripts/measure/grid.ts',
  help: 'npm run measure:grid [-- ROUNDS]   frames a second of a page with 25 videos, Nametag off and on in turns',
  wantsHelp: (args) => args.includes('--help'),
});
