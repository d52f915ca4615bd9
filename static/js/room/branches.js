/** The branches of a run, as rails below the bar; they are there only where there is more than one. */

import "#lab/later_sentences.js";

import { branchName } from "#lab/room/branch_name.js";
import { BranchRow } from "#lab/room/branch_row.js";
import { write } from "#lab/room/elements.js";
import { gettext, say } from "#lab/room/words.js";

/** Lists the branches and steers them. */
export class Branches {
  /**
   * @param {HTMLElement} section
   * @param {import("#lab/room/controls.js").Steer} steer
   * @param {object} ways
   * @param {() => void} ways.leave  takes the focus when what had it is gone
   * @param {(a: number, b: number) => void} ways.onCompare  opens the comparison of two branches
   */
  constructor(section, steer, { leave, onCompare }) {
    this.section = section;
    this.leave = leave;
    this.list = section.querySelector("[data-list]");
    this.confirm = section.querySelector("[data-confirm]");
    this.steer = steer;
    this.onCompare = onCompare;
    /** @type {Map<number, BranchRow>} */
    this.rows = new Map();
  }

  /**
   * @param {object} room  the entity "room"
   * @param {number} headMs  how far the current branch has come
   * @param {boolean} may  whether this person steers branches
   */
  show(room, headMs, may) {
    const isCurrent = ({ number }) => number === room.branch;
    const branches = (room.branches ?? []).map((one) => (isCurrent(one) ? { ...one, head_ms: headMs } : one));
    this.current = room.branch;
    this.section.hidden = branches.length < 2;
    const parents = new Set(branches.map((branch) => branch.parent));
    const longestMs = Math.max(...branches.map((branch) => branch.head_ms));
    for (const branch of branches) {
      const current = isCurrent(branch);
      const deletable = !current && branch.parent !== null && !parents.has(branch.number);
      this.#row(branch.number).show(branch, { current, may, deletable, longestMs });
    }
    this.#drop(new Set(branches.map((branch) => branch.number)));
  }

  #row(number) {
    const row = this.rows.get(number) ?? new BranchRow(this.#acts());
    if (!this.rows.has(number)) this.list.append(row.element);
    this.rows.set(number, row);
    return row;
  }

  #drop(wanted) {
    for (const [number, row] of this.rows) {
      if (wanted.has(number)) continue;
      if (row.element.contains(document.activeElement)) this.leave();
      row.element.remove();
      this.rows.delete(number);
    }
  }

  #acts() {
    return {
      onSwitch: ({ number }) => this.steer("room.switch", { branch: number }),
      onRename: ({ number }, name) => this.steer("room.rename_branch", { branch: number, name }),
      onDelete: (branch) => this.#askToDelete(branch),
      onCompare: ({ number }) => this.onCompare(this.current, number),
    };
  }

  #askToDelete(branch) {
    const question = say(gettext("Delete “{branch}”?"), { branch: branchName(branch) });
    write(this.confirm.querySelector("[data-question]"), question);
    this.confirm.returnValue = "";
    this.confirm.onclose = () => {
      if (this.confirm.returnValue === "delete") this.steer("room.delete_branch", { branch: branch.number });
    };
    this.confirm.showModal();
  }
}
