// The buttons inside the Compare tab's pieces of HTML: remove a text, show more sentences, go to a part. Escape closes the
// reasons of a doubt.

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  const { remove, more, forget, go } = button.dataset;
  if (remove !== undefined) trigger("remove", { place: Number(remove) });
  if (more !== undefined) trigger("more");
  if (forget !== undefined) trigger("forget");
  if (go !== undefined) goTo(document.getElementById(go));
});

function goTo(part) {
  if (!part) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  part.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
  if (!part.hasAttribute("tabindex")) part.setAttribute("tabindex", "-1");
  part.focus({ preventScroll: true });
}

// Reasons are shown by the stylesheet, for as long as their mark is pointed at or has the focus.
element.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !(event.target instanceof Element)) return;
  event.target.closest(".wb-c-flag")?.classList.add("wb-c-closed");
});
for (const name of ["focusout", "pointerout"])
  element.addEventListener(name, (event) => {
    if (event.target instanceof Element) event.target.closest(".wb-c-flag")?.classList.remove("wb-c-closed");
  });
