/** Buttons that copy a link: `<button data-copies="https://…" data-copied="Copied">`. */
import { notice } from "./notices";

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copies]") : null;
  if (!button) return;
  const link = new URL(button.dataset.copies ?? "", location.href).href;
  void navigator.clipboard.writeText(link).then(() => notice(button.dataset.copied ?? ""));
});
