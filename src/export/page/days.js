'use strict';

// The days: two sliders and two fields for the first and the last one, bars of the figure of each
// day above them, and playback, which moves what is chosen along.

const STEP_MS = 700;
const STILL_STEP_MS = 1500; // for those who want less motion

class Days {
  // `changed(from, to)` is called with days, or with nulls for all of them.
  constructor(root, {changed}) {
    this.changed = changed;
    this.root = root;
    const find = id => document.getElementById(id);
    this.sliders = {from: find('slide-from'), to: find('slide-to')};
    this.fields = {from: find('day-from'), to: find('day-to')};
    this.play = find('play');
    this.bars = find('bars');
    this.timer = null;
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    for (const end of ['from', 'to']) {
      const slider = this.sliders[end];
      slider.min = FIRST_DAY;
      slider.max = LAST_DAY;
      slider.addEventListener('input', () => this.slide(end));
      const field = this.fields[end];
      field.min = isoDay(FIRST_DAY);
      field.max = isoDay(LAST_DAY);
      field.addEventListener('change', () => this.enter(end));
    }
    this.play.addEventListener('click', () => this.timer ? this.stop() : this.start());
    find('all-days').addEventListener('click', () => this.choose(null, null));
    find('previous').addEventListener('click', () => this.move(-1));
    find('next').addEventListener('click', () => this.move(1));
    this.bars.addEventListener('click', event => this.pickBar(event));
    new ResizeObserver(() => this.draw()).observe(this.bars);
  }

  choose(from, to) {
    this.stop();
    this.changed(from, to);
  }

  // One slider pushes the other before it.
  slide(end) {
    this.stop();
    const day = Number(this.sliders[end].value);
    const from = end === 'from' ? day : Math.min(day, this.from);
    const to = end === 'to' ? day : Math.max(day, this.to);
    this.changed(from, to);
  }

  enter(end) {
    const day = parseDay(this.fields[end].value);
    if (day === null) {
      this.show(this.cut);
      return;
    }
    const kept = Math.min(LAST_DAY, Math.max(FIRST_DAY, day));
    this.choose(end === 'from' ? kept : Math.min(kept, this.from),
      end === 'to' ? kept : Math.max(kept, this.to));
  }

  pickBar(event) {
    const box = this.bars.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const day = FIRST_DAY + Math.floor(share * (LAST_DAY - FIRST_DAY + 1));
    this.choose(day, day);
  }

  // Moves what is chosen by its own length; from all days, begins with a single one.
  move(direction) {
    this.stop();
    this.step(direction);
  }

  step(direction) {
    if (this.cut.from === null && this.cut.to === null) {
      const day = direction > 0 ? FIRST_DAY : LAST_DAY;
      this.changed(day, day);
      return true;
    }
    const length = this.to - this.from + 1;
    const from = this.from + direction * length;
    const to = this.to + direction * length;
    if (to < FIRST_DAY || from > LAST_DAY) {
      return false;
    }
    this.changed(Math.max(from, FIRST_DAY), Math.min(to, LAST_DAY));
    return true;
  }

  start() {
    const whole = this.from <= FIRST_DAY && this.to >= LAST_DAY;
    if (whole) {
      this.changed(FIRST_DAY, FIRST_DAY);
    } else if (this.to >= LAST_DAY) {
      const length = this.to - this.from;
      this.changed(FIRST_DAY, FIRST_DAY + length);
    }
    this.timer = setInterval(() => {
      // Days on which nothing is told are passed over, one at a time at most for a span.
      if (!this.stepOn()) {
        this.stop();
      }
    }, this.still.matches ? STILL_STEP_MS : STEP_MS);
    this.label(true);
  }

  // The next day of which anything is told; a span moves by its length.
  stepOn() {
    if (this.from !== this.to) {
      return this.step(1);
    }
    for (let day = this.from + 1; day <= LAST_DAY; day++) {
      if (this.told.has(day)) {
        this.changed(day, day);
        return true;
      }
    }
    return false;
  }

  stop() {
    if (this.timer) {
      clearInterval(this.timer);
      this.timer = null;
      this.label(false);
    }
  }

  get playing() {
    return this.timer !== null;
  }

  label(playing) {
    this.play.textContent = playing ? 'Pause' : 'Play';
    this.play.setAttribute('aria-pressed', String(playing));
  }

  show(cut) {
    this.cut = cut;
    this.from = cut.from === null ? FIRST_DAY : cut.from;
    this.to = cut.to === null ? LAST_DAY : cut.to;
    for (const [end, day] of [['from', this.from], ['to', this.to]]) {
      this.sliders[end].value = day;
      this.sliders[end].setAttribute('aria-valuetext', sayDay(day));
      this.fields[end].value = isoDay(day);
    }
    document.getElementById('all-days').setAttribute('aria-pressed',
      String(cut.from === null && cut.to === null));
    this.draw();
  }

  // `told`: the days of which anything is told, with the figure of each.
  tell(told) {
    this.told = told;
  }

  draw() {
    const canvas = this.bars;
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (!this.told || width === 0) {
      return;
    }
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    const n = LAST_DAY - FIRST_DAY + 1;
    const most = Math.max(1, ...this.told.values());
    const ink = colour('outcome-' + OUTCOMES[this.outcome]);
    const faint = colour('border-strong');
    for (const [day, figure] of this.told) {
      const x = (day - FIRST_DAY) / n * width;
      // By the root, so that quiet days are seen beside loud ones.
      const bar = Math.max(2, Math.sqrt(figure / most) * (height - 4));
      context.fillStyle = day >= this.from && day <= this.to ? ink : faint;
      context.fillRect(x, height - bar, Math.min(24, Math.max(1.5, width / n - 1)), bar);
    }
  }
}
