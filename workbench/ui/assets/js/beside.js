// What is shown below the list of what is remembered comes into view, and goes when it is closed.

element.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-close]")) trigger("close_view");
});

watch("value", () => {
  const view = element.querySelector(".wb-beside-view");
  if (!view) return;
  view.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  view.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
});
