/** A template of what to write. It stands where one begins, moves below the words, and goes as they grow. */
import { element } from "./elements";

/** Lengths (characters) from which the template is fainter, and then gone. */
const STEPS = [1, 80, 280];

export class Hint {
  readonly dom = element("div", { class: "editor__template", "aria-hidden": "true" });

  show(text: string): void {
    this.dom.replaceChildren(...text.split("\n").map((line) => element("p", {}, line)));
    this.dom.hidden = text.trim() === "";
  }

  fade(length: number): void {
    this.dom.dataset.faded = String(STEPS.filter((step) => length >= step).length);
  }
}
