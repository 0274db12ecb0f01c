// The strip beside the German is one stop for Tab; arrows go from cell to cell, Enter goes to the sentence.

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

element.addEventListener("keydown", (event) => {
  const cell = event.target instanceof Element ? event.target.closest(".wb-cell") : null;
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const cells = all(".wb-cell");
  const ends = { Home: cells[0], End: cells[cells.length - 1] };
  const next = ends[event.key] ?? cells[cells.indexOf(cell) + STEPS[event.key]];
  if (!next) return;
  event.preventDefault();
  for (const other of cells) other.tabIndex = other === next ? 0 : -1;
  next.focus({ preventScroll: true });
});
