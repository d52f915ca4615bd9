/** Run was pressed with a sheet open: what goes on is to be seen, and Run stays under the pointer. */

/** Of the sheet its head is left, until the run pauses or something else is taken up. */
export class Folding {
  /** @param {HTMLElement} place  of the sheet @param {HTMLElement} bar @param {() => void} show  the whole scene */
  constructor(place, bar, show) {
    Object.assign(this, { place, bar, show, dock: place.closest(".dock") });
  }

  /** @param {boolean | undefined} playing  whether the run goes on */
  take(playing) {
    if (this.played && !playing) this.unfold();
    this.played = playing;
  }

  fold() {
    const { top } = this.bar.getBoundingClientRect();
    this.place.dataset.folded = "";
    this.show();
    this.dock.style.marginTop = `${Math.max(0, top - this.bar.getBoundingClientRect().top)}px`;
  }

  unfold() {
    delete this.place.dataset.folded;
    this.dock.style.marginTop = "";
  }
}
