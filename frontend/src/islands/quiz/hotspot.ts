/** Choosing a place on an image: by pointer, or with the arrow keys and Enter. */
const STEP = 0.02; // shares of the image a key moves by

class Hotspot extends HTMLElement {
  #x = 0.5;
  #y = 0.5;

  connectedCallback(): void {
    const image = this.querySelector("img");
    if (!image || this.tabIndex === 0) return;
    this.tabIndex = 0;
    this.setAttribute("role", "application");
    this.setAttribute("aria-label", this.dataset.label ?? "");
    image.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect();
      this.#choose((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    this.addEventListener("keydown", (event) => {
      const moves: Record<string, [number, number]> = {
        ArrowLeft: [-STEP, 0],
        ArrowRight: [STEP, 0],
        ArrowUp: [0, -STEP],
        ArrowDown: [0, STEP],
      };
      const move = moves[event.key];
      if (move) {
        this.#x = Math.min(1, Math.max(0, this.#x + move[0]));
        this.#y = Math.min(1, Math.max(0, this.#y + move[1]));
        this.#pin("hotspot__aim");
      } else if (event.key === "Enter" || event.key === " ") {
        this.#choose(this.#x, this.#y);
      } else return;
      event.preventDefault();
    });
  }

  #choose(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    if (this.dataset.several === undefined) {
      for (const old of this.querySelectorAll("input, .hotspot__pin")) old.remove();
    }
    for (const [axis, value] of [["x", x], ["y", y]] as const) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = `${this.dataset.name ?? ""}.${axis}`;
      field.value = value.toFixed(4);
      this.append(field);
    }
    this.#pin("hotspot__chosen");
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #pin(kind: string): void {
    if (kind === "hotspot__aim") this.querySelector(".hotspot__aim")?.remove();
    const pin = document.createElement("span");
    pin.className = `hotspot__pin ${kind}`;
    // Set by script, which the Content-Security-Policy allows for properties.
    pin.style.insetInlineStart = `${this.#x * 100}%`;
    pin.style.insetBlockStart = `${this.#y * 100}%`;
    this.append(pin);
  }
}

customElements.define("cordee-hotspot", Hotspot);
