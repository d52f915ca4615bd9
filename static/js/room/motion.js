/** How the picture moves: smoothly, in steps, or not at all. First as the system wishes, then as the switch says. */

import { remember, remembered } from "#lab/preferences.js";

/** @typedef {"smooth" | "steps" | "still"} Motion */

/**
 * Follows the switch and the system's setting.
 * @param {HTMLSelectElement} select
 * @param {(motion: Motion) => void} onChange  called once at the start, too
 */
export function followMotion(select, onChange) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wished = () => (calm.matches ? "steps" : "smooth");
  select.value = remembered("motion", wished());
  select.addEventListener("change", () => {
    remember("motion", select.value);
    onChange(select.value);
  });
  calm.addEventListener("change", () => {
    select.value = remembered("motion", wished());
    onChange(select.value);
  });
  onChange(select.value);
}
