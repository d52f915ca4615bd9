/** Why a call failed, in words. */

import { gettext } from "#lab/room/words.js";

/** The words for an error code of the simulation; an unknown code stands for itself. @param {string} code */
export function reasonWords(code) {
  const words = {
    TimedOut: gettext("no answer in time"),
    ConnectionRefused: gettext("connection refused"),
    ConnectionReset: gettext("connection broken off"),
    Overloaded: gettext("overloaded"),
    PageNotFound: gettext("not found (404)"),
    EndpointDisabled: gettext("it is disabled"),
    NotVerified: gettext("the number is not verified"),
    OptedOut: gettext("the receiver wants no messages"),
    EndpointFailed: gettext("it failed"),
    HostNotFound: gettext("no such host"),
    QueueDoesNotExist: gettext("the queue does not exist"),
    RateExceeded: gettext("too many at once"),
    QuotaExceeded: gettext("the quota of this day is used up"),
  };
  return words[code] ?? code;
}
