/** Whether what a learner did is what the script would have done. Pure. */

/** An address of AWS ends with the name of what it is of: an ARN, a URL, or the name alone. */
const ADDRESS = /(Url|Arn|Endpoint)$/;

/** What kubectl takes where nothing is said. */
const UNSAID = { namespace: "default", resource: "deployments" };

/** More of it reaches what the script reaches. */
const AT_LEAST = new Set(["instances", "concurrency", "VisibilityTimeout"]);

/** And less of this. */
const AT_MOST = new Set(["tolerationSeconds"]);

/**
 * The same command with the same effect. What AWS takes besides (attributes, tags) does not matter, nor what a manifest
 * says besides.
 * @param {{command: string, args: object}} wanted
 * @param {string} command
 * @param {object} [args]
 */
export function isSame(wanted, command, args = {}) {
  if (wanted.command !== command) return false;
  const names = new Set([...Object.keys(wanted.args), ...Object.keys(args).filter((name) => !isOfAws(name))]);
  return [...names].every((name) => same(name, wanted.args[name] ?? UNSAID[name], args[name] ?? UNSAID[name]));
}

function isOfAws(name) {
  return /^[A-Z]/.test(name);
}

function same(name, one, other) {
  if (AT_LEAST.has(name)) return Number(other) >= Number(one);
  if (AT_MOST.has(name)) return typeof other === "number" && other <= one;
  if (ADDRESS.test(name) && typeof one === "string" && typeof other === "string") return tail(one) === tail(other);
  if (isRecord(one)) return Object.keys(one).every((key) => same(key, one[key], other?.[key]));
  if (Array.isArray(one)) return one.every((each) => other?.some?.((given) => same(name, each, given)));
  return one === other;
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function tail(address) {
  return address.replace(/\/+$/, "").split(/[/:]/).at(-1);
}
