// The way from a mistake to its line in the editor.

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-line]") : null;
  const area = document.querySelector("#wb-prompt-text textarea");
  if (!button || !area) return;
  const lines = area.value.split("\n");
  const number = Math.min(Number(button.dataset.line), lines.length);
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  area.blur(); // browsers scroll to a selection when the focus comes to it
  area.setSelectionRange(start, start + lines[number - 1].length);
  area.focus();
});
