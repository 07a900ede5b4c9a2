/** The page on which all pictures hang: one row for each screen, grouped by tour, with what is to be seen. */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GALLERY, languages, picture, schemes, shapes } from '../harness/gallery';
import { type Screen, tours } from '../harness/screens';

const STYLE = `
  body { margin: 2rem; background: #8a919c; color: #000; font: 16px/1.4 system-ui, sans-serif; }
  nav a { display: inline-block; margin-inline-end: 1rem; padding-block: .5rem; color: inherit; }
  h2 { margin-block: 3rem 1rem; }
  h3 { margin-block: 1.5rem .5rem; font-size: 1rem; }
  .row { display: flex; gap: .75rem; overflow-x: auto; padding-block-end: .5rem; }
  figure { flex: none; margin: 0; }
  img { display: block; block-size: 16rem; inline-size: auto; background: #ccc; }
  figcaption { font-size: .8rem; }
`;

export default function hang(): void {
  const ways = tours.map(({ name }) => `<a href="#${name}">${name}</a>`);
  const groups = tours.map(({ name, screens }) => `<section id="${name}"><h2>${name}</h2>${screens.map(row).join('')}</section>`);
  const html = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8" /><title>Every screen of Mion Kiosk</title><style>${STYLE}</style></head>
<body>
<h1>Every screen of Mion Kiosk</h1>
<p>In ${languages.join(', ')}; a tablet on its long side, one standing, and a telephone; light and dark.</p>
<nav>${ways.join('')}</nav>
${groups.join('\n')}
</body>
</html>
`;
  mkdirSync(GALLERY, { recursive: true });
  writeFileSync(join(GALLERY, 'index.html'), html);
}

function row({ name, shows }: Screen): string {
  const figures = languages.flatMap((language) =>
    schemes.flatMap((scheme) =>
      Object.keys(shapes).map((shape) => {
        const file = picture({ screen: name, language, shape, scheme });
        if (!existsSync(join(GALLERY, file))) return '';
        const says = `${shape}, ${scheme}, ${language}`;
        return `<figure><a href="${file}"><img src="${file}" alt="${shows}: ${says}" loading="lazy" /></a><figcaption>${says}</figcaption></figure>`;
      }),
    ),
  );
  return `<h3>${shows} <small>(${name})</small></h3><div class="row">${figures.join('')}</div>`;
}
