// Arrows go along a pane and across panes, with Shift from word to word; Enter and Space pin, Escape lets go, Ctrl+Enter translates or compares.

const MOVES = { ArrowDown: 1, ArrowUp: -1 };
const WORDS = { ArrowRight: 1, ArrowLeft: -1 }; // with Shift

element.addEventListener("keydown", (event) => {
  const sentence = sentenceOf(event);
  if (sentence && event.target.closest(".wb-gap")) return; // see boundaries.js
  if (event.shiftKey && sentence && event.key in WORDS) {
    event.preventDefault();
    return stepWord(sentence, WORDS[event.key]);
  }
  if (!sentence || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    pressed = null;
    toggle(sentence);
  } else if (event.key in MOVES) {
    const here = Array.from(pane(sentence).querySelectorAll(`${SENTENCE}:not(.wb-out)`));
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

// The reasons first, then what is pinned.
function letGo() {
  if (told) {
    const mark = told;
    const inside = insideTold(document.activeElement);
    hideReasons();
    if (inside) mark.focus({ preventScroll: true }), hideReasons(); // focus alone would show them again
  } else if (gapsOf !== null) leaveGaps();
  else if (pinned) unpin();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") letGo();
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && element.contains(event.target)) {
    event.preventDefault();
    element.querySelector("[data-undo]")?.click();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const buttons = Array.from(document.querySelectorAll("#wb-go, #wb-c-go"));
    buttons.find((button) => button.checkVisibility())?.click(); // that of the tab in sight
  }
});
