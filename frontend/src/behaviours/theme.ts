/** Shows a theme, a motion or a language as soon as it is chosen; the form keeps it. */

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.closest("[data-shows-at-once]")) return;
  if (input.name === "theme") document.documentElement.dataset.theme = input.value;
  if (input.name === "motion") document.documentElement.dataset.motion = input.value;
});
