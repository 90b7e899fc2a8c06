/** The bar of buttons: one stop for Tab, arrows from button to button. */
import { element, icon } from "./elements";
import type { Label, Labels } from "./labels";

export interface Tool {
  label: Label;
  /** Name in the sprite of icons; the label's own name by default. */
  icon?: string;
  keys?: string;
  run(): void;
  /** For a button that stays pressed. */
  pressed?(): boolean;
  /** Absent where it makes no sense at the moment. */
  shown?(): boolean;
  enabled?(): boolean;
}

export class Toolbar {
  readonly dom: HTMLElement;
  #buttons: { tool: Tool; button: HTMLButtonElement }[];
  #current = 0;

  constructor(
    tools: Tool[],
    labels: Labels,
    sprite: string | undefined,
    controls: string,
    leave: () => void,
  ) {
    this.#buttons = tools.map((tool) => ({ tool, button: this.#button(tool, labels, sprite) }));
    this.dom = element(
      "div",
      { class: "editor__toolbar", role: "toolbar", "aria-label": labels.toolbar, "aria-controls": controls },
      ...this.#buttons.map(({ button }) => button),
    );
    this.dom.addEventListener("keydown", (event) => this.#walk(event, leave));
  }

  focus(): void {
    this.#buttons[this.#current]?.button.focus();
  }

  /** Shows what is pressed, possible and present now. */
  refresh(): void {
    for (const { tool, button } of this.#buttons) {
      if (tool.pressed) button.setAttribute("aria-pressed", String(tool.pressed()));
      // Not `disabled`: the button keeps its place in the walk.
      if (tool.enabled) button.setAttribute("aria-disabled", String(!tool.enabled()));
      button.hidden = tool.shown ? !tool.shown() : false;
    }
    if (this.#buttons[this.#current]?.button.hidden) {
      this.#current = this.#buttons.findIndex(({ button }) => !button.hidden);
    }
    this.#buttons.forEach(({ button }, at) => (button.tabIndex = at === this.#current ? 0 : -1));
  }

  #button(tool: Tool, labels: Labels, sprite: string | undefined): HTMLButtonElement {
    const words = labels[tool.label];
    const button = element(
      "button",
      {
        type: "button",
        class: "editor__button",
        "aria-label": words,
        title: tool.keys ? `${words} (${keysShown(tool.keys)})` : words,
        "aria-keyshortcuts": tool.keys && keysNamed(tool.keys),
        "data-tool": tool.label,
      },
      icon(sprite, tool.icon ?? tool.label, words),
    );
    // The caret, and a phone's keyboard, stay where they are.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      this.#current = this.#buttons.findIndex((one) => one.button === button);
      if (button.getAttribute("aria-disabled") !== "true") tool.run();
      this.refresh();
    });
    return button;
  }

  #walk(event: KeyboardEvent, leave: () => void): void {
    const present = this.#buttons.filter(({ button }) => !button.hidden);
    const here = present.findIndex(({ button }) => button === document.activeElement);
    if (here < 0) return;
    const last = present.length - 1;
    const rtl = getComputedStyle(this.dom).direction === "rtl" ? -1 : 1;
    const to = {
      ArrowRight: here + rtl,
      ArrowLeft: here - rtl,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") leave();
    else if (to === undefined) return;
    else {
      const next = present[(to + present.length) % present.length]!;
      this.#current = this.#buttons.indexOf(next);
      this.refresh();
      next.button.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

const apple = /Mac|iPhone|iPad/.test(navigator.platform);

function keysShown(keys: string): string {
  return apple
    ? keys.replace("Mod-", "⌘").toUpperCase()
    : keys.replace("Mod-", "Ctrl+").toUpperCase().replace("CTRL", "Ctrl");
}

function keysNamed(keys: string): string {
  return keys.replace("Mod-", apple ? "Meta+" : "Control+");
}
