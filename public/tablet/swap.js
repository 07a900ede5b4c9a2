/**
 * Exchanges the middle of the counter's pages instead of loading them anew. Beside the middle a page has parts that may
 * be other ones, too (`data-part`), and that are exchanged only then.
 */

const SALE_LANGUAGE = 'language';

/** The middle of the page, which says what it is. */
export const middle = () => /** @type {HTMLElement} */ (document.querySelector('[data-swap]'));

let asked = 0;
/** The parts as the server has drawn them. @type {Map<Element, string>} */
const parts = new Map();
let isSilent = false;
/** What was said of the middle before. @type {string} */
let saidBefore = '';
/** What was switched off because the server does not answer. @type {HTMLButtonElement[]} */
let switchedOff = [];

/** Before anything else changes the page: what is drawn into a part is not another part. */
export function startSwap() {
  saidBefore = sayings();
  for (const part of document.querySelectorAll('[data-part]')) parts.set(part, part.innerHTML);
  window.addEventListener('offline', () => setSilent(true));
}

/** Whether a request is under way. */
export const isBusy = () => document.body.hasAttribute('data-busy');

export const isServerSilent = () => isSilent;

/** @param {boolean} is whether the server does not answer */
function setSilent(is) {
  isSilent = is;
  const line = document.querySelector('[data-offline]');
  if (line instanceof HTMLElement) line.hidden = !is;
  const light = document.querySelector('[data-light="server"]');
  if (light instanceof HTMLElement) {
    light.dataset['link'] = is ? 'down' : 'up';
    const words = light.querySelector('.unseen');
    if (words) words.textContent = `: ${light.dataset[is ? 'down' : 'up']}`;
  }
  if (is) {
    for (const one of document.querySelectorAll('[data-pay]:enabled, [data-tip]:enabled')) {
      if (one instanceof HTMLButtonElement) switchedOff.push(one);
    }
  }
  for (const one of switchedOff) one.disabled = is;
  if (!is) switchedOff = [];
}

/** What would be lost with the old middle: focus, caret, what scrolls, what is folded open. */
function keepPlace() {
  const focus = document.activeElement;
  const isField = focus instanceof HTMLInputElement;
  return {
    id: focus?.id ?? '',
    caret: isField && focus.id === 'search' ? focus.selectionStart : null,
    text: isField && focus.id === 'search' ? focus.value : undefined,
    isInCart: focus?.closest('.cart') != null,
    scroll: [...document.querySelectorAll('[data-keep-scroll]')].map((one) => ({ id: one.id, top: one.scrollTop, left: one.scrollLeft })),
    open: [...document.querySelectorAll('[data-keep-open][open]')].map((one) => one.id),
    at: location.href,
  };
}

/** @param {ReturnType<typeof keepPlace>} kept */
function restorePlace(kept) {
  for (const id of kept.open) document.getElementById(id)?.setAttribute('open', '');
  for (const { id, top, left } of kept.scroll) {
    const one = document.getElementById(id);
    if (!one) continue;
    one.scrollLeft = left;
    if (kept.at === location.href) one.scrollTop = top;
  }
  // Where what had the focus is gone, a question has it, or else the cart.
  const asks = document.querySelector('[data-swap] [autofocus]');
  const focus = (kept.id && document.getElementById(kept.id)) || asks || (kept.isInCart && document.getElementById('cart-name'));
  if (!(focus instanceof HTMLElement)) return;
  focus.focus({ preventScroll: true });
  if (focus instanceof HTMLInputElement && focus.id === 'search') {
    // What was typed meanwhile stays; a scanner leaves nothing.
    if (kept.text) focus.value = kept.text;
    focus.setSelectionRange(kept.caret, kept.caret);
  }
}

const sayings = () => [...document.querySelectorAll('[data-say]')].map((one) => one.textContent?.trim()).join('. ');

/** What is new in the middle is said by a part of the page that stays: a region that comes with its words is often not read. */
function announce() {
  const now = sayings();
  const voice = document.querySelector('[data-voice]');
  if (voice && now !== saidBefore) voice.textContent = now;
  saidBefore = now;
}

/** @param {Document} page */
function swapParts(page) {
  for (const [part, drawn] of parts) {
    const next = page.querySelector(`[data-part="${part.getAttribute('data-part')}"]`);
    if (!next || next.innerHTML === drawn) continue;
    parts.set(part, next.innerHTML);
    part.replaceChildren(...next.childNodes);
  }
}

/**
 * Asks, and shows the middle of the answer. Of two that overtake each other the later one counts.
 * @param {string | URL} address
 * @param {RequestInit} [options]
 * @param {'push' | 'replace' | 'parts'} [how] what becomes of the history; or only the parts beside the middle are shown
 */
export async function swap(address, options = {}, how) {
  const mine = ++asked;
  const { body } = document;
  if (how !== 'parts') body.toggleAttribute('data-busy', true);
  try {
    const answer = await fetch(address, { ...options, headers: { 'x-swap': '1' } });
    const go = answer.headers.get('x-go');
    if (go) return leaveForSale(go);
    const url = new URL(answer.url);
    if (!isInShelf(url)) return location.assign(url);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('[data-swap]');
    if (mine !== asked) return;
    setSilent(false);
    if (!next) return location.assign(answer.ok ? url : '/');
    // In another language everything is another, the document included.
    if (page.documentElement.lang !== document.documentElement.lang) return location.replace(url);
    const kept = keepPlace();
    swapParts(page);
    if (how === 'parts') return document.activeElement === body && document.getElementById(kept.id)?.focus();
    if (answer.redirected || options.method !== 'POST') {
      if (how === 'push' && url.href !== location.href) window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    }
    middle().replaceWith(document.adoptNode(next));
    document.title = page.title;
    restorePlace(kept);
    announce();
  } catch {
    if (mine === asked) setSilent(true);
  } finally {
    if (mine === asked) body.toggleAttribute('data-busy', false);
  }
}

/** @param {URL} url */
export const isInShelf = (url) => url.origin === location.origin && url.pathname.startsWith('/catalogue');

/**
 * Leaves for a sale, which goes on in the language that its customer has chosen: the kiosk looks for it there.
 * @param {string} path
 */
function leaveForSale(path) {
  const { lang, dataset } = document.documentElement;
  keepLanguage(lang === dataset['shopLanguage'] ? '' : lang);
  location.assign(path);
}

/** @param {string} lang none where the next customer begins */
export function keepLanguage(lang) {
  try {
    if (lang) sessionStorage.setItem(SALE_LANGUAGE, lang);
    else sessionStorage.removeItem(SALE_LANGUAGE);
  } catch {
    // A browser that keeps nothing shows the sale in the shop's language.
  }
}

/**
 * Sends a form's fields, and shows what comes of it.
 * @param {string} address
 * @param {Record<string, string> | FormData} fields
 */
export function sendFields(address, fields) {
  const pairs = fields instanceof FormData ? [...fields].map(([name, value]) => [name, String(value)]) : Object.entries(fields);
  return swap(address, { method: 'POST', body: new URLSearchParams(pairs) });
}
