/** @file `npm run eval:video`: measures names and tracks of the built extension on a video, from a fresh clone on. */
import { EVAL_VIDEO_HELP, parseEvalVideoFlags } from './eval-video/flags.mjs';
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'eval:video',
  main: 'scripts/eval-video/main.ts',
  help: EVAL_VIDEO_HELP,
  wantsHelp: (args) => parseEvalVideoFlags(args).help,
});
