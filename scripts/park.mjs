/** @file `npm run park`: Nametag on players that other people wrote, from a fresh clone on. */
import { PARK_HELP, parseParkFlags } from '../test/park/run/flags.mjs';
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'park',
  main: 'test/park/run/main.ts',
  help: PARK_HELP,
  wantsHelp: (args) => parseParkFlags(args).help,
});
