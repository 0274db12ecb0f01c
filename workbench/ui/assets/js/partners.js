// The body of a function (element, trigger, props, server, upload, watch) that Gradio calls once for the panes; it goes on
// in the other files of this folder, which share its scope (see ../__init__.py for their order).
// Partners are the sentences that share a number in data-of. One of them is lit by pointing or focus, or pinned by a
// click; then all partners in all panes are lit and scrolled into view inside their pane, never with the window.

const SENTENCE = ".wb-s";
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let pinned = null; // data-of of the pinned sentence and the pane it lies in
let pointer = ""; // where the pointer was last, to tell its own moves from those of the page beneath it
const open = new Set(); // folded blocks that the reader opened

const all = (selector) => Array.from(element.querySelectorAll(selector));
const numbers = (sentence) => (sentence.dataset.of || "").split(" ").filter(Boolean);
const pane = (sentence) => sentence.closest(".wb-pane");
const sentenceOf = (event) => (event.target instanceof Element ? event.target.closest(SENTENCE) : null);

// Sentences by number, made when first needed after each drawing: an article may have many thousands.
let byNumber = null;

function partners(from) {
  if (!byNumber) {
    byNumber = new Map();
    for (const sentence of all(SENTENCE))
      for (const n of numbers(sentence)) byNumber.has(n) ? byNumber.get(n).push(sentence) : byNumber.set(n, [sentence]);
  }
  return new Set(numbers(from).flatMap((n) => byNumber.get(n) || []));
}

function light(from) {
  for (const sentence of all(".wb-lit, .wb-here")) sentence.classList.remove("wb-lit", "wb-here");
  if (!from) return;
  from.classList.add("wb-here");
  const found = partners(from);
  for (const sentence of found) sentence.classList.add("wb-lit");
  bringIntoView(from, found);
}

function bringIntoView(from, found) {
  const seen = new Set([pane(from)]);
  for (const sentence of found) {
    if (seen.has(pane(sentence))) continue; // the first partner of each other pane
    seen.add(pane(sentence));
    scrollTo(sentence, from);
  }
}

function scroller(node) {
  for (let at = node.parentElement; at && at !== element.parentElement; at = at.parentElement) {
    const flow = getComputedStyle(at).overflowY;
    if ((flow === "auto" || flow === "scroll") && at.scrollHeight > at.clientHeight + 1) return at;
  }
  return null;
}

function scrollTo(sentence, from) {
  const box = scroller(sentence);
  if (!box) return;
  const margin = { top: 56, bottom: 48 }; // the pane's own head and foot lie over its first and last lines
  const outer = box.getBoundingClientRect();
  const inner = sentence.getBoundingClientRect();
  const above = inner.top - outer.top - margin.top;
  const below = inner.bottom - outer.bottom + margin.bottom;
  if (above >= 0 && below <= 0) return;
  const step = above < 0 || inner.height > outer.height - margin.top - margin.bottom ? above : below;
  box.scrollBy({ top: step, behavior: calm.matches || box.contains(from) ? "instant" : "smooth" });
}

function press(sentence, on) {
  all('[aria-pressed="true"]').forEach((other) => other.setAttribute("aria-pressed", "false"));
  element.querySelector(".wb-desk")?.classList.toggle("wb-pinned", on);
  if (on) sentence.setAttribute("aria-pressed", "true");
}

function pin(sentence) {
  pinned = { of: sentence.dataset.of, pane: pane(sentence).classList[1] };
  press(sentence, true);
  light(sentence);
  showCutBar(sentence);
}

function unpin() {
  pinned = null;
  hideCutBar();
  press(null, false);
  light(null);
}

const pinnedSentence = () =>
  pinned && all(`.${pinned.pane} ${SENTENCE}`).find((sentence) => sentence.dataset.of === pinned.of);

function toggle(sentence) {
  const again = pinnedSentence() === sentence;
  unpin();
  if (!again) pin(sentence);
}

// ---- pointing and focus

element.addEventListener("pointerover", (event) => {
  const place = `${event.screenX},${event.screenY}`;
  const moved = place !== pointer; // scrolling slides other sentences under a pointer that rests
  pointer = place;
  if (pinned || !moved || event.pointerType === "touch") return;
  light(sentenceOf(event));
});
element.addEventListener("pointermove", (event) => {
  const place = `${event.screenX},${event.screenY}`;
  if (place === pointer) return;
  pointer = place;
  const sentence = sentenceOf(event);
  if (!pinned && sentence && !sentence.classList.contains("wb-here")) light(sentence);
});
element.addEventListener("pointerleave", () => {
  if (!pinned) light(document.activeElement?.matches?.(`${SENTENCE}:focus-visible`) ? document.activeElement : null);
});
element.addEventListener("focusin", (event) => {
  const sentence = sentenceOf(event);
  if (sentence && !pinned) light(sentence);
});
element.addEventListener("focusout", () => {
  if (!pinned) light(null);
});
