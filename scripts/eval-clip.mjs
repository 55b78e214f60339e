/** @file `npm run eval:clip`: writes the clip that `npm run eval:video -- --generated` measures, from a fresh clone on. */
import { EVAL_CLIP_HELP, parseEvalClipFlags } from './eval-video/clip/flags.mjs';
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'eval:clip',
  main: 'scripts/eval-video/clip/main.ts',
  help: EVAL_CLIP_HELP,
  wantsHelp: (args) => parseEvalClipFlags(args).help,
});
