/** Says what could not be done, where a screen reader hears it too, and takes back what was shown too early. */

const TIME = 7000; // milliseconds

/** Shows a short text at the foot of the page. */
export function notice(text: string): void {
  const toasts = document.getElementById("toasts");
  if (!toasts || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  toasts.append(toast);
  setTimeout(() => toast.remove(), TIME);
}

function fallback(): string {
  return document.getElementById("toasts")?.dataset.failed ?? "";
}

document.addEventListener("cordee:notice", (event) => {
  const text = (event as CustomEvent<{ text?: string }>).detail?.text;
  notice(text ? decodeURIComponent(text) : fallback());
});
document.addEventListener("htmx:sendError", () => notice(fallback()));
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
  if (!xhr.getResponseHeader("HX-Trigger")) notice(fallback());
});

// A reply that was published leaves its form empty again.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = (event as CustomEvent<{ elt: Element; xhr: XMLHttpRequest }>).detail;
  // HTMX calls a refusal that is shown (422) successful: the text must stay.
  const published = xhr.status >= 200 && xhr.status < 300;
  if (!published || !(elt instanceof HTMLFormElement) || !elt.matches("[data-empties]")) return;
  elt.reset();
  elt.dispatchEvent(new CustomEvent("cordee:published", { bubbles: true }));
  elt.closest("details")?.removeAttribute("open");
});
