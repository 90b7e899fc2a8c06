/** Images that somebody brings: described, sent, and put where they were dropped. */
import type { Editor } from "@tiptap/core";

import { Refused } from "../../api";
import { ask } from "./ask";
import { element } from "./elements";
import type { Labels } from "./labels";
import { leavePlace, placeOf, takePlace, upload } from "./uploads";

interface Setting {
  host: HTMLElement;
  textarea: HTMLTextAreaElement;
  editor: Editor;
  labels: Labels;
  /** The path of the API that takes them. */
  path: string;
  rich(): boolean;
  complain(words: string): void;
  /** After the textarea was changed by us. */
  changed(): void;
}

/** Where an image will stand, in either way of writing. */
interface Place {
  fill(url: string, alternative: string): void;
  leave(): void;
}

export class Pictures {
  readonly #setting: Setting;
  #queue: Promise<void> = Promise.resolve();

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  /** The button. */
  choose(): void {
    const input = element("input", { type: "file", accept: "image/*" });
    input.addEventListener("change", () => this.bring([...(input.files ?? [])]));
    input.click();
  }

  /** One after the other: each asks for its description. `at` is a place in the document. */
  bring(files: File[], at?: number): void {
    for (const file of files) this.#queue = this.#queue.then(() => this.#one(file, at));
  }

  async #one(file: File, at: number | undefined): Promise<void> {
    const { labels, path, complain } = this.#setting;
    complain("");
    const place = this.#setting.rich() ? this.#inDocument(at) : this.#inTextarea();
    const alternative = await this.#describe(file);
    if (alternative === null) {
      place.leave();
      this.#setting.rich() ? this.#setting.editor.commands.focus() : this.#setting.textarea.focus();
      return;
    }
    try {
      place.fill(await upload(path, file, alternative), alternative);
    } catch (error) {
      place.leave();
      complain((error instanceof Refused && error.message) || labels.uploadFailed);
    }
  }

  /** The description, empty for a decorative image, null when the person gave up. */
  #describe(file: File): Promise<string | null> {
    const { host, labels } = this.#setting;
    const preview = URL.createObjectURL(file);
    let answer: string | null = null;
    return new Promise((resolve) => {
      ask(host, {
        words: labels.alternative,
        answer: "",
        preview,
        choices: [
          { words: labels.alternativeApply, main: true, take: (given) => void (answer = given) },
          { words: labels.alternativeDecorative, take: () => void (answer = "") },
          { words: labels.cancel, take: () => undefined },
        ],
        leave: () => undefined,
        done: () => {
          URL.revokeObjectURL(preview);
          resolve(answer);
        },
      });
    });
  }

  #inDocument(at: number | undefined): Place {
    const { editor, labels } = this.#setting;
    const id = takePlace(editor.view, at ?? editor.state.selection.to, labels.uploading);
    return {
      fill: (src, alt) => {
        if (editor.isDestroyed) return;
        const position = placeOf(editor.view, id) ?? editor.state.selection.to;
        leavePlace(editor.view, id);
        editor.chain().insertContentAt(position, { type: "image", attrs: { src, alt } }).focus().run();
      },
      leave: () => {
        if (!editor.isDestroyed) leavePlace(editor.view, id);
      },
    };
  }

  /** In Markdown the place is where the caret is when the image arrives: what is written meanwhile stays. */
  #inTextarea(): Place {
    const { textarea, changed } = this.#setting;
    return {
      fill: (url, alternative) => {
        const words = alternative.replace(/[\\[\]]/g, "\\$&");
        textarea.focus();
        textarea.setRangeText(`![${words}](${url})`, textarea.selectionStart, textarea.selectionEnd, "end");
        changed();
      },
      leave: () => undefined,
    };
  }
}
