/** The form that takes a recorded run: a file that is too large is told so before it is sent. */

import "#lab/later_sentences.js";

import { gettext, number, say } from "#lab/room/words.js";

/** @param {HTMLInputElement} input  with `data-bytes-most` */
export function watchSize(input) {
  const most = Number(input.dataset.bytesMost);
  const words = gettext("The file is larger than {most} bytes, so it is no run that a room has exported.");
  input.addEventListener("change", () => {
    const tooLarge = input.files[0]?.size > most;
    input.setCustomValidity(tooLarge ? say(words, { most: number(most) }) : "");
    input.reportValidity();
  });
}
