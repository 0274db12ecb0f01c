// The body of a function (element, trigger, props, server, upload, watch) that Gradio calls once for the panes.
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
}

function unpin() {
  pinned = null;
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

// ---- pressing

element.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest("button");
  if (button?.dataset.restore) return void trigger("restore", { block: Number(button.dataset.restore) });
  if (button?.dataset.remove) return void trigger("remove", { block: Number(button.dataset.remove) });
  if (button?.dataset.copy !== undefined) return void copy(button);
  const sentence = sentenceOf(event);
  if (sentence) toggle(sentence);
  else if (pinned) unpin();
});
document.addEventListener("click", (event) => {
  if (pinned && event.target instanceof Node && !element.contains(event.target)) unpin();
});

// ---- keys

const MOVES = { ArrowDown: 1, ArrowUp: -1 };

element.addEventListener("keydown", (event) => {
  const sentence = sentenceOf(event);
  if (!sentence || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    toggle(sentence);
  } else if (event.key in MOVES) {
    const here = Array.from(pane(sentence).querySelectorAll(SENTENCE));
    focusOn(event, here[here.indexOf(sentence) + MOVES[event.key]]);
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    focusOn(event, across(sentence, event.key === "ArrowRight" ? 1 : -1));
  }
});

function across(sentence, step) {
  const panes = all(".wb-pane");
  const own = new Set(numbers(sentence));
  for (let at = panes.indexOf(pane(sentence)) + step; at >= 0 && at < panes.length; at += step) {
    const found = Array.from(panes[at].querySelectorAll(SENTENCE)).find((s) => numbers(s).some((n) => own.has(n)));
    if (found) return found;
  }
  return null;
}

function focusOn(event, sentence) {
  if (!sentence) return;
  event.preventDefault();
  sentence.focus({ preventScroll: true });
  scrollTo(sentence, sentence);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && pinned) unpin();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.querySelector("#wb-go")?.click();
  }
});

// ---- copying

async function copy(button) {
  const blocks = Array.from(button.closest(".wb-pane").querySelectorAll(".wb-row, .wb-points"));
  const text = blocks
    .map((block) => Array.from(block.querySelectorAll(SENTENCE), (s) => s.textContent).join(" "))
    .filter(Boolean)
    .join("\n\n");
  const done = await write(text);
  button.textContent = done ? "Copied" : "Not copied";
  setTimeout(() => (button.textContent = "Copy"), 1600);
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeByHand(text); // no clipboard outside of secure pages, or no leave to use it
  }
}

function writeByHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.cssText = "position:fixed;opacity:0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

// ---- a file dropped on the text area goes where chosen files go

const box = () => document.querySelector("#wb-box");
const holdsFile = (event) => event.dataTransfer?.types.includes("Files") && box()?.contains(event.target);

document.addEventListener("dragover", (event) => {
  if (holdsFile(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!holdsFile(event)) return;
  event.preventDefault();
  const input = document.querySelector("#wb-actions input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// ---- after each new drawing of the panes

element.addEventListener(
  "toggle",
  (event) => {
    const block = event.target.dataset?.block;
    if (block) event.target.open ? open.add(block) : open.delete(block);
  },
  true,
);

watch("value", () => {
  byNumber = null;
  for (const fold of all(".wb-fold")) fold.open = open.has(fold.dataset.block);
  const sentence = pinnedSentence();
  if (sentence) pin(sentence);
  else if (pinned) unpin();
  else light(document.activeElement?.matches?.(SENTENCE) ? document.activeElement : null);
});
