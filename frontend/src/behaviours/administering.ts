// The colour chooser fills the field that is sent; without scripts the field alone is there.
for (const chooser of document.querySelectorAll<HTMLInputElement>("input[data-fills]")) {
  const field = document.getElementById(chooser.dataset.fills ?? "");
  if (!(field instanceof HTMLInputElement)) continue;
  chooser.hidden = false;
  chooser.addEventListener("input", () => (field.value = chooser.value));
  field.addEventListener("input", () => {
    if (/^#[0-9a-f]{6}$/i.test(field.value)) chooser.value = field.value;
  });
}
