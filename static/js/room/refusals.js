/** What to tell a person whose command was refused. */

import "#lab/later_sentences.js";

import { gettext, number, say } from "#lab/room/words.js";

/**
 * The sentence for an error code of the room.
 * @param {{code: string, data?: object}} error
 */
export function refusalSentence({ code, data }) {
  const sentences = {
    malformed: gettext("The room did not understand this. Reload the page."),
    too_large: gettext("That was too large for the room."),
    too_fast: gettext("Too many commands at once. Wait a moment and try again."),
    unknown_command: gettext("This room does not know that command."),
    bad_arguments: gettext("The room does not accept this value."),
    not_yours: gettext("Only the person who opened this room can steer it."),
    unknown_room: gettext("This room is gone"),
    room_broken: gettext("The simulation has stopped because of an error in it. The run up to there is kept."),
    busy: gettext("The room is busy. Try again in a few seconds."),
    unknown_branch: gettext("This branch is no longer there."),
    branch_in_use: gettext("Other branches leave this one, or it is the one shown: it stays."),
    limit: limitSentence(data ?? {}),
    QueueDeletedRecently: gettext("AWS keeps a deleted queue's name back for 60 seconds. Wait, or take another name."),
    QueueDoesNotExist: gettext("There is no such queue any more."),
    NotFound: gettext("There is no such topic or subscription any more."),
    PurgeQueueInProgress: gettext("AWS empties a queue at most once in 60 seconds."),
  };
  return sentences[code] ?? say(gettext("Refused: {code} {details}"), { code, details: detailsOf(data) });
}

/** Which limit it is, and what can be done about it. */
function limitSentence({ what, most }) {
  const sentences = {
    branches: gettext("A run has at most {most} branches. Delete one that you no longer need."),
    commands: gettext("A run has at most {most} commands. Go back and continue from there."),
    shares: gettext("At most {most} moments of a room are shared. Use one of the links that you already have."),
    copied: gettext("A bench with more than {most} things is too large to copy."),
    export_bytes: gettext("This run is too long for a file: at most {most} bytes."),
  };
  const values = { most: typeof most === "number" ? number(most) : most };
  return say(sentences[what] ?? gettext("The room has reached its limit for this."), values);
}

function detailsOf(data) {
  const pairs = Object.entries(data ?? {}).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return pairs.join(" ");
}
