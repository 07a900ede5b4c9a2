// Keeps the list fresh: counts down in place, and swaps the list only when an invoice has come,
// gone or changed, so that a button never moves away under a finger.
const list = document.querySelector('[data-list]');
const lost = document.querySelector('[data-lost]');

const shown = () => [...list.querySelectorAll('[data-invoice]')]
  .map(({ dataset }) => [dataset.invoice, dataset.state, dataset.there].join(' ')).sort().join();

const countdown = (seconds) => {
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}\u00a0h\u00a0${two(minutes)}\u00a0min` : `${minutes}:${two(seconds % 60)}`;
};

const swap = async () => {
  const answer = await fetch('/');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const held = document.activeElement.closest('[data-invoice]')?.dataset.invoice;
  const unfolded = [...list.querySelectorAll('[data-invoice]:has(details[open])')].map((entry) => entry.dataset.invoice);
  list.replaceChildren(...page.querySelector('[data-list]').childNodes);
  for (const invoice of unfolded) {
    list.querySelector(`[data-invoice="${CSS.escape(invoice)}"] details`)?.setAttribute('open', '');
  }
  if (held) list.querySelector(`[data-invoice="${CSS.escape(held)}"] button`)?.focus();
};

const look = async () => {
  try {
    const answer = await fetch('/_control/sessions?limit=50');
    const { sessions } = await answer.json();
    const attempts = sessions.flatMap((session) => session.attempts).filter((one) => one.lnInvoice);
    if (attempts.map((one) => [one.lnInvoice, one.state, one.onChainSat].join(' ')).sort().join() !== shown()) await swap();
    for (const { lnInvoice, secondsLeft } of attempts) {
      const left = list.querySelector(`[data-invoice="${CSS.escape(lnInvoice)}"] [data-left]`);
      if (left) left.textContent = countdown(secondsLeft);
    }
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
  setTimeout(look, 1000);
};

// A reload shall not tell the last payment's outcome again.
if (location.search) history.replaceState(null, '', '/');
look();
