/** A parameter that is a text, such as a filter policy: whether it is right, the engine says. */

import { guardComposing } from "#lab/room/composing.js";
import { html, write } from "#lab/room/elements.js";

/** @param {import("#lab/bench/fields.js").Field} first @param {import("#lab/bench/fields.js").Ways} ways */
export function textRow({ key, example, line }, ways) {
  const wrong = html("span", { id: `bench-${key}-wrong`, className: "refused hands-wrong" });
  const area = html("textarea", { className: "field", rows: line ? 1 : 2, spellcheck: false, lang: "en" });
  area.placeholder = example ?? "";
  area.setAttribute("aria-describedby", wrong.id);
  const label = html("span", { className: "hands-label" });
  const element = html("label", { className: "hands-field hands-text" }, [label, area, wrong]);
  let field = null;
  guardComposing(area);
  area.addEventListener("input", () => ways.preview(field.command(area.value.trim())));
  async function carryOut() {
    const text = area.value.trim();
    if (text === field.value) return;
    if (line) area.value = ""; // what was written has been said, and leaving the field does not say it again
    const refused = await ways.carryOut(field.command(text));
    write(wrong, refused);
    area.ariaInvalid = refused ? "true" : null;
    if (line && refused && !area.value) area.value = text;
  }
  area.addEventListener("change", carryOut);
  area.addEventListener("keydown", (event) => {
    if (!line || event.key !== "Enter" || event.defaultPrevented) return;
    event.preventDefault();
    carryOut();
  });
  return {
    element,
    show(fresh) {
      field = fresh;
      write(label, fresh.label);
      if (document.activeElement !== area && !wrong.textContent) area.value = fresh.value;
    },
  };
}
