/** A frame to draw a signature in; who does not draw types their name. */
export type Point = [number, number];
export interface Signed {
  drawing?: string;
  typed?: string;
}

const MOST_POINTS = 2_400;
const NEAR = 3; // of the frame: points nearer than this to the last one add nothing

export class Pad {
  readonly #dialog: HTMLDialogElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #typed: HTMLInputElement;
  readonly #error: HTMLElement;
  readonly #empty: string;
  #strokes: Point[][] = [];
  #answer: ((signed: Signed | null) => void) | undefined;

  constructor(dialog: HTMLDialogElement, empty: string) {
    this.#dialog = dialog;
    this.#empty = empty;
    this.#canvas = dialog.querySelector("canvas") as HTMLCanvasElement;
    this.#typed = dialog.querySelector("input") as HTMLInputElement;
    this.#error = dialog.querySelector("[data-pad-error]") as HTMLElement;
    this.#canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#error.hidden = true;
      this.#canvas.setPointerCapture(event.pointerId);
      this.#strokes.push([this.#at(event)]);
    });
    this.#canvas.addEventListener("pointermove", (event) => {
      if (event.buttons > 0) this.#go(this.#at(event));
    });
    dialog.querySelector("[data-clear]")?.addEventListener("click", () => this.#clear());
    dialog.querySelector("form")?.addEventListener("submit", (event) => {
      if ((event.submitter as HTMLButtonElement | null)?.value !== "sign") return;
      if (this.#signed() !== null) return;
      event.preventDefault();
      this.#error.textContent = this.#empty;
      this.#error.hidden = false;
    });
    dialog.addEventListener("close", () => {
      this.#answer?.(dialog.returnValue === "sign" ? this.#signed() : null);
      this.#answer = undefined;
    });
  }

  ask(title: string): Promise<Signed | null> {
    const heading = this.#dialog.querySelector("h2");
    if (heading) heading.textContent = title;
    this.#clear();
    this.#typed.value = "";
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
    return new Promise((answer) => (this.#answer = answer));
  }

  #signed(): Signed | null {
    if (this.#strokes.some((stroke) => stroke.length > 2)) return { drawing: JSON.stringify(this.#strokes) };
    const typed = this.#typed.value.trim();
    return typed ? { typed } : null;
  }

  #at(event: PointerEvent): Point {
    const box = this.#canvas.getBoundingClientRect();
    const within = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value * most)));
    return [
      within((event.clientX - box.left) / box.width, this.#canvas.width),
      within((event.clientY - box.top) / box.height, this.#canvas.height),
    ];
  }

  #go(to: Point): void {
    const stroke = this.#strokes.at(-1);
    const from = stroke?.at(-1);
    if (!stroke || !from || this.#strokes.flat().length >= MOST_POINTS) return;
    if (Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]) < NEAR) return;
    stroke.push(to);
    const pen = this.#canvas.getContext("2d");
    if (!pen) return;
    pen.strokeStyle = getComputedStyle(this.#canvas).color;
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  }

  #clear(): void {
    this.#strokes = [];
    this.#error.hidden = true;
    this.#canvas.getContext("2d")?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }
}
