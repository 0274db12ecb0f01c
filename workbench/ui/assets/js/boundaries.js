// Where sentences begin and end, in the reader's hand: a pinned German sentence can be joined with a neighbour that no
// folded block parts it from, or split at a gap between two of its words.

let cutBar = null; // the buttons under the pinned German sentence
let gapsOf = null; // the sentence that shows its gaps
let pressed = null; // where a sentence was last clicked, so that the nearest gap is the first that is offered

function button(words, data) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "wb-small";
  made.textContent = words;
  Object.assign(made.dataset, data);
  return made;
}

function neighbour(sentence, step) {
  const here = Array.from(pane(sentence).querySelectorAll(`${SENTENCE}, .wb-fold`));
  const next = here[here.indexOf(sentence) + step];
  return next?.matches(SENTENCE) ? next : null;
}

function showCutBar(sentence) {
  hideCutBar();
  if (!pane(sentence).classList.contains("wb-german") || element.querySelector('[aria-busy="true"]')) return;
  const before = neighbour(sentence, -1);
  const after = neighbour(sentence, 1);
  cutBar = document.createElement("span");
  cutBar.className = "wb-cutbar";
  cutBar.lang = "en";
  cutBar.popover = "manual";
  cutBar.setAttribute("role", "group");
  cutBar.setAttribute("aria-label", `Boundaries of sentence ${sentence.dataset.n}`);
  if (before) cutBar.append(button(`Join with ${before.dataset.n}`, { join: before.dataset.of }));
  if ((sentence.dataset.words || "").includes(" ")) cutBar.append(button("Split …", { gaps: sentence.dataset.of }));
  if (after) cutBar.append(button(`Join with ${after.dataset.n}`, { join: sentence.dataset.of }));
  if (!cutBar.childElementCount) return void (cutBar = null);
  sentence.after(cutBar);
  cutBar.showPopover();
  placeCutBar();
}

function hideCutBar() {
  endGaps();
  cutBar?.remove();
  cutBar = null;
}

// Under the sentence's last line; out of sight when that is.
function placeCutBar() {
  const sentence = cutBar?.previousElementSibling;
  if (!sentence) return;
  const lines = sentence.getClientRects();
  const last = lines[lines.length - 1];
  const box = scroller(sentence)?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight };
  const seen = last && last.bottom > Math.max(0, box.top) && last.top < Math.min(window.innerHeight, box.bottom);
  cutBar.style.visibility = seen ? "" : "hidden";
  if (!seen) return;
  cutBar.style.left = `${Math.max(8, Math.min(last.left, window.innerWidth - cutBar.offsetWidth - 8))}px`;
  cutBar.style.top = `${Math.min(last.bottom + 5, window.innerHeight - cutBar.offsetHeight - 4)}px`;
}
document.addEventListener("scroll", placeCutBar, true);
window.addEventListener("resize", placeCutBar);

// ---- the gaps between the words

function showGaps(number) {
  const sentence = element.querySelector(`.wb-german ${SENTENCE}[data-of="${number}"]`);
  if (!sentence) return;
  cutIntoWords(sentence);
  gapsOf = sentence;
  sentence.dataset.words.split(" ").forEach((place, word) => {
    const first = word > 0 && piecesOf(sentence, word)[0];
    if (!first) return;
    const gap = button("", { split: number, at: place.split("-")[0] });
    gap.className = "wb-gap";
    gap.setAttribute("aria-label", `Split before “${textOf(sentence, [word])}”`);
    gap.tabIndex = -1;
    first.before(gap);
  });
  cutBar?.replaceChildren("Choose the gap: arrows and Enter, or a click. Esc leaves.");
  placeCutBar();
  nearestGap()?.focus({ preventScroll: true });
}

function endGaps() {
  for (const gap of gaps()) gap.remove();
  gapsOf = null;
}

function leaveGaps() {
  const sentence = gapsOf;
  endGaps();
  sentence.focus({ preventScroll: true });
  showCutBar(sentence);
}

const gaps = () => Array.from(gapsOf?.querySelectorAll(".wb-gap") ?? []);

function nearestGap() {
  const far = (gap) => {
    const { left, top, height } = gap.getBoundingClientRect();
    return Math.hypot(left - pressed.x, 4 * (top + height / 2 - pressed.y)); // a gap of the same line is nearer
  };
  const all = gaps();
  return pressed ? all.reduce((best, gap) => (far(gap) < far(best) ? gap : best), all[0]) : all[0];
}

element.addEventListener("keydown", (event) => {
  const gap = event.target instanceof Element ? event.target.closest(".wb-gap") : null;
  if (!gap || !(event.key in STEPS)) return;
  event.preventDefault();
  const all = gaps();
  all[all.indexOf(gap) + STEPS[event.key]]?.focus({ preventScroll: true });
});
