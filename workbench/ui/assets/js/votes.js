// The ballot: every button says what it does by one data attribute, and each has a key. Keys do nothing while somebody
// types, and while the answer to the one before is still to come: nobody votes on an item that they have not seen.

const PATIENCE = 1500; // milliseconds; an answer that is an error draws nothing
const PAUSE = 400; // after the last letter of a note, before it is kept
const ELSEWHERE = "input, textarea, select, [contenteditable], [role='tab'], [role='listbox'], [role='option']";

const paper = () => element.querySelector(".wb-vote");
const noteBox = () => element.querySelector(".wb-v-note textarea");
let busyUntil = 0;
let typed = false; // whether the note was changed since it was kept last
let timer = 0;
let before; // the item that was drawn last
let focused = ""; // what is focused again after the next drawing

function fields() {
  clearTimeout(timer);
  const note = typed ? noteBox()?.value : undefined;
  return { place: Number(paper()?.dataset.place ?? -1), note };
}

// A vote or a step, of which only one is under way.
function send(name, data = {}) {
  if (performance.now() < busyUntil) return;
  busyUntil = performance.now() + PATIENCE;
  order(name, data);
}

function order(name, data = {}) {
  const at = document.activeElement;
  focused = element.contains(at) || at === document.body ? selectorOf(at) : "";
  trigger(name, { ...fields(), ...data });
}

function selectorOf(node) {
  for (const name of ["step", "skip"]) if (name in node.dataset) return `[data-${name}="${node.dataset[name]}"]`;
  return ".wb-vote";
}

const DEEDS = {
  choice: (button) => send("choose", { choice: button.dataset.choice }),
  skip: () => send("skip"),
  step: (button) => send("step", { step: Number(button.dataset.step) }),
  resume: (button) => order("resume", { ballot: Number(button.dataset.resume) }),
  back: () => order("leave"),
  reveal: () => order("reveal"),
  ask: () => ask(true),
  stay: () => ask(false),
};

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const name = button && Object.keys(DEEDS).find((name) => name in button.dataset);
  if (name) DEEDS[name](button);
});

function ask(open) {
  showAsked(open);
  element.querySelector(open ? "[data-stay]" : "[data-ask]").focus();
}

function showAsked(open) {
  element.querySelector(".wb-v-sure").hidden = !open;
  element.querySelector("[data-ask]").hidden = open;
}

element.addEventListener("input", (event) => {
  if (event.target !== noteBox()) return;
  typed = true;
  clearTimeout(timer);
  timer = setTimeout(keepNote, PAUSE);
});
element.addEventListener("focusout", (event) => {
  if (event.target === noteBox() && typed) keepNote();
});

function keepNote() {
  const told = fields();
  typed = false;
  if (told.note !== undefined) trigger("annotate", told);
}

// Long texts scroll together, each by its own length: the same share of the way.
let leader = null;
let leads = 0; // until when what the others do is only following
element.addEventListener(
  "scroll",
  ({ target }) => {
    if (!target.matches(".wb-v-long .wb-v-text") || (target !== leader && performance.now() < leads)) return;
    leader = target;
    leads = performance.now() + 150;
    const share = target.scrollTop / Math.max(1, target.scrollHeight - target.clientHeight);
    for (const other of element.querySelectorAll(".wb-v-text"))
      if (other !== target) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
  },
  true,
);

const PRESSED = {
  ...{ t: ["choose", { choice: "tie" }], 0: ["choose", { choice: "tie" }], b: ["choose", { choice: "bad" }] },
  ...{ s: ["skip"], ArrowLeft: ["step", { step: -1 }], ArrowRight: ["step", { step: 1 }] },
};

function onKey(event) {
  if (!element.isConnected) return document.removeEventListener("keydown", onKey);
  const ballot = paper();
  if (!ballot?.dataset.place || !ballot.checkVisibility() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === noteBox()) return ballot.focus();
  if (event.target instanceof Element && event.target.closest(ELSEWHERE)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const number = Number(key);
  if (key === "n") {
    event.preventDefault(); // the letter itself is not part of the note
    noteBox().focus();
  } else if (key >= "1" && key <= "9" && number <= Number(ballot.dataset.options)) {
    event.preventDefault();
    send("choose", { choice: key });
  } else if (Object.hasOwn(PRESSED, key)) {
    event.preventDefault();
    send(...PRESSED[key]);
  }
}
document.addEventListener("keydown", onKey);

watch("value", () => {
  busyUntil = 0;
  typed = false;
  const ballot = paper();
  if (!ballot) return;
  // Gradio changes the elements that are there, so what a reader did to them is still on them.
  if (ballot.dataset.place !== before) for (const text of element.querySelectorAll(".wb-v-text")) text.scrollTop = 0;
  before = ballot.dataset.place;
  const box = noteBox();
  if (box) (box.value = box.defaultValue), showAsked(false);
  const again = focused && element.querySelector(focused);
  focused = "";
  if (again || document.activeElement === document.body) (again || ballot).focus({ preventScroll: true });
  if (ballot.getBoundingClientRect().top < 0) ballot.scrollIntoView({ block: "start" });
});
