// The list of what is remembered. What is chosen, the note that is being written, and the focus outlive each drawing.

const chosen = new Set();
let writing = null; // the note that is being written: { entry, text, saving }
let form = null; // the format chosen for exports
let deleting = false;
let focused = null; // the key of what was focused last inside the list

const one = (look) => element.querySelector(look);
const all = (look) => Array.from(element.querySelectorAll(look));
const entries = () => Array.from(chosen).sort((a, b) => a - b);

const PRESSED = {
  open: (button) => trigger("open_entry", { entry: Number(button.dataset.open) }),
  star: (button) => trigger("star_entry", { entry: Number(button.dataset.star), on: button.ariaPressed !== "true" }),
  write: (button) => write(Number(button.dataset.write)),
  save: () => save(),
  leave: () => leave(),
  page: (button) => trigger("turn_page", { page: Number(button.dataset.page) }),
  compare: () => trigger("compare_two", { entries: entries() }),
  export: () => trigger("export_entries", { entries: entries(), form: one(".wb-past-form").value }),
  ask: () => ask(true),
  keep: () => ask(false),
  really: () => reallyDelete(),
  none: () => (chosen.clear(), showChosen()),
};

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const name = button && Object.keys(PRESSED).find((name) => name in button.dataset);
  if (name) PRESSED[name](button);
});
element.addEventListener("change", (event) => {
  const { target } = event;
  if (target.matches(".wb-past-form")) form = target.value;
  if (!target.dataset.choose) return;
  const entry = Number(target.dataset.choose);
  target.checked ? chosen.add(entry) : chosen.delete(entry);
  showChosen();
});
element.addEventListener("input", (event) => {
  if (writing && event.target.dataset.key === `note-${writing.entry}`) writing.text = event.target.value;
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !one(".wb-past-ask")?.hidden) ask(false);
  else if (writing && event.target.dataset.key === `note-${writing.entry}`) {
    if (event.key === "Enter") save();
    if (event.key === "Escape") leave();
  }
});
document.addEventListener("focusin", (event) => {
  focused = element.contains(event.target) ? (event.target.dataset?.key ?? null) : null;
});

function showChosen() {
  const shown = all("[data-choose]");
  for (const box of shown) box.checked = chosen.has(Number(box.dataset.choose));
  const elsewhere = chosen.size - shown.filter((box) => box.checked).length;
  const words = chosen.size ? `${chosen.size} chosen${elsewhere ? `, ${elsewhere} of them not shown here` : ""}` : "";
  if (one(".wb-past-chosen")) one(".wb-past-chosen").textContent = words || "Tick entries to do something with them";
  for (const name of ["export", "ask", "none"]) enable(name, chosen.size > 0);
  enable("compare", chosen.size === 2);
  ask(false);
}

function enable(name, on) {
  const button = one(`.wb-past-deeds [data-${name}]`);
  if (button) button.disabled = !on;
}

function ask(on) {
  const box = one(".wb-past-ask");
  if (!box || box.hidden === !on) return;
  box.hidden = !on;
  box.querySelector("span").textContent = `Delete ${chosen.size} for good?`;
  one(on ? "[data-keep]" : "[data-ask]")?.focus();
}

function reallyDelete() {
  deleting = true;
  one(".wb-past-ask").hidden = true;
  trigger("delete_entries", { entries: entries() });
}

function editor(entry) {
  return one(`[data-entry="${entry}"] .wb-past-editor`);
}

function write(entry) {
  if (writing) leave();
  writing = { entry, text: editor(entry).querySelector("input").value };
  showWriting();
  editor(entry).querySelector("input").focus();
}

function showWriting() {
  const box = writing && editor(writing.entry);
  if (!box) return;
  box.hidden = false;
  box.previousElementSibling.hidden = true;
  box.querySelector("input").value = writing.text;
}

function save() {
  writing.saving = true; // the next drawing shows it as saved; without one, it stays in its field
  trigger("note_entry", { entry: writing.entry, text: writing.text });
}

function leave() {
  const { entry } = writing;
  const box = editor(entry);
  writing = null;
  if (!box) return;
  box.hidden = true;
  box.previousElementSibling.hidden = false;
  box.querySelector("input").value = box.querySelector("input").defaultValue;
  one(`[data-write="${entry}"]`)?.focus();
}

function drawn() {
  const back = writing?.saving ? `write-${writing.entry}` : focused;
  if (writing?.saving) writing = null;
  if (deleting) chosen.clear();
  const lost = deleting || (focused && !element.contains(document.activeElement));
  deleting = false;
  if (form && one(".wb-past-form")) one(".wb-past-form").value = form;
  showChosen();
  showWriting();
  if (lost) (one(`[data-key="${back}"]:not(:disabled)`) ?? one(".wb-past-list"))?.focus({ preventScroll: true });
}

watch("value", drawn);
drawn();
