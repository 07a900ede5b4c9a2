/**
 * The staff's pages. At a terminal nobody finds them open who is not of the staff: untouched for a while, a page asks
 * whether anybody is there, and goes back to the kiosk. And receipts are printed as wide as the tablet's paper.
 */

const ASK_AFTER_MS = 2 * 60_000;
/** WCAG 2.2.1: at least 20 seconds to say that one is there, with any touch, as often as one likes. */
const LEAVE_AFTER_MS = 30_000;

const question = document.querySelector('dialog[data-idle]');
if (question instanceof HTMLDialogElement) goBackWhenLeft(question);
for (const print of document.querySelectorAll('[data-print]')) {
  if (print instanceof HTMLElement) print.onclick = () => printReceipt(print.dataset['print'] ?? '', paper(print.dataset['paper'] ?? '80'));
}

/** @param {HTMLDialogElement} question */
function goBackWhenLeft(question) {
  let touched = performance.now();
  const left = question.querySelector('progress');
  /** @param {Event} event */
  const heed = (event) => {
    touched = performance.now();
    // What a key does to the question's own buttons comes as a click.
    const isKey = event instanceof KeyboardEvent && !['Tab', 'Enter', ' '].includes(event.key);
    if (isKey || event.type === 'click') question.close();
  };
  for (const touch of ['pointerdown', 'click', 'keydown', 'input', 'wheel']) {
    window.addEventListener(touch, heed, { capture: true, passive: true });
  }
  const beat = setInterval(() => {
    const since = performance.now() - touched - ASK_AFTER_MS;
    if (left) left.value = left.max - Math.max(since, 0) / 1_000;
    if (since >= 0 && !question.open) question.showModal();
    if (since < LEAVE_AFTER_MS) return;
    // Once: a page that is asked for again is begun again.
    clearInterval(beat);
    location.assign('/');
  }, 500);
}

/**
 * @param {string} path
 * @param {string} paper
 */
function printReceipt(path, paper) {
  document.querySelector('iframe')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'unseen';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.src = `${path}?paper=${paper}&lang=${document.documentElement.lang}`;
  document.body.append(frame);
}

/**
 * What this tablet prints on, as it was set on the page of the self-test.
 * @param {string} usual
 */
function paper(usual) {
  try {
    return JSON.parse(localStorage.getItem('tablet') ?? '{}').paper ?? usual;
  } catch {
    return usual;
  }
}
