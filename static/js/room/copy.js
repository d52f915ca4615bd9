/** Copying a text, also on a meetup's plain-http address, where the clipboard API does not exist. */

/**
 * Copies the text of an element.
 * @param {HTMLElement} element
 * @returns {Promise<boolean>} whether it worked; if not, the text is selected so that the person can copy it
 */
export async function copyTextOf(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}
