/** The switch between light, dark and the system's own theme. */

import { remember, remembered } from "#lab/preferences.js";

/** Listens to the switch of the header. @param {HTMLSelectElement} select */
export function startThemeSwitch(select) {
  select.value = remembered("theme", "auto");
  select.addEventListener("change", () => {
    remember("theme", select.value);
    document.documentElement.dataset.theme = select.value;
  });
}
