/** Making HTML elements. */

/**
 * A new HTML element with properties and children.
 * @param {string} name
 * @param {Record<string, unknown>} [properties]  set as DOM properties; `dataset` is merged
 * @param {(Node | string)[]} [children]
 */
export function html(name, { dataset, ...properties } = {}, children = []) {
  const element = Object.assign(document.createElement(name), properties);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

/** Sets the text only when it differs, so that screen readers and selections are left in peace. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Chooses a number in a select; one that is not offered (somebody set it elsewhere) is added. */
export function choose(select, value, labelOf) {
  const text = String(value);
  if (![...select.options].some((option) => option.value === text)) select.add(new Option(labelOf(value), text));
  select.value = text;
}

/** A select of values with their labels. @param {[string, string][]} options */
export function choices(label, options, onChange) {
  const select = html("select", { className: "field", ariaLabel: label });
  for (const [value, text] of options) select.append(html("option", { value, textContent: text }));
  select.addEventListener("change", () => onChange(select.value));
  return select;
}
