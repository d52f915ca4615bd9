/** One of a few ways to have the same thing, chosen like a radio button. */

import { html } from "#lab/room/elements.js";

let groups = 0;

/**
 * @param {string} label
 * @param {[string, string][]} options  value and words; the first is chosen
 * @param {(value: string) => void} onChange
 * @returns {HTMLFieldSetElement}
 */
export function choice(label, options, onChange) {
  groups += 1;
  const name = `choice-${groups}`;
  const radios = options.map(([value, words], at) => {
    const radio = html("input", { type: "radio", name, value, defaultChecked: at === 0, autocomplete: "off" });
    return html("label", {}, [radio, html("span", { className: "button", textContent: words })]);
  });
  const legend = html("legend", { className: "unseen", textContent: label });
  const element = html("fieldset", { className: "choice" }, [legend, ...radios]);
  element.addEventListener("change", ({ target }) => onChange(target.value));
  return element;
}
