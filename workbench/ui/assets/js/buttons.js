// Every button in the panes says what it does by one data attribute; a click on a sentence pins it.

const PRESSED = {
  restore: (button) => trigger("restore", { block: Number(button.dataset.restore) }),
  remove: (button) => trigger("remove", { block: Number(button.dataset.remove) }),
  dismiss: (button) => revise("dismiss", button),
  undismiss: (button) => revise("undismiss", button),
  undo: () => trigger("undo"),
  join: (button) => trigger("join", { segment: Number(button.dataset.join) }),
  split: (button) => trigger("split", { segment: Number(button.dataset.split), at: Number(button.dataset.at) }),
  leave: (button) => trigger("leave", { at: Number(button.dataset.leave) }),
  gaps: (button) => showGaps(button.dataset.gaps),
  copy: (button) => copy(button),
  mark: (button) => showReasons(button),
  filter: (button) => setFilter(button.dataset.filter === filter ? null : button.dataset.filter),
  go: (button) => goTo(button.dataset.go),
};

element.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest("button");
  const name = button && Object.keys(PRESSED).find((name) => name in button.dataset);
  if (name) return void PRESSED[name](button);
  const sentence = sentenceOf(event);
  if (sentence) {
    if (gapsOf === sentence) return; // a click that missed the gaps
    pressed = event.detail ? { x: event.clientX, y: event.clientY } : null; // null: by keyboard
    toggle(sentence);
    if (linked(sentence)) {
      cutIntoWords(sentence); // a touch has no hovering: what is touched is lit
      showWordAt(event.clientX, event.clientY, sentence);
    }
  }
  else if (pinned) unpin();
});
document.addEventListener("click", (event) => {
  // By its path: what was clicked may have been taken out of the page since.
  if (pinned && !event.composedPath().includes(element)) unpin();
});

// To a German sentence: into view in its pane, and where the pane itself is out of sight, in the window.
function goTo(number) {
  const sentence = element.querySelector(`.wb-german ${SENTENCE}[data-of="${number}"]`);
  if (!sentence) return;
  if (sentence.classList.contains("wb-out")) setFilter(null);
  sentence.focus({ preventScroll: true });
  scrollTo(sentence, sentence);
  const { top, bottom } = sentence.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight)
    sentence.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
}
