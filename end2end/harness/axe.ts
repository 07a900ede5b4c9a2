/** axe-core, a judge of what a page is to somebody who does not see it, or not well. */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

/** WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What the builder leaves in a page. */
declare global {
  interface Window {
    axe: typeof import('axe-core');
  }
}

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

/** The ways to see a page. The system's own colours come last, white on black, which is the usual choice. */
const themes: Record<string, Media> = {
  light: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  dark: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  'high contrast': { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  'high contrast, dark': { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', contrast: 'more', forcedColors: 'active' },
};

/** The rules about what a theme changes, colours, and nothing else is: the elements are the same in every one. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe objects to, each with where it is: everything in the light theme, and in all others what they change. */
export async function objections(page: Page): Promise<string[]> {
  const [[first, light] = ['', {}], ...others] = Object.entries(themes);
  await page.emulateMedia(light);
  // The pages have no frames that it would have to look into, and this way it opens no page of its own.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES);
  const found = told(first, await builder.analyze());
  for (const [theme, media] of others) {
    await page.emulateMedia(media);
    found.push(...told(theme, await page.evaluate((rules) => window.axe.run({ runOnly: rules }), COLOURS)));
  }
  await page.emulateMedia(light);
  return found;
}

function told(theme: string, { violations }: AxeResults): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${theme}: ${id} at ${target.join(' ')}: ${why}`;
    }),
  );
}
