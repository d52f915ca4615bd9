/** What names and buttons in the prose do is fetched when somebody first reaches for one. */

import { Later } from "#lab/room/later.js";

const HEARD = ["pointerover", "focusin", "pointerout", "focusout", "click"];
const MENTIONS = "[data-mention], [data-do]";

/**
 * Listens to the whole note, so that what htmx brings later is heard too.
 * @param {HTMLElement} root
 * @param {object | null} page  the room page; null: the lab has not been started
 */
export function hearMentions(root, page) {
  const mentions = new Later(async () => new (await import("#lab/lesson/mentions.js")).Mentions(root, page));
  const note = root.querySelector(".note");
  const take = (event) => {
    if (mentions.wanted || event.target.closest(MENTIONS)) mentions.use((part) => part.take(event));
  };
  for (const name of HEARD) note.addEventListener(name, take);
}
