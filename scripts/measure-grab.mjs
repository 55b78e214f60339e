/** @file `npm run measure:grab`: the ways to read a picture, side by side on the same frames. */
import { runTool } from './setup/run-tool.mjs';

await runTool({
  name: 'measure:grab',
  main: 'scripts/measure/grab.ts',
  help: 'npm run measure:grab [-- CLIP.webm]   main-thread time and pixels of each way to read a picture, file and stream',
  wantsHelp: (args) => args.includes('--help'),
});
