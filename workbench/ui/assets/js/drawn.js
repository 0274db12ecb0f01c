// After each new drawing of the panes, what the reader had opened, pinned, filtered or focused is as it was.

element.addEventListener(
  "toggle",
  (event) => {
    const { target } = event;
    const key = target.dataset?.block ?? (target.matches?.(".wb-told") ? "told" : null);
    if (key !== null) target.open ? open.add(key) : open.delete(key);
  },
  true,
);

watch("value", () => {
  byNumber = null;
  for (const fold of all(".wb-fold")) fold.open = open.has(fold.dataset.block);
  for (const fold of all(".wb-told")) fold.open = open.has("told");
  applyFilter();
  const sentence = pinnedSentence();
  if (sentence) pin(sentence);
  else if (pinned) unpin();
  else light(document.activeElement?.matches?.(SENTENCE) ? document.activeElement : null);
  resumeMark();
});
