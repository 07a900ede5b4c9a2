/** What the tablet says about itself. */

/** @type {Record<string, string>} */
const ENGLISH = {
  'screen': 'Screen',
  'wake.asking': 'The screen may turn off until the first tap.',
  'wake.held': 'The screen stays on.',
  'wake.released': 'The screen may turn off. Tap it to keep it on.',
  'wake.denied': 'The screen may turn off: the browser does not let the kiosk keep it on.',
  'wake.battery': 'The screen may turn off: the battery is low. Plug the tablet in.',
  'wake.insecure': 'The screen may turn off: keeping it on needs HTTPS.',
  'wake.unsupported': 'The screen may turn off: this browser cannot keep it on.',
  'full.enter': 'Full screen',
  'full.full': 'The kiosk fills the screen.',
  'full.window': 'The kiosk is in a window.',
  'full.unsupported': 'This browser cannot fill the screen.',
  'sound.locked': 'Sound is off until the first tap.',
  'sound.ready': 'The tablet can sound.',
  'sound.denied': 'No sound: the browser does not allow it.',
  'sound.unsupported': 'No sound: this browser cannot make any.',
  'paid.spoken': 'Paid: {amount}',
  'paid.returns': 'Back to the keypad soon',
  'receipt.print': 'Print',
  'close': 'Close',
};

/**
 * The words under `key`.
 * @param {string} key
 */
export function say(key) {
  return ENGLISH[key] ?? key;
}
