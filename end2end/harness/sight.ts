/** What can be seen and heard of a page: whether text is cut off, and which words there are. */

import type { Page } from '@playwright/test';

/**
 * Everything that is cut off, runs out of its box or out of the screen; the page may be longer than the screen, not
 * wider. What lies in a list that is pushed sideways is there.
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.closest('.unseen, .skip, svg, option, dialog:not([open])') || !element.checkVisibility()) continue;
      let around = element.parentElement;
      while (around && !/auto|scroll/.test(getComputedStyle(around).overflowX)) around = around.parentElement;
      if (around && around !== document.body) continue;
      const box = element.getBoundingClientRect();
      const name = `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`;
      if (box.left < -1 || box.right > width + 1) found.push(`off the screen: ${name}`);
      if (element.matches('.display-sum, .header-shop, select') || getComputedStyle(element).display === 'inline') continue;
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const text = range.getBoundingClientRect();
        if (text.left < box.left - 1 || text.right > box.right + 1) found.push(`out of its box: ${name}`);
      }
    }
    return found;
  });
}

/** Smallest side of what is touched, in CSS pixels, and the smallest that the other side may have. */
const FINGER = [56, 44] as const;

/** Everything to touch that is too small for a finger. A box is as large as the row that is its label. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(([high, wide]) => {
    const found: string[] = [];
    const touched = 'a, button, summary, label, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox]), [role=button]';
    // The way past everything is for the keyboard; the demo's banner is nobody's in a shop.
    const apart = '.skip, .demo, dialog:not([open])';
    for (const element of document.querySelectorAll<HTMLElement>(touched)) {
      if (element.closest(apart) || !element.checkVisibility({ visibilityProperty: true })) continue;
      // The label above a field does what the field does.
      if (element.matches('label:not(:has(input, select))')) continue;
      const { height, width } = element.getBoundingClientRect();
      if (height >= high - 0.5 && width >= wide - 0.5) continue;
      found.push(`${Math.round(width)} by ${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`);
    }
    return found;
  }, FINGER);
}

/** Every word a person sees or a screen reader reads out, but codes, names and what is in `apart`. */
export function words(page: Page, apart: string): Promise<string[]> {
  return page.evaluate((apart) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(`${apart}, script, style`)) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
      } else {
        found.push(node.textContent ?? '');
      }
    }
    return found.map((text) => text.trim()).filter((text) => text !== '');
  }, apart);
}
