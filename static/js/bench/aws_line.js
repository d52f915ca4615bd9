/** The line for a terminal that does the same as a command: service, action and options as the aws program has them. */

const SERVICES = new Set(["sqs", "sns", "ses", "sesv2"]);
/** Options that are not simply the parameter's name. */
const OPTIONS = { "sns.subscribe.Endpoint": "notification-endpoint" };
const QUOTE_IN_QUOTES = "'\\''";
const PLAIN_WORD = /^[\w@%+=:,./-]+$/;
const PLAIN_VALUE = /^[\w@%+:./-]+$/;

/**
 * @param {import("#lab/bench/links.js").Command} command
 * @param {string} endpoint  of the room, for wire clients
 * @returns {string | null}  null: AWS knows no such call
 */
export function awsLine({ command, args }, endpoint) {
  const [service, action] = command.split(".");
  if (!SERVICES.has(service)) return null;
  const options = Object.entries(args ?? {}).map(([name, value]) => option(`${command}.${name}`, name, value));
  return ["aws --endpoint-url", quoted(endpoint), service, action.replaceAll("_", "-"), ...options].join(" ");
}

function option(path, name, value) {
  const word = `--${OPTIONS[path] ?? kebab(name)}`;
  if (value === true) return word;
  if (value === false) return word.replace("--", "--no-");
  return `${word} ${written(value)}`;
}

/** "TopicArn" is "topic-arn". */
function kebab(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

/** Lists stand one after the other, maps of simple values in shorthand, everything else as JSON. */
function written(value) {
  if (Array.isArray(value) && value.every(isSimple)) return value.map((one) => quoted(String(one))).join(" ");
  if (isSimple(value)) return quoted(String(value));
  const pairs = Array.isArray(value) ? null : Object.entries(value);
  if (pairs?.every(([, one]) => isSimple(one) && PLAIN_VALUE.test(one))) {
    return quoted(pairs.map(([key, one]) => `${key}=${one}`).join(","));
  }
  return quoted(JSON.stringify(value));
}

function isSimple(value) {
  return typeof value !== "object" || value === null;
}

function quoted(text) {
  return PLAIN_WORD.test(text) ? text : `'${text.replaceAll("'", QUOTE_IN_QUOTES)}'`;
}
