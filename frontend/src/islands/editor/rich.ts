/** The rich editor that takes a textarea's place, and keeps it up to date. */
import { Editor } from "@tiptap/core";

import { ask } from "./ask";
import { offsetOf, positionOf } from "./caret";
import { element, freshId } from "./elements";
import { Hint } from "./hint";
import { type Labels, labelsOf } from "./labels";
import { type Markdown, markdownOf } from "./markdown";
import { linkable } from "./markdown/grammar";
import { offersExtension } from "./offers";
import { Pictures } from "./pictures";
import { preferMarkdown, prefersMarkdown } from "./preference";
import { extensions } from "./schema";
import { Toolbar } from "./toolbar";
import { toolsFor } from "./tools";
import { imagesIn, uploadPlaces } from "./uploads";

export interface Rich {
  suggest(template: string): void;
  destroy(): void;
}

export function mount(host: HTMLElement, textarea: HTMLTextAreaElement): Rich {
  return new RichEditor(host, textarea);
}

class RichEditor implements Rich {
  readonly #host: HTMLElement;
  readonly #textarea: HTMLTextAreaElement;
  readonly #labels: Labels;
  readonly #editor: Editor;
  readonly #markdown: Markdown;
  readonly #toolbar: Toolbar;
  readonly #pictures: Pictures;
  readonly #hint = new Hint();
  readonly #notice = element("p", { class: "editor__notice", role: "alert" });
  readonly #paper = element("div", { class: "editor__paper" });
  readonly #listening = new AbortController();
  readonly #required: boolean;
  #rich = false;
  #asking: (() => void) | null = null;
  /** What the textarea holds as far as the document knows. */
  #known = "";

  constructor(host: HTMLElement, textarea: HTMLTextAreaElement) {
    this.#host = host;
    this.#textarea = textarea;
    this.#labels = labelsOf(host);
    this.#required = textarea.required;
    const id = freshId("editor-surface");
    const { images } = host.dataset;
    host.classList.add("editor");
    this.#editor = new Editor({
      element: this.#paper,
      injectCSS: false,
      extensions: [...extensions(), offersExtension({ host, labels: this.#labels })],
      editorProps: {
        attributes: { id, class: "editor__surface prose", ...this.#attributes() },
        handleKeyDown: (_, event) => this.#key(event),
        handlePaste: (_, event) => this.#brought(event, imagesIn(event.clipboardData)),
        handleDrop: (view, event) => {
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
          return this.#brought(event, imagesIn(event.dataTransfer), at);
        },
      },
      onUpdate: () => this.#written(),
      onTransaction: () => this.#toolbar?.refresh(),
    });
    this.#editor.registerPlugin(uploadPlaces());
    this.#markdown = markdownOf(this.#editor.schema);
    this.#pictures = new Pictures({
      host,
      textarea,
      editor: this.#editor,
      labels: this.#labels,
      path: images ?? "",
      rich: () => this.#rich,
      complain: (words) => this.#complain(words),
      changed: () => this.#announce(),
    });
    const tools = toolsFor(this.#editor, {
      rich: () => this.#rich,
      askLink: () => this.#askLink(),
      chooseImage: () => this.#pictures.choose(),
      toggleMode: () => this.#toggle(),
      uploads: Boolean(images),
    });
    const sprite = host.dataset.icons ?? document.documentElement.dataset.icons;
    this.#toolbar = new Toolbar(tools, this.#labels, sprite, `${id} ${textarea.id}`.trim(), () =>
      this.#focus(),
    );
    this.#begin();
    this.#listen();
  }

  suggest(template: string): void {
    this.#hint.show(template);
    if (template) this.#editor.view.dom.setAttribute("aria-placeholder", template);
    else this.#editor.view.dom.removeAttribute("aria-placeholder");
  }

  destroy(): void {
    this.#listening.abort();
    this.#asking?.();
    this.#editor.destroy();
    for (const part of [this.#toolbar.dom, this.#paper, this.#notice]) part.remove();
    this.#textarea.hidden = false;
    this.#textarea.required = this.#required;
    this.#host.classList.remove("editor");
  }

  /** Takes the textarea's place, with its focus and its caret. */
  #begin(): void {
    const focused = document.activeElement === this.#textarea;
    this.#textarea.before(this.#toolbar.dom);
    this.#textarea.after(this.#paper, this.#notice);
    this.#paper.append(this.#hint.dom);
    this.suggest("");
    if (prefersMarkdown() || !this.#enter(focused)) this.#leave(false);
  }

  /** To the rich editor; false when it could not hold the text as it is. */
  #enter(focus: boolean): boolean {
    const { value, selectionStart } = this.#textarea;
    if (!this.#markdown.holds(value)) {
      this.#complain(this.#labels.plain);
      return false;
    }
    this.#rich = true;
    this.#load(value);
    this.#textarea.hidden = true;
    this.#textarea.required = false;
    this.#paper.hidden = false;
    if (focus) {
      const position = positionOf(this.#markdown, value, this.#editor.state.doc, selectionStart);
      this.#editor.commands.focus(position, { scrollIntoView: false });
    }
    this.#toolbar.refresh();
    return true;
  }

  /** To the textarea, in Markdown. */
  #leave(focus: boolean): void {
    const offset = focus ? offsetOf(this.#markdown, this.#editor.state) : 0;
    this.#rich = false;
    this.#paper.hidden = true;
    this.#textarea.hidden = false;
    this.#textarea.required = this.#required;
    this.#toolbar.refresh();
    if (focus) {
      this.#textarea.focus();
      this.#textarea.setSelectionRange(offset, offset);
    }
  }

  #toggle(): void {
    this.#complain("");
    if (this.#rich) this.#leave(true);
    else if (!this.#enter(true)) return;
    preferMarkdown(!this.#rich);
  }

  #load(markdown: string): void {
    const doc = this.#markdown.read(markdown);
    this.#known = markdown;
    // Taking back begins with what the person writes, not before the text was there.
    this.#editor.chain().setMeta("addToHistory", false).setContent(doc.toJSON(), { emitUpdate: false }).run();
    this.#hint.fade(doc.textContent.length);
  }

  #written(): void {
    this.#known = this.#markdown.write(this.#editor.state.doc);
    this.#textarea.value = this.#known;
    this.#hint.fade(this.#editor.state.doc.textContent.length);
    this.#announce();
  }

  #announce(): void {
    this.#textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #listen(): void {
    const { signal } = this.#listening;
    // Somebody else gave the field a text: a draft came back, the form was reset.
    const changed = (): void => {
      if (!this.#rich || this.#textarea.value === this.#known) return;
      if (this.#markdown.holds(this.#textarea.value)) this.#load(this.#textarea.value);
      else this.#leave(false);
    };
    this.#textarea.addEventListener("input", changed, { signal });
    this.#textarea.addEventListener("focus", () => this.#rich && this.#focus(), { signal });
    this.#textarea.form?.addEventListener("reset", () => setTimeout(changed), { signal });
    for (const label of this.#textarea.labels) {
      label.addEventListener("click", () => this.#rich && this.#focus(), { signal });
    }
    for (const [type, data] of [
      ["paste", (event: Event) => (event as ClipboardEvent).clipboardData],
      ["drop", (event: Event) => (event as DragEvent).dataTransfer],
    ] as const) {
      this.#textarea.addEventListener(type, (event) => this.#brought(event, imagesIn(data(event))), {
        signal,
      });
    }
    this.#textarea.addEventListener("keydown", (event) => this.#submitted(event), { signal });
  }

  #key(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    if (this.#submitted(event)) return true;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      const editing = this.#editor.chain().focus();
      if (event.key === "k") this.#askLink();
      else if (event.key === "]") editing.sinkListItem("listItem").run();
      else if (event.key === "[") editing.liftListItem("listItem").run();
      else return false;
      event.preventDefault();
      return true;
    }
    // The list of offers keeps Escape for itself while it is open.
    if (event.key !== "Escape" || this.#editor.view.dom.hasAttribute("aria-activedescendant")) return false;
    this.#toolbar.focus();
    return true;
  }

  #submitted(event: KeyboardEvent): boolean {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    event.preventDefault();
    this.#textarea.form?.requestSubmit();
    return true;
  }

  #brought(event: Event, files: File[], at?: number): boolean {
    if (files.length === 0 || !this.#host.dataset.uploadUrl) return false;
    event.preventDefault();
    this.#pictures.bring(files, at);
    return true;
  }

  #askLink(): void {
    this.#asking?.();
    const labels = this.#labels;
    const current = this.#editor.getAttributes("link").href as string | undefined;
    const link = (): ReturnType<Editor["chain"]> => this.#editor.chain().focus().extendMarkRange("link");
    const apply = (answer: string): string | void => {
      const href = /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(answer) ? `https://${answer}` : answer;
      if (!linkable(href)) return labels.linkRefused;
      const empty = this.#editor.state.selection.empty && !current;
      if (empty)
        link()
          .insertContent({ type: "text", text: answer, marks: [{ type: "link", attrs: { href } }] })
          .run();
      else link().setLink({ href }).run();
    };
    this.#asking = ask(this.#host, {
      words: labels.linkAddress,
      answer: current ?? "",
      inputMode: "url",
      choices: [
        { words: labels.linkApply, main: true, take: apply },
        ...(current ? [{ words: labels.linkRemove, take: () => void link().unsetLink().run() }] : []),
        { words: labels.cancel, take: () => this.#focus() },
      ],
      leave: () => this.#focus(),
      done: () => (this.#asking = null),
    });
  }

  #focus(): void {
    if (this.#rich) this.#editor.commands.focus();
    else this.#textarea.focus();
  }

  #complain(words: string): void {
    this.#notice.textContent = words;
  }

  /** What assistive tools know of the textarea holds for the surface. */
  #attributes(): Record<string, string> {
    const labels = [...this.#textarea.labels].map((label) => (label.id ||= freshId("editor-label")));
    const given: Record<string, string | null> = {
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": labels.join(" ") || null,
      "aria-label": labels.length ? null : this.#textarea.getAttribute("aria-label"),
      "aria-describedby": this.#textarea.getAttribute("aria-describedby"),
      "aria-invalid": this.#textarea.getAttribute("aria-invalid"),
      "aria-required": this.#required ? "true" : null,
      "aria-autocomplete": this.#host.dataset.mentionUrl ? "list" : null,
      lang: this.#textarea.lang || null,
      spellcheck: "true",
    };
    return Object.fromEntries(
      Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1])),
    );
  }
}
