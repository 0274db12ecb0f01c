// The reasons behind a mark in the margin: shown while the mark is pointed at or has the focus, or after a touch, and
// gone with Escape, with a click elsewhere, and shortly after the pointer has left both mark and reasons.

const GRACE = 250; // milliseconds to get from the mark to its reasons
let told = null; // the mark whose reasons are shown
let leaving = 0; // the timer that hides them
let resume = null; // the sentence whose mark gets the focus back after the panes were drawn anew

const reasonsOf = (mark) => element.querySelector(`#${mark.getAttribute("aria-controls")}`);
const insideTold = (node) => told && node instanceof Node && (told.contains(node) || reasonsOf(told)?.contains(node));

function showReasons(mark) {
  clearTimeout(leaving);
  if (told === mark) return;
  hideReasons();
  told = mark;
  mark.setAttribute("aria-expanded", "true");
  reasonsOf(mark).showPopover();
  placeReasons();
  if (!pinned) light(element.querySelector(`.wb-english ${SENTENCE}[data-of="${mark.dataset.mark}"]`));
}

function hideReasons() {
  clearTimeout(leaving);
  if (!told) return;
  told.setAttribute("aria-expanded", "false");
  const reasons = reasonsOf(told);
  told = null;
  if (reasons?.matches(":popover-open")) reasons.hidePopover();
}

function placeReasons() {
  if (!told) return;
  const box = reasonsOf(told);
  const at = told.getBoundingClientRect();
  const edge = 8;
  const left = Math.min(at.left, window.innerWidth - box.offsetWidth - edge);
  const below = at.bottom + 4;
  const fits = below + box.offsetHeight + edge <= window.innerHeight;
  box.style.left = `${Math.max(edge, left)}px`;
  box.style.top = `${fits ? below : Math.max(edge, at.top - box.offsetHeight - 4)}px`;
}

const markOf = (event) => (event.target instanceof Element ? event.target.closest(".wb-mark") : null);

element.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const mark = markOf(event);
  if (mark) showReasons(mark);
  else if (insideTold(event.target)) clearTimeout(leaving);
});
element.addEventListener("pointerout", (event) => {
  if (!insideTold(event.target) || insideTold(event.relatedTarget) || insideTold(document.activeElement)) return;
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    hideReasons();
    if (!pinned) light(null);
  }, GRACE);
});
element.addEventListener("focusin", (event) => {
  const mark = markOf(event);
  if (mark) showReasons(mark);
});
element.addEventListener("focusout", (event) => {
  if (insideTold(event.target) && !insideTold(event.relatedTarget)) hideReasons();
});
document.addEventListener("click", (event) => {
  const path = event.composedPath();
  if (told && !path.includes(told) && !path.includes(reasonsOf(told))) hideReasons();
});
document.addEventListener("scroll", placeReasons, true);
window.addEventListener("resize", placeReasons);

function revise(action, button) {
  resume = told?.dataset.mark ?? null;
  if (action === "dismiss") trigger("dismiss", { flag: Number(button.dataset.dismiss) });
  else trigger("undismiss", { flag: Number(button.dataset.undismiss) });
}

function resumeMark() {
  told = null; // it went with the old drawing
  const mark = resume && element.querySelector(`.wb-mark[data-mark="${resume}"]`);
  resume = null;
  mark?.focus({ preventScroll: true });
}

// Two doubtful sentences may begin in one line; the later mark then stands below the earlier one.
function settle(row) {
  let free = -Infinity;
  for (const mark of row.querySelectorAll(".wb-mark:not(.wb-out)")) {
    mark.style.translate = "";
    const { top, height } = mark.getBoundingClientRect();
    const place = Math.max(top, free);
    if (place > top) mark.style.translate = `0 ${place - top}px`;
    free = place + height + 1;
  }
}

// In a long article only the rows in sight are laid out (content-visibility); the others settle when they come.
function settleAll() {
  if (!element.querySelector(".wb-long")) for (const row of all(".wb-english .wb-row")) settle(row);
}
element.addEventListener("contentvisibilityautostatechange", (event) => !event.skipped && settle(event.target), true);
new ResizeObserver(settleAll).observe(element);
