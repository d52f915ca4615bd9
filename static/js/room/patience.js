/** Questions that cost the room work: where it is busy with others, they are asked again a little later. */

const AGAIN_MS = 1500;
const TIMES_MOST = 5;

/**
 * The same `ask`, but a room that is busy is asked again.
 * @param {(command: string, args?: object) => Promise<import("#lab/room/outbox.js").Answer>} ask
 * @param {number} [againMs]
 * @returns {(command: string, args?: object) => Promise<import("#lab/room/outbox.js").Answer>}
 */
export function patiently(ask, againMs = AGAIN_MS) {
  return async (command, args) => {
    let answer = await ask(command, args);
    for (let times = 1; times < TIMES_MOST && answer.error?.code === "busy"; times += 1) {
      await new Promise((done) => setTimeout(done, againMs * times));
      answer = await ask(command, args);
    }
    return answer;
  };
}
