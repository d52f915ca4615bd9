/** The line for a terminal as the aws program has it. */

import { awsEndpoint } from "#lab/bench/aws_endpoint.js";
import { awsLine } from "#lab/bench/aws_line.js";
import { TerminalLine } from "#lab/bench/terminal_line.js";
import { gettext } from "#lab/room/words.js";

/** Which queue an instance works off, it knows itself. */
const POLLS = /\.(attach|detach)$/;

/** @param {{root: HTMLElement, announce: (sentence: string) => void}} page */
export function awsTerminal({ root, announce }) {
  const endpoint = awsEndpoint(root);
  return new TerminalLine((command) => awsLine(command, endpoint), announce, otherwise);
}

/** @param {import("#lab/bench/links.js").Command | null} command */
function otherwise(command) {
  if (!command) return gettext("Do something here that calls AWS, and the same command for a terminal appears.");
  if (command.command.startsWith("network.")) return gettext("This is a matter of the network, not a call to AWS.");
  if (POLLS.test(command.command)) {
    return gettext("AWS has no command for this: your program itself polls the queue.");
  }
  return gettext("AWS has no command for this: it concerns only your own program.");
}
