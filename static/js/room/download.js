/** Files that the page itself has made. */

/** Hands a file over to the person. @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  // The browser has taken the file by then; a URL that is never given back keeps it in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
