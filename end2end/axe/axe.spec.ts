/**
 * Every screen and state of `harness/screens.ts`: axe finds nothing, in any theme; what there is to touch on a tablet is
 * large enough for a finger; and four times as large, everything is still there without scrolling sideways.
 *
 * The orientation changes nothing of that but sizes, which the two other checks measure: one project is enough.
 */

import { objections } from '../harness/axe';
import { type Screen, Stage, type Tour, tours } from '../harness/screens';
import { expect, test } from '../harness/server';
import { cutOff, tooSmall } from '../harness/sight';

/** What 1280 by 1024 becomes at 400 %. */
const FOUR_TIMES_AS_LARGE = { width: 320, height: 256 };

async function whatIsWrong({ page }: Stage, { place = 'tablet' }: Screen): Promise<string[]> {
  const wrong: string[] = [];
  const note = (way: string, found: string[]): void => void wrong.push(...found.map((what) => `${way}: ${what}`));
  note('axe', await objections(page));
  if (place !== 'telephone') note('to touch', await tooSmall(page));
  const size = page.viewportSize();
  await page.setViewportSize(FOUR_TIMES_AS_LARGE);
  note('at 400 %', await cutOff(page));
  if (size) await page.setViewportSize(size);
  return wrong;
}

test.describe('nobody is kept out by', () => {
  // Nothing that moves is in the middle of its way when it is looked at.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  for (const tour of tours) {
    test.describe(() => {
      test.use({ settings: tour.settings ?? {} });

      test(`the screens of ${tour.name}`, async ({ terminal, sandbox, demo, browser, witness }) => {
        test.setTimeout(60_000 + tour.screens.length * 30_000);
        witness.expectComplaint(/Failed to load resource/);
        const stage = new Stage(terminal, sandbox, demo, browser, {});
        await visit(stage, tour);
      });
    });
  }
});

async function visit(stage: Stage, { screens }: Tour): Promise<void> {
  for (const screen of screens) {
    await test.step(screen.name, async () => {
      await stage.begin();
      await screen.reach(stage);
      expect.soft(await whatIsWrong(stage, screen), screen.name).toEqual([]);
    });
  }
  await stage.begin();
}
