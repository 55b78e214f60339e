/** @file `npm run label`: puts names on pictures and videos from the command line, from a fresh clone on. */
import { LABEL_HELP, parseLabelFlags } from './label/flags.mjs';
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'label',
  main: 'scripts/label/main.ts',
  help: LABEL_HELP,
  wantsHelp: (args) => parseLabelFlags(args).help,
});
