/** A text that may be long: its beginning, and all of it when somebody asks. Always text, whatever is in it. */

import { html, write } from "#lab/room/elements.js";
import { gettext, number, say } from "#lab/room/words.js";

/** Characters that are shown before somebody asks for all. */
const SHORT = 160;

/** @returns {{elements: HTMLElement[], show: (text: string, characters?: number) => void}} */
export function longText() {
  const body = html("pre", { className: "peek-body", lang: "" });
  const all = html("button", { type: "button", className: "button", hidden: true });
  let [told, whole] = [["", 0], false];
  const fill = () => {
    const [text, characters] = told;
    const isLong = text.length > SHORT;
    write(body, whole || !isLong ? withRest(text, characters) : `${text.slice(0, SHORT)}…`);
    all.hidden = !isLong;
    all.ariaExpanded = String(whole);
    const words = say(gettext("Show all {count} characters"), { count: number(characters) });
    write(all, whole ? gettext("Show less") : words);
  };
  all.addEventListener("click", () => {
    whole = !whole;
    fill();
  });
  return {
    elements: [body, all],
    show(text, characters = text.length) {
      told = [text, characters];
      fill();
    },
  };
}

/** The room cuts what is longer than it likes to send. */
function withRest(text, characters) {
  const missing = characters - text.length;
  return missing > 0 ? `${text}… (+${number(missing)})` : text;
}
