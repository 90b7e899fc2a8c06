/** Keeps the focus where a list was continued: on the first of the new lines. */

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig } = (event as CustomEvent<{ requestConfig: { elt: Element } }>).detail;
  const more = requestConfig.elt.closest<HTMLElement>(".more");
  if (!more || !more.contains(document.activeElement)) return;
  const before = more.previousElementSibling;
  document.addEventListener(
    "htmx:afterSettle",
    () => before?.nextElementSibling?.querySelector<HTMLElement>("a")?.focus(),
    { once: true },
  );
});
