/** What nobody needs before they do something waits for the first sign of a hand on the page. */

const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown"];

/** @param {() => void} act */
export function atFirstSign(act) {
  const hear = () => {
    for (const sign of SIGNS) removeEventListener(sign, hear, { capture: true });
    act();
  };
  for (const sign of SIGNS) addEventListener(sign, hear, { capture: true, passive: true });
}
