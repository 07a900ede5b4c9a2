/** Says an amount aloud, in the language of the page. */

/**
 * @param {number} minor whole minor units
 * @param {string} currency its ISO 4217 code
 * @param {string} words `{amount}` stands for the amount
 */
export function speakAmount(minor, currency, words) {
  const lang = document.documentElement.lang || 'en';
  const money = new Intl.NumberFormat(lang, { style: 'currency', currency, currencyDisplay: 'name' });
  const digits = money.resolvedOptions().maximumFractionDigits ?? 2;
  const text = words.replace('{amount}', money.format(minor / 10 ** digits));
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.lang = lang;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(spoken);
}

export function canSpeak() {
  return 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;
}
