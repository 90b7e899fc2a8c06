/** Dragging an activity to its place; the buttons beside each do the same by keyboard and without scripts. */
class Route extends HTMLElement {
  #dragged: HTMLElement | null = null;

  connectedCallback(): void {
    for (const step of this.querySelectorAll<HTMLElement>("[data-place]")) step.draggable = true;
    this.addEventListener("dragstart", (event) => {
      this.#dragged = near(event.target, "[data-place]");
      event.dataTransfer?.setData("text/plain", this.#dragged?.dataset.key ?? "");
    });
    this.addEventListener("dragover", (event) => {
      const module = near(event.target, "[data-module]");
      if (!this.#dragged || !module) return;
      event.preventDefault();
      this.#clear();
      near(event.target, "[data-place]")?.classList.add("writing__step--over");
    });
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.#drop(near(event.target, "[data-module]"), near(event.target, "[data-place]"));
    });
    this.addEventListener("dragend", () => this.#clear());
  }

  async #drop(module: HTMLElement | null, before: HTMLElement | null): Promise<void> {
    const step = this.#dragged;
    this.#dragged = null;
    this.#clear();
    const list = module?.querySelector("ol");
    if (!step || !module || !list || step === before) return;
    list.insertBefore(step, before);
    const form = step.querySelector("form");
    if (!form) return;
    const body = new FormData(form);
    body.set("module", module.dataset.module ?? "");
    body.set("to", String([...list.children].indexOf(step)));
    const answer = await fetch(step.dataset.place ?? "", {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch" },
    }).catch(() => null);
    // The page as the server has it: the places on the buttons, or (after a refusal) the old order.
    if (answer) location.reload();
  }

  #clear(): void {
    for (const step of this.querySelectorAll(".writing__step--over")) step.classList.remove("writing__step--over");
  }
}

function near(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

customElements.define("cordee-route", Route);
export {};
