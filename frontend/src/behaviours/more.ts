/**
 * Lists that are continued: the focus goes to the first of the new lines, and who opens one and comes back finds as many
 * lines as before, at the same place.
 */
import htmx from "htmx.org";

interface Kept {
  more?: number;
  top?: number;
}

const PATIENCE = 5_000; // milliseconds: who waits longer has begun to read

function kept(): Kept {
  return (history.state as Kept | null) ?? {};
}

function keep(what: Kept): void {
  history.replaceState({ ...kept(), ...what }, "");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig } = (event as CustomEvent<{ requestConfig: { elt: Element } }>).detail;
  const more = requestConfig.elt.closest<HTMLElement>(".more");
  if (!more) return;
  const before = more.previousElementSibling;
  const focused = more.contains(document.activeElement);
  const ofThePage = more.closest("main") !== null;
  document.addEventListener(
    "htmx:afterSettle",
    () => {
      if (focused) before?.nextElementSibling?.querySelector<HTMLElement>("a")?.focus();
      if (ofThePage) keep({ more: (kept().more ?? 0) + 1 });
    },
    { once: true },
  );
});

addEventListener("pagehide", () => {
  if (kept().more) keep({ top: scrollY });
});

/** Presses as often as was pressed before, then goes where one was. */
async function again(times: number, top: number): Promise<void> {
  const until = Date.now() + PATIENCE;
  keep({ more: 0 });
  for (let time = 0; time < times && Date.now() < until; time += 1) {
    const link = document.querySelector<HTMLAnchorElement>("main .more a[hx-get]");
    const place = link?.closest<HTMLElement>(".more");
    if (!link || !place) break;
    await htmx.ajax("get", link.getAttribute("hx-get") ?? "", { source: link, target: place, swap: "outerHTML" });
  }
  scrollTo({ top, behavior: "instant" });
}

const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
const { more = 0, top = 0 } = kept();
if (more && entry?.type !== "navigate") {
  if (document.readyState === "complete") void again(more, top);
  else addEventListener("load", () => void again(more, top), { once: true });
}
