/**
 * Every screen and every state that a person can come to see, once: the stories hold each of them against what it has
 * to keep (`axe/axe.spec.ts`), and the gallery photographs them (`gallery/`). They are in tours, each with a server
 * of its own, and each screen of a tour is reached from wherever the one before has left the browser. Nothing here
 * knows a word of any language.
 *
 * - `screens/stage.ts`: what a tour has in its hands
 * - `screens/{keypad,checkout,endings,pins}.ts`: the kiosk
 * - `screens/{staff,office,entry,counter}.ts`: the pages that the server draws
 */

import { checkout } from './screens/checkout';
import { counter, selfService } from './screens/counter';
import { chain, ends, late, shortLived } from './screens/endings';
import { entry } from './screens/entry';
import { keypad } from './screens/keypad';
import { office } from './screens/office';
import { pins } from './screens/pins';
import type { Tour } from './screens/stage';
import { staff } from './screens/staff';

export { type Screen, Stage, type Tour } from './screens/stage';

export const tours: Tour[] = [
  keypad,
  checkout,
  ends,
  shortLived,
  chain,
  late,
  pins,
  counter,
  selfService,
  staff,
  office,
  entry,
];
