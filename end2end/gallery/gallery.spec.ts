/** One screenshot of every screen in every shape and scheme, for people to look at. */

import { join } from 'node:path';
import { shapes, schemes, picture, GALLERY } from '../harness/gallery';
import { Stage, type Tour, tours } from '../harness/screens';
import { test } from '../harness/server';

for (const tour of tours) {
  test.describe(() => {
    test.use({
      settings: async ({}, use, { project }) =>
        use({ ...tour.settings, KIOSK_LANGUAGE: project.name, KIOSK_SHOP_NAME: 'Café Lux' }),
    });

    test(`${tour.name}`, async ({ terminal, sandbox, demo, browser, witness }, { project }) => {
      witness.expectComplaint(/Failed to load resource/);
      await photograph(new Stage(terminal, sandbox, demo, browser, { locale: project.use.locale ?? 'en-GB' }), tour, project.name);
    });
  });
}

async function photograph(stage: Stage, { screens }: Tour, language: string): Promise<void> {
  for (const screen of screens) {
    await test.step(screen.name, async () => {
      await stage.begin();
      await screen.reach(stage);
      for (const [shape, size] of Object.entries(shapes)) {
        await stage.page.setViewportSize(size);
        for (const colorScheme of schemes) {
          await stage.page.emulateMedia({ colorScheme });
          const path = join(GALLERY, picture({ screen: screen.name, language, shape, scheme: colorScheme }));
          await stage.page.screenshot({ path, animations: 'disabled' });
        }
      }
      await stage.page.setViewportSize(shapes.landscape);
      await stage.page.emulateMedia({ colorScheme: 'light' });
    });
  }
  await stage.begin();
}
