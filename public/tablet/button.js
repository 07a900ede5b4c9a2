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
