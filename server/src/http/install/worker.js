/**
 * The kiosk's service worker. It keeps the files that never change, and a page for when the server is out of reach.
 * A page of the kiosk always comes from the server, and what the server answers to a page's questions never passes
 * through here. A new worker waits until a kiosk between two sales tells it to go on.
 *
 * `SITE` stands above: the version, and what is kept.
 */

const KEPT = `kiosk-${SITE.version}`;
/** What a proxy says for a server that is away. */
const AWAY = [502, 503, 504];

addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(SITE.files)));
});

addEventListener('activate', (event) => {
  event.waitUntil(tidy());
});

addEventListener('message', (event) => {
  if (event.data === 'apply') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (SITE.files.includes(pathname)) event.respondWith(file(request));
});

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  // The server is asked while the worker is still waking up.
  await registration.navigationPreload?.enable();
}

async function page(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (!AWAY.includes(answer.status)) return answer;
  } catch {
    // Out of reach.
  }
  return (await kept(SITE.offline)) ?? Response.error();
}

async function file(request) {
  return (await kept(request)) ?? fetch(request);
}

async function kept(request) {
  const cache = await caches.open(KEPT);
  return cache.match(request);
}
