// The Copy buttons: all sentences of a pane as plain text.

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
