/** The kiosk was left: no tap fills the glass any more (`tablet/full-screen.js`), until somebody asks for it again. */

try {
  localStorage.removeItem('full');
} catch {
  // A browser that keeps nothing has forgotten it already.
}
if (document.fullscreenElement) document.exitFullscreen();
