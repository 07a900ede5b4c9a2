/** Shows the page that was asked for as soon as the server is back. */

const EVERY_MS = 2_000;

async function look() {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    if (answer.ok) return location.reload();
  } catch {
    // Still away.
  }
  setTimeout(look, EVERY_MS);
}

addEventListener('online', () => location.reload());
setTimeout(look, EVERY_MS);
