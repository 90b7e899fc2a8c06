/** Sharing with the device's own sheet, and long lists of choices that narrow as one types. */

function shares(root: ParentNode): void {
  if (!("share" in navigator)) return;
  for (const button of root.querySelectorAll<HTMLElement>("[data-shares]")) button.hidden = false;
}

shares(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof Element) shares(event.target);
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-shares]") : null;
  if (!button) return;
  const url = new URL(button.dataset.shares ?? "", location.href).href;
  // Who closes the sheet refuses the promise: nothing went wrong.
  void navigator.share({ title: button.dataset.title ?? "", url }).catch(() => undefined);
});

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

document.addEventListener("input", (event) => {
  const search = event.target;
  if (!(search instanceof HTMLInputElement) || !("narrows" in search.dataset)) return;
  const picker = search.closest("[data-picks]");
  const wanted = plain(search.value.trim());
  let found = 0;
  for (const label of picker?.querySelectorAll<HTMLElement>(".choice") ?? []) {
    label.hidden = !plain(label.textContent ?? "").includes(wanted);
    if (!label.hidden) found += 1;
  }
  const nothing = picker?.querySelector<HTMLElement>("[data-nothing]");
  if (nothing) nothing.hidden = found > 0;
});

// Enter in the search must not send the form around it.
document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key === "Enter" && target instanceof HTMLElement && "narrows" in target.dataset) event.preventDefault();
});

document.addEventListener("change", (event) => {
  const picker = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-picks]") : null;
  const said = picker?.querySelector<HTMLElement>(".picker__chosen");
  if (!picker || !said) return;
  const chosen = [...picker.querySelectorAll(":checked")].map((box) => box.parentElement?.textContent?.trim() ?? "");
  said.textContent = chosen.join(", ") || (said.dataset.none ?? "");
});
