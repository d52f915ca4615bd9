/** Asks what applying a text would do; the text is read where manifests are read, not here. */

/**
 * @typedef {object} Trial  one of the three
 * @property {object} [manifest]  with `is_new` and `diff`: pairs of a sign ("+", "-", " ", "…") and a line
 * @property {{message: string, field: string, line: number}} [error]
 * @property {string} [refused]  a code
 */

/**
 * @param {{room: string, csrfToken: string}} page
 * @param {string} text
 * @returns {Promise<Trial>}
 */
export async function tried({ room, csrfToken }, text) {
  const headers = { "X-CSRFToken": csrfToken, "Content-Type": "text/plain" };
  try {
    const answer = await fetch(`/kubernetes/rooms/${room}/trial/`, { method: "POST", headers, body: text });
    return await answer.json();
  } catch {
    return { refused: "busy" };
  }
}

/** What of a stored object is the server's own, or nobody's to write. */
const ITS_OWN = ["managedFields", "uid", "resourceVersion", "generation", "creationTimestamp"];

/** An object as somebody would write it. @param {object} manifest */
export function asWritten({ status: _status, metadata, ...rest }) {
  const own = Object.entries(metadata).filter(([name]) => !ITS_OWN.includes(name));
  const { apiVersion, kind, ...parts } = rest;
  return { apiVersion, kind, metadata: Object.fromEntries(own), ...parts };
}

/** Something to begin with. */
export const FIRST = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "hello" },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: "hello" } },
    template: {
      metadata: { labels: { app: "hello" } },
      spec: { containers: [{ name: "hello", image: "nginx:1.29" }] },
    },
  },
};
