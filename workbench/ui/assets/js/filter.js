// Only the sentences with a doubt of one kind, or of any; German and English sentences know their kinds (data-kinds).

let filter = null;

function setFilter(kind) {
  filter = kind;
  applyFilter();
  element.querySelector(".wb-desk")?.scrollTo({ top: 0, behavior: "instant" });
}

function applyFilter() {
  const buttons = all(".wb-filter");
  if (!buttons.some((button) => button.dataset.filter === filter)) filter = null; // the last doubt of this kind is gone
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.filter === filter));
  element.querySelector(".wb-desk")?.classList.toggle("wb-filtered", filter !== null);
  let left = 0;
  for (const sentence of all(`.wb-row ${SENTENCE}`)) {
    const out = filter !== null && !(sentence.dataset.kinds || "").split(" ").includes(filter);
    sentence.classList.toggle("wb-out", out);
    left += !out && sentence.closest(".wb-german") !== null;
  }
  for (const mark of all(".wb-mark"))
    mark.classList.toggle("wb-out", reasonsOf(mark).nextElementSibling?.classList.contains("wb-out") ?? false);
  for (const row of all(".wb-row"))
    row.classList.toggle("wb-out", filter !== null && !row.querySelector(`${SENTENCE}:not(.wb-out)`));
  const words = element.querySelector(".wb-shown");
  const total = all(`.wb-german ${SENTENCE}`).length;
  if (words) words.textContent = filter === null ? "" : `${left} of ${total} sentences shown; press it again for all`;
  settleAll();
}
