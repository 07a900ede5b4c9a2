/** A button, made. */

/**
 * @param {string} name
 * @param {string} text
 */
export function button(name, text) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.textContent = text;
  return made;
}

/**
 * Presses what a person would press, if it is there.
 * @param {string} what
 */
export function press(what) {
  const found = document.querySelector(what);
  if (found instanceof HTMLElement) found.click();
}
