/**
 * `<cordee-editor>` around a form's `<textarea>`: a rich editor for who wants one.
 *
 * The textarea stays the form's field: it works without scripts, and each change is written into it as Markdown,
 * with an `input` event. The editor itself (a large chunk) is fetched when somebody begins to write, or at once
 * with the attribute `eager`; until it is here, and if it cannot come, one writes in the textarea.
 *
 * Attributes: `data-images` (the path of the API that takes images),
 * `data-placeholder` (a template of what to write; later changed by the event `cordee:placeholder`, whose
 * `detail` is the text; in a form with kinds, the `.template-hint[data-kind]` of the chosen one), `data-icons`
 * (sprite; by default that of the page), and `data-label-…` (these on `#editor-words` too, once for the page):
 * toolbar, bold, italic, strike, code, link, heading, bullets, numbers, indent, outdent, quote, code-block, image,
 * undo, redo, markdown, plain, link-address, link-apply, link-remove, link-refused, cancel, alternative,
 * alternative-apply, alternative-decorative, uploading, upload-failed, people, skills, offers.
 */
import type { Rich } from "./rich";

export class CordeeEditor extends HTMLElement {
  #rich: Rich | null = null;
  #loading: Promise<void> | null = null;
  #composing = false;
  #listening: AbortController | null = null;

  connectedCallback(): void {
    const textarea = this.querySelector("textarea");
    if (!textarea) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    textarea.addEventListener("focus", () => void this.upgrade(), { signal });
    textarea.addEventListener("pointerdown", () => void this.upgrade(), { signal });
    textarea.addEventListener("compositionstart", () => (this.#composing = true), { signal });
    textarea.addEventListener("compositionend", () => (this.#composing = false), { signal });
    this.addEventListener(
      "cordee:placeholder",
      (event) => {
        this.dataset.placeholder = String((event as CustomEvent<string>).detail ?? "");
        this.#suggest();
      },
      { signal },
    );
    textarea.form?.addEventListener("change", () => this.#suggest(), { signal });
    if (this.hasAttribute("eager") || document.activeElement === textarea) void this.upgrade();
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    this.#rich?.destroy();
    this.#rich = null;
  }

  /** Brings the rich editor. Resolves when it stands, or when it could not come. */
  upgrade(): Promise<void> {
    if (this.#rich) return Promise.resolve();
    this.#loading ??= this.#load().finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #load(): Promise<void> {
    const textarea = this.querySelector("textarea");
    if (!textarea) return;
    let rich: typeof import("./rich");
    try {
      rich = await import("./rich");
    } catch {
      // Not there (no network): the textarea is enough. The next focus tries again.
      return;
    }
    // Somebody who composes a character (é, 漢) is not interrupted.
    while (this.#composing) {
      await new Promise((resolve) => textarea.addEventListener("compositionend", resolve, { once: true }));
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (!this.isConnected || this.#rich) return;
    this.#rich = rich.mount(this, textarea);
    this.#suggest();
  }

  /** The template of the kind that is chosen, where the form has one for each kind; else the placeholder. */
  #suggest(): void {
    const form = this.querySelector("textarea")?.form;
    const kind = form?.querySelector<HTMLInputElement>("[name=kind]:checked")?.value;
    const template =
      kind && form?.querySelector(`.template-hint[data-kind="${CSS.escape(kind)}"]`)?.textContent;
    this.#rich?.suggest(template || (this.dataset.placeholder ?? ""));
  }
}

customElements.define("cordee-editor", CordeeEditor);
