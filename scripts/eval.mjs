/** @file `npm run eval`: measures the accuracy of the built extension on labelled pictures, from a fresh clone on. */
import { EVAL_HELP, parseEvalFlags } from './eval/flags.mjs';
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'eval',
  main: 'scripts/eval/main.ts',
  help: EVAL_HELP,
  wantsHelp: (args) => parseEvalFlags(args).help,
});
