// A file dropped on a text area goes where chosen files go.

const BOXES = { "#wb-box": "#wb-actions", "#wb-c-box": "#wb-c-open-texts" }; // and where the input of files stands
const boxOf = (event) => Object.keys(BOXES).find((box) => document.querySelector(box)?.contains(event.target));
const holdsFile = (event) => event.dataTransfer?.types.includes("Files") && boxOf(event);

document.addEventListener("dragover", (event) => {
  if (holdsFile(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!holdsFile(event)) return;
  event.preventDefault();
  const input = document.querySelector(`${BOXES[boxOf(event)]} input[type=file]`);
  if (!input || !event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
