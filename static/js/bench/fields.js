/** Parameters on the thing itself: a number with its unit and limits, or a choice. */

import { textRow } from "#lab/bench/text_field.js";
import { choices, choose, html, write } from "#lab/room/elements.js";
import { gettext, number, say } from "#lab/room/words.js";

/**
 * @typedef {object} Field
 * @property {string} key
 * @property {string} label
 * @property {number} value
 * @property {(value: number) => import("#lab/bench/links.js").Command} command
 * @property {string} [unit]
 * @property {number} [least]
 * @property {number} [most]
 * @property {boolean} [broken]  whether parts of one may be given
 * @property {[number, string][]} [options]  a choice instead of a number
 * @property {boolean} [text]  a text instead of a number, as `example` shows one
 * @property {boolean} [line]  a text of one line: Enter gives it, and the field is empty again
 * @property {string} [example]
 */
/**
 * @typedef {object} Ways
 * @property {(command: object) => Promise<string>} carryOut  what was refused, in words; "" if nothing was
 * @property {(command: object | null) => void} preview
 */

/** The row of a field. @param {Field} field @param {Ways} ways @returns {import("#lab/bench/rows.js").Row} */
export function fieldRow(field, ways) {
  if (field.text) return textRow(field, ways);
  return field.options ? choiceRow(field, ways) : numberRow(field, ways);
}

/** The same, only to be read. @returns {import("#lab/bench/rows.js").Row} */
export function readRow() {
  const label = html("span", { className: "hands-label" });
  const value = html("span", { className: "hands-value" });
  const element = html("p", { className: "hands-field" }, [label, value]);
  return {
    element,
    /** @param {Field} field */
    show(field) {
      write(label, field.label);
      write(value, valueWords(field));
    },
  };
}

function valueWords({ value, unit = "", options, text }) {
  if (text) return value || "–";
  if (options) return new Map(options).get(value) ?? `× ${value}`;
  return `${number(value)} ${unit}`;
}

function numberRow({ key, unit = "", least, most, broken }, ways) {
  const describedBy = `bench-${key}-range bench-${key}-wrong`;
  const input = html("input", { className: "field", type: "number", min: least, max: most, autocomplete: "off" });
  input.step = broken ? "any" : "1";
  input.inputMode = broken ? "decimal" : "numeric";
  input.setAttribute("aria-describedby", describedBy);
  const label = html("span", { className: "hands-label" });
  const limits = `${number(least)}–${number(most)}`;
  const range = html("span", { id: `bench-${key}-range`, className: "hands-range soft", textContent: limits });
  const wrong = html("span", { id: `bench-${key}-wrong`, className: "refused hands-wrong" });
  const suffix = html("span", { className: "soft", textContent: unit });
  const pair = html("span", { className: "with-unit" }, [input, suffix]);
  const element = html("label", { className: "hands-field" }, [label, pair, range, wrong]);
  let field = null;
  const tell = (sentence) => {
    write(wrong, sentence);
    input.ariaInvalid = sentence ? "true" : null;
  };
  const told = say(gettext("A number from {least} to {most}."), { least: number(least), most: number(most) });
  const check = () => (isWhole(input) ? "" : told);
  input.addEventListener("input", () => {
    tell(check());
    ways.preview(isWhole(input) ? field.command(Number(input.value)) : null);
  });
  input.addEventListener("change", async () => {
    tell(check());
    if (!isWhole(input) || Number(input.value) === field.value) return;
    tell(await ways.carryOut(field.command(Number(input.value))));
  });
  return {
    element,
    show(fresh) {
      field = fresh;
      write(label, fresh.label);
      if (document.activeElement !== input && !wrong.textContent) input.value = fresh.value;
    },
  };
}

function isWhole(input) {
  return input.value !== "" && input.checkValidity();
}

function choiceRow({ label, options }, ways) {
  let field = null;
  const words = new Map(options);
  const select = choices(label, options, (value) => ways.carryOut(field.command(Number(value))));
  const element = html("label", { className: "hands-field" }, [
    html("span", { className: "hands-label", textContent: label }),
    select,
  ]);
  return {
    element,
    show(fresh) {
      field = fresh;
      if (document.activeElement !== select) choose(select, fresh.value, (value) => words.get(value) ?? `× ${value}`);
    },
  };
}
