/** In development: loads the page anew when a file of a lab has been saved. */

const AGAIN_MS = 1_000;

/** @param {string} address answers at the next change, or that there was none for a while */
async function watch(address) {
  for (;;) {
    const answer = await ask(address);
    if (answer?.changed) {
      location.reload();
      return;
    }
    if (!answer) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/**
 * @param {string} address
 * @returns {Promise<{changed: boolean} | null>} null while the site does not answer
 */
async function ask(address) {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

const marked = /** @type {HTMLElement} */ (document.querySelector("[data-changes]"));
watch(marked.dataset.changes ?? "");
