/** How an object of the cluster is shown to whoever looks into it. */

import { html, write } from "#lab/room/elements.js";

/** The manifest as the API server has it, indented. @returns {import("#lab/bench/rows.js").Row} */
export function manifestRow() {
  const text = html("pre", { className: "peek-manifest", lang: "en", tabIndex: 0 });
  return {
    element: html("li", {}, [text]),
    show({ item: { manifest } }) {
      write(text, yamlOf(manifest));
    },
  };
}

/** One Pod of a node. @returns {import("#lab/bench/rows.js").Row} */
export function podRow() {
  const [name, facts] = [html("b"), html("span", { className: "soft" })];
  return {
    element: html("li", {}, [html("p", { className: "peek-head" }, [name, " ", facts])]),
    show({ item: { pod } }) {
      write(name, pod.metadata.name);
      const restarts = (pod.status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
      write(facts, [pod.status?.phase ?? "Pending", restarts ? `↻${restarts}` : ""].filter(Boolean).join(" "));
    },
  };
}

/** Plain data as YAML, as kubectl writes it: maps and lists by indentation, texts quoted where they must be. */
export function yamlOf(value, indent = "") {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return value.map((one) => `${indent}- ${inner(one, deeper)}`).join("\n");
  return Object.entries(value).map(([key, one]) => `${indent}${scalar(key)}:${after(one, indent)}`).join("\n");
}

function after(value, indent) {
  if (isEmpty(value)) return ` ${Array.isArray(value) ? "[]" : "{}"}`;
  if (Array.isArray(value)) return `\n${yamlOf(value, indent)}`;
  const deeper = `${indent}  `;
  if (isMap(value)) return `\n${yamlOf(value, deeper)}`;
  return ` ${scalar(value)}`;
}

function inner(value, indent) {
  return isMap(value) || Array.isArray(value) ? yamlOf(value, indent).trimStart() : scalar(value);
}

function scalar(value) {
  if (typeof value !== "string") return String(value);
  const isPlain = /^[A-Za-z_/.][\w ./@=%+-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|~)$/i.test(value);
  return isPlain && !value.endsWith(" ") ? value : JSON.stringify(value);
}

function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value) {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
