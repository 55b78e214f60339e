/** @file `npm run measure:page`: what one 720p video costs its page, hop by hop, in the built extension. */
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'measure:page',
  main: 'scripts/measure/page.ts',
  help: `npm run measure:page [-- SECONDS [CLIP.webm]]   main-thread time of each hop, long tasks, frames a second off and on

Without a clip, the first seconds of the generated one are drawn.`,
  wantsHelp: (args) => args.includes('--help'),
});
