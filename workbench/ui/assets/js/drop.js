// A file dropped on the text area goes where chosen files go.

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
