/**
 * What a tablet does beside selling: it stays awake, fills the glass, sounds, and tells the server how it is. The
 * kiosk works without any of it, so it is loaded when the kiosk already answers, and none of it is in the module.
 * `cargo xtask bundle` makes one file of these, hence: imports on one line, and no name twice. There are three more such
 * files: `alone.js` for the sales of a tablet that customers use on their own, `counter.js` for the pages on which items
 * are sold, and `self-test.js` for the page of that name.
 *
 * - `signal.js`: a value that tells when it changes
 * - `attend.js`: parts of the page, as they come and go
 * - `words.js`: what it says, in the page's language
 * - `options.js`: how this one tablet is set; `kept.js`: what it keeps
 * - `wake-lock.js`, `full-screen.js`: the glass
 * - `big-code.js`, `ages.js`: a code as large as the glass; how long a connection is down
 * - `idle.js`: back to an empty keypad when everybody has gone; `touch.js`: since when
 * - `sound.js`, `speech.js`: the chime, and a spoken amount
 * - `paid.js`: what happens on the paid screen
 * - `receipt.js`: a receipt on paper
 * - `state.js`: how it is, at the top of the screen
 * - `heartbeat.js`: how it is, told to the server
 * - `worker.js`: the service worker, and new versions; `sales.js`: whether a sale is on the screen
 */

import { startAges } from './ages.js';
import { attendAgain } from './attend.js';
import { startBigCode } from './big-code.js';
import { startFullScreen } from './full-screen.js';
import { startHeartbeat } from './heartbeat.js';
import { startIdle } from './idle.js';
import { startPaid } from './paid.js';
import { startReceipts } from './receipt.js';
import { startSound } from './sound.js';
import { startState } from './state.js';
import { startWakeLock } from './wake-lock.js';
import { startWords, words } from './words.js';
import { lookForUpdate, startWorker } from './worker.js';

startWakeLock();
startFullScreen();
startSound();
startWords();
startState();
startBigCode();
startAges();
startIdle();
startPaid();
startReceipts();
startWorker();
startHeartbeat(lookForUpdate);
words.watch(attendAgain);
