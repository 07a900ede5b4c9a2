// Exchanges the middle of the counter's pages instead of loading them anew, searches while one types, hears a
// scanner, and starts over where a customer has gone away. Without it every form and link works by itself.
const AGAIN_MS = 15_000, ALONE_MS = 120_000, TYPING_MS = 120;
const body = document.body;
const middle = () => document.querySelector('[data-swap]');
const offline = (is) => { document.querySelector('[data-offline]').hidden = !is; };
const inShelf = (url) => url.origin === location.origin && url.pathname.startsWith('/catalogue');
let asked = 0;

/** What would be lost with the old middle: focus, caret, what scrolls, what is folded open. */
function keep() {
  const focus = document.activeElement;
  return {
    id: focus?.id, caret: focus?.selectionStart, text: focus?.id === 'search' ? focus.value : undefined,
    scroll: [...document.querySelectorAll('[data-keep-scroll]')].map((one) => [one.id, one.scrollTop, one.scrollLeft]),
    open: [...document.querySelectorAll('[data-keep-open][open]')].map((one) => one.id),
    at: location.href,
  };
}

function restore(kept) {
  for (const id of kept.open) document.getElementById(id)?.setAttribute('open', '');
  for (const [id, top, left] of kept.scroll) {
    const one = document.getElementById(id);
    if (one) { one.scrollLeft = left; if (kept.at === location.href) one.scrollTop = top; }
  }
  const focus = kept.id && document.getElementById(kept.id);
  if (!focus) return;
  focus.focus({ preventScroll: true });
  if (focus.id === 'search') {
    if (kept.text !== undefined) focus.value = kept.text;
    focus.setSelectionRange(kept.caret, kept.caret);
  }
}

/** Asks, and shows the middle of the answer. Of two that overtake each other the later one counts. */
async function swap(address, options, history) {
  const mine = ++asked;
  body.toggleAttribute('data-busy', true);
  try {
    const answer = await fetch(address, { ...options, headers: { ...options?.headers, 'x-swap': '1' } });
    const go = answer.headers.get('x-go');
    if (go) return leave(go);
    const url = new URL(answer.url);
    if (!inShelf(url)) return location.assign(url);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('[data-swap]');
    if (mine !== asked) return;
    offline(false);
    if (!next) return location.assign(answer.ok ? url : '/');
    // In another language everything is another, the document included.
    if (page.documentElement.lang !== document.documentElement.lang) return location.replace(url);
    const kept = keep();
    if (answer.redirected || options?.method !== 'POST') {
      if (history === 'push' && url.href !== location.href) window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    }
    middle().replaceWith(document.adoptNode(next));
    document.title = page.title;
    restore(kept);
  } catch {
    if (mine === asked) offline(true);
  } finally {
    if (mine === asked) body.toggleAttribute('data-busy', false);
  }
}

/** Leaves for a sale, which goes on in the language that its customer has chosen: the kiosk looks for it there. */
function leave(path) {
  const { lang, dataset } = document.documentElement;
  try {
    if (lang === dataset.shopLanguage) sessionStorage.removeItem('language');
    else sessionStorage.setItem('language', lang);
  } catch {
    // A browser that keeps nothing shows the sale in the shop's language.
  }
  location.assign(path);
}

const send = (form, fields) => swap(form.getAttribute('action'), { method: 'POST', body: new URLSearchParams(fields) });

document.addEventListener('submit', (event) => {
  const form = event.target, button = event.submitter;
  if (!form.closest('[data-swap]')) return;
  event.preventDefault();
  const fields = new FormData(form, button);
  if (form.matches('[data-search]')) {
    clearTimeout(typing);
    const text = (fields.get('q') ?? '').trim();
    // So many digits in one go, and Enter: that was a scanner.
    if (/^[0-9]{6,64}$/.test(text)) {
      form.querySelector('#search').value = '';
      send({ getAttribute: () => '/catalogue/cart' }, { do: 'code', q: text, back: location.pathname + location.search });
    } else search(form);
  } else if (form.method === 'post') {
    // A second tap on *Pay* is the same sale; it need not even be sent.
    if (form.matches('[data-pay-form]') && body.hasAttribute('data-busy')) return;
    send(form, fields);
  } else swap(`${form.getAttribute('action')}?${new URLSearchParams(fields)}`, {}, 'push');
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  if (!link?.closest('[data-swap]') || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  if (!inShelf(url)) return;
  event.preventDefault();
  swap(url, {}, 'push');
});

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-language]')) event.target.form.requestSubmit();
});

let typing;
const search = (form) => swap(`/catalogue?${new URLSearchParams(new FormData(form))}`, {}, 'replace');
document.addEventListener('input', (event) => {
  if (event.target.id !== 'search') return;
  clearTimeout(typing);
  typing = setTimeout(() => search(event.target.form), TYPING_MS);
});

// A scanner types into whatever has the focus; where nothing has, into the search.
document.addEventListener('keydown', (event) => {
  const field = document.getElementById('search');
  const isFree = document.activeElement === body || document.activeElement?.matches('button, a');
  if (field && isFree && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    field.focus({ preventScroll: true });
  }
});

window.addEventListener('popstate', () => swap(location.href, {}));
const look = () => {
  // Whoever types or has something folded open is not disturbed.
  const isTyping = document.activeElement?.matches('input, select') && document.activeElement.id !== 'search';
  const isOpen = document.querySelector('[data-keep-open][open]');
  if (!document.hidden && !isTyping && !isOpen && !body.hasAttribute('data-busy')) swap(location.href, {});
};
setInterval(look, AGAIN_MS);
for (const name of ['online', 'visibilitychange']) window.addEventListener(name, look, true);
window.addEventListener('pageshow', (event) => { if (event.persisted) look(); });

let alone;
function touched() {
  clearTimeout(alone);
  if (middle()?.dataset.mode !== 'self-service') return;
  alone = setTimeout(() => {
    const form = document.querySelector('[data-start-over]');
    if (form) send(form, new FormData(form));
    else if (middle().dataset.screen !== 'attract') location.assign('/catalogue');
  }, ALONE_MS);
}
for (const name of ['pointerdown', 'keydown', 'scroll']) document.addEventListener(name, touched, { capture: true, passive: true });
touched();
