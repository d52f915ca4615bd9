/** The keys of the scene; they work only while the figure has the focus, so that they trap nobody. */

/**
 * @param {HTMLElement} figure
 * @param {Record<string, () => void>} actions  by the key's name, "Shift+" before it where Shift matters
 */
export function listenForKeys(figure, actions) {
  figure.addEventListener("keydown", (event) => {
    const shifted = `Shift+${event.key}`;
    const action = (event.shiftKey && actions[shifted]) || actions[event.key];
    if (!action || event.target !== figure || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    action();
  });
}
