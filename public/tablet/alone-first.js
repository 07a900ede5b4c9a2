/** Where customers stand alone the paid screen asks before it goes, like every other: no bar goes by itself. */

import { options } from './options.js';

const USUAL_SECONDS = 60;
/** How long a paid sale is shown before there is a question: what the staff have set, if anything. */
export const paidSeconds = options.get().returnSeconds || USUAL_SECONDS;

options.set({ ...options.get(), returnSeconds: 0 });
