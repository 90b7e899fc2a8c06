/** Keys for who prefers them: / searches, c contributes, j and k walk a list, n goes on, ? shows them. Never while somebody writes. */

const LINES = ".post-line, .comment";

function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function walk(step: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>(LINES)];
  if (lines.length === 0) return;
  const here = lines.findIndex((line) => line.classList.contains("is-current"));
  const next = lines[Math.min(lines.length - 1, Math.max(0, here + step))];
  lines[here]?.classList.remove("is-current");
  if (!next) return;
  next.classList.add("is-current");
  next.scrollIntoView({ block: "nearest" });
  next.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const help = document.querySelector<HTMLDialogElement>("#keys");
  switch (event.key) {
    case "?":
      help?.showModal();
      break;
    case "/":
      document.querySelector<HTMLElement>("[data-key='/']")?.focus();
      break;
    case "c":
      document.querySelector<HTMLAnchorElement>("[data-key='c']")?.click();
      break;
    case "n":
      document.querySelector<HTMLAnchorElement>("[data-key='n']")?.click();
      break;
    case "j":
      walk(1);
      break;
    case "k":
      walk(-1);
      break;
    default:
      return;
  }
  event.preventDefault();
});

// A form that is filled many times over is sent from where one writes.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target instanceof HTMLElement ? event.target.closest<HTMLFormElement>("form[data-quick]") : null;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
