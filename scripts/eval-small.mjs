/** @file `npm run eval:small`: measures how small the faces may be that the built extension finds, and at which cost. */
import { EVAL_SMALL_HELP, parseEvalSmallFlags } from './eval-small/flags.mjs';
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'eval:small',
  main: 'scripts/eval-small/main.ts',
  help: EVAL_SMALL_HELP,
  wantsHelp: (args) => parseEvalSmallFlags(args).help,
});
