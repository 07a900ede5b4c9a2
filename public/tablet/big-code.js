/** The code of an invoice, as large as the glass for as long as somebody wants it, by a tap on it. */

import { attend } from './attend.js';
import { say } from './words.js';

export function startBigCode() {
  attend('[data-qr]', (code) => {
    const hint = document.createElement('p');
    hint.className = 'qr-hint';
    hint.textContent = say('code.hint');
    document.querySelector('.pay-how')?.after(hint);
    code.role = 'button';
    code.tabIndex = 0;
    code.ariaLabel = say('code.larger');
    /** @param {boolean} isLarge */
    const show = (isLarge) => {
      code.classList.toggle('is-large', isLarge);
      code.ariaPressed = `${isLarge}`;
    };
    show(false);
    code.onclick = () => show(!code.classList.contains('is-large'));
    code.onkeydown = ({ key }) => {
      if (key === 'Enter' || key === ' ') show(!code.classList.contains('is-large'));
      if (key === 'Escape') show(false);
    };
    return () => hint.remove();
  });
}
