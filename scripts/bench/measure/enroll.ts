/** @file Everybody of the clips, saved through the extension's own panel from the portraits that peers learn from too. */
import type { Page } from 'puppeteer-core';
import faceplugin from '../../../models/faceplugin.json' with { type: 'json' };
import { PAGE_SCRIPT } from '../../browser/product-page.ts';
import { PEOPLE } from '../film/placement.ts';
import type { Bench } from './bench.ts';

interface SeenPicture {
  readonly kind: string;
  readonly faces?: readonly { readonly box: { readonly width: number } }[];
}

/** The default throughout: it is what every package holds. */
const MODEL = faceplugin.id;

/** @returns whom the extension would not save. */
export async function enrollEverybody(bench: Bench, lab: Page): Promise<string[]> {
  bench.say(`Enrolling ${String(PEOPLE.length)} people`);
  const page = await bench.browser.newPage();
  const unsaved: string[] = [];
  try {
    await page.goto(`chrome-extension://${bench.extensionId}/src/ui/studio/index.html`);
    await page.evaluate(PAGE_SCRIPT);
    await call(page, 'choose', { modelId: MODEL });
    await call(page, 'waitForModel', MODEL);
    for (const person of PEOPLE) {
      const seen = (await call(
        page,
        'see',
        await lab.evaluate((name) => benchLab.portrait(name), person),
      )) as SeenPicture;
      const widths = (seen.faces ?? []).map(({ box }) => box.width);
      const isSaved =
        widths.length > 0 &&
        (await call(page, 'enroll', widths.indexOf(Math.max(...widths)), person)) === true;
      if (!isSaved) unsaved.push(person);
    }
    if (unsaved.length > 0) bench.say(`  not clear enough, and not counted: ${unsaved.join(', ')}`);
    return unsaved;
  } finally {
    await page.close();
  }
}

function call(page: Page, name: string, ...args: readonly unknown[]): Promise<unknown> {
  return page.evaluate(`nametagEval.${name}(...${JSON.stringify(args)})`);
}
