/** Enter that ends a Korean syllable is no Enter: neither before the syllable is done nor, in WebKit, just after. */

const IME_KEY = 229;
const AFTER_MS = 50;

/**
 * Keeps a form from being sent by the Enter that only ends the composing of a syllable.
 * @param {HTMLInputElement} input
 */
export function guardComposing(input) {
  let endedMs = -Infinity;
  input.addEventListener("compositionend", (event) => {
    endedMs = event.timeStamp;
  });
  input.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === IME_KEY || event.timeStamp - endedMs < AFTER_MS;
    if (event.key === "Enter" && composing) event.preventDefault();
  });
}
