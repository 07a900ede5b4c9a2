/**
 * A receipt on paper. No style sheet can ask for a page as long as what stands on it, and a length of its own would
 * cut a long list: so it is measured. Where the kiosk has it in a frame, it is printed then.
 */

const PX_PER_MM = 96 / 25.4;
const ROLLS = { 'paper-58': { name: 'roll-58', wide: 58, margin: 3 }, 'paper-80': { name: 'roll-80', wide: 80, margin: 4 } };

function asLongAsItIs({ name, wide, margin }) {
  const { height } = document.querySelector('main').getBoundingClientRect();
  // What is rounded on the way to paper must not make a second page.
  const long = Math.ceil(height / PX_PER_MM) + 2 * margin + 2;
  const [sheet] = document.styleSheets;
  sheet.insertRule(`@page ${name} { size: ${wide}mm ${long}mm; margin: ${margin}mm; }`, sheet.cssRules.length);
}

// Its pictures and its letters are there.
addEventListener('load', async () => {
  await document.fonts.ready;
  const roll = ROLLS[document.body.className];
  if (roll) asLongAsItIs(roll);
  if (parent === window) return;
  print();
  // For whoever waits for it.
  frameElement?.dispatchEvent(new Event('printed'));
});
