/** Where the gallery's pictures are, and what there is of each screen. */

import { join } from 'node:path';
import { landscape, portrait } from './chromium';

export const GALLERY = process.env['KIOSK_GALLERY'] ?? join(__dirname, '../../target/gallery');

/** A tablet on its long side, one standing, and a telephone. */
export const shapes = { landscape, portrait, telephone: { width: 390, height: 844 } };
export const schemes = ['light', 'dark'] as const;
/** English and German, and what shows whatever is neither translated nor mirrored. */
export const languages = ['en', 'de', 'ar-XB'];

export interface Picture {
  screen: string;
  language: string;
  shape: string;
  scheme: string;
}

/** The file of a picture, in the gallery. */
export function picture({ screen, language, shape, scheme }: Picture): string {
  return `${screen}.${language}.${shape}.${scheme}.png`;
}
