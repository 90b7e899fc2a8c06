// The map of circulation moves to the circle that is asked for, and back. Without this, the same links load the page anew.

type Frame = [number, number, number, number];
const LONG = 350; // milliseconds
const DIRECTIONS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

class FlowMap extends HTMLElement {
  private svg!: SVGSVGElement;
  private moving = 0;

  connectedCallback(): void {
    const svg = this.querySelector<SVGSVGElement>(".flow-map__svg");
    if (!svg) return;
    this.svg = svg;
    this.addEventListener("click", (event) => this.asked(event));
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.near) this.show(null);
      if (event.key.startsWith("Arrow")) this.walk(event);
    });
    addEventListener("popstate", () => this.show(new URLSearchParams(location.search).get("group"), false));
  }

  private get near(): Element | null {
    return this.svg.querySelector(".flow-map__group--near");
  }

  private get groups(): SVGAElement[] {
    return [...this.svg.querySelectorAll<SVGAElement>(".flow-map__group")];
  }

  private asked(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = (event.target as Element).closest<SVGAElement | HTMLAnchorElement>("a");
    if (!link) return;
    event.preventDefault();
    const back = link.hasAttribute("data-whole") || link.classList.contains("flow-map__group--near");
    this.show(back ? null : groupOf(link));
  }

  /** Arrows go to the nearest circle in their direction. */
  private walk(event: KeyboardEvent): void {
    const here = (event.target as Element).closest<SVGAElement>(".flow-map__group");
    if (!here) return;
    event.preventDefault();
    const [x, y] = DIRECTIONS[event.key] ?? [0, 0];
    const from = middle(here);
    let best: SVGAElement | null = null;
    let least = Infinity;
    for (const other of this.groups) {
      const to = middle(other);
      const along = (to[0] - from[0]) * x + (to[1] - from[1]) * y;
      const beside = Math.abs((to[0] - from[0]) * y) + Math.abs((to[1] - from[1]) * x);
      if (along > 1 && along + 2 * beside < least) [best, least] = [other, along + 2 * beside];
    }
    best?.focus();
    if (best && this.near) this.show(groupOf(best));
  }

  private show(number: string | null, remember = true): void {
    const chosen = this.groups.find((one) => groupOf(one) === number) ?? null;
    for (const one of this.groups) one.classList.toggle("flow-map__group--near", one === chosen);
    const back = this.querySelector<HTMLElement>("a[data-whole]");
    if (back) back.hidden = !chosen;
    this.move(frame(chosen?.dataset.frame ?? this.svg.dataset.whole ?? ""));
    if (remember) history.pushState(null, "", chosen ? `?group=${number}#map` : location.pathname);
    if (!chosen) return;
    chosen.focus({ preventScroll: true });
  }

  private move(to: Frame): void {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    const from: Frame = [x, y, width, height];
    cancelAnimationFrame(this.moving);
    const begun = performance.now();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches || document.documentElement.dataset.motion === "reduced";
    const step = (now: number) => {
      const share = still ? 1 : Math.min(1, (now - begun) / LONG);
      const eased = 1 - (1 - share) ** 3;
      this.svg.setAttribute("viewBox", from.map((one, place) => one + ((to[place] ?? one) - one) * eased).join(" "));
      if (share < 1) this.moving = requestAnimationFrame(step);
    };
    step(begun);
  }
}

function groupOf(link: Element): string | null {
  return new URL(link.getAttribute("href") ?? "", location.href).searchParams.get("group");
}

function frame(written: string): Frame {
  return written.split(" ").map(Number) as Frame;
}

function middle(link: SVGAElement): [number, number] {
  const [x, y, width, height] = frame(link.dataset.frame ?? "0 0 0 0");
  return [x + width / 2, y + height / 2];
}

customElements.define("cordee-map", FlowMap);

export {};
