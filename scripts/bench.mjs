/** @file `npm run bench`: Nametag and its peers side by side in one browser, and what growth costs, from a fresh clone on. */
import { BENCH_HELP, parseBenchFlags } from './bench/flags.mjs';
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'bench',
  main: 'scripts/bench/main.ts',
  help: BENCH_HELP,
  wantsHelp: (args) => parseBenchFlags(args).help,
});
