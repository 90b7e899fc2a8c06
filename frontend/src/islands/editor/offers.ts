/** People after `@` and skills after `#`: a list under the caret, chosen by key, click or touch. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

import { ask } from "../../api";
import { element, freshId } from "./elements";
import type { Labels } from "./labels";

export interface Offer {
  /** What is written: `@handle` or `#slug`. */
  text: string;
  name: string;
  detail: string;
  avatar: string;
}

export interface Asked {
  sign: "@" | "#";
  query: string;
}

const ASKED = /(?<![\p{L}\p{N}_@#/.+&-])([@#])([\p{L}\p{N}][\p{L}\p{N}._-]{0,40})$/u;
const PAUSE = 150;

/** What the words before the caret ask for. */
export function askedBy(before: string): Asked | null {
  const found = ASKED.exec(before);
  return found ? { sign: found[1] as Asked["sign"], query: found[2]! } : null;
}

interface Person {
  handle: string;
  name: string;
  headline: string;
  avatar_url: string | null;
}

interface Skill {
  slug: string;
  name: string;
}

/** What the API offers. */
export async function offersFor({ sign, query }: Asked, signal?: AbortSignal): Promise<Offer[]> {
  const wanted = `?${new URLSearchParams({ q: query })}`;
  if (sign === "@") {
    const people = await ask<Person[]>(`/people-called${wanted}`, { signal });
    return people.map(({ handle, name, headline, avatar_url }) => {
      return { text: `@${handle}`, name, detail: headline, avatar: avatar_url ?? "" };
    });
  }
  const { items } = await ask<{ items: Skill[] }>(`/skills${wanted}`, { signal });
  return items.map(({ slug, name }) => ({ text: `#${slug}`, name, detail: "", avatar: "" }));
}

interface Options {
  host: HTMLElement;
  labels: Labels;
}

export function offersExtension(options: Options): Extension {
  let list: OfferList | null = null;
  return Extension.create({
    name: "offers",
    // Before the keymaps: Enter, arrows and Tab are the list's while it is open.
    priority: 1000,
    addProseMirrorPlugins: () => [
      new Plugin({
        view: (view) => (list = new OfferList(view, options)),
        props: { handleKeyDown: (_, event) => list?.key(event) ?? false },
      }),
    ],
  });
}

class OfferList {
  readonly #view: EditorView;
  readonly #options: Options;
  readonly #id = freshId("editor-offers");
  readonly #list: HTMLElement;
  readonly #told: HTMLElement;
  #offers: Offer[] = [];
  #active = 0;
  #asked: Asked | null = null;
  /** What Escape refused; asked again only when the words change. */
  #refused: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching: AbortController | null = null;

  constructor(view: EditorView, options: Options) {
    this.#view = view;
    this.#options = options;
    this.#list = element("ul", { id: this.#id, class: "editor__menu", role: "listbox", hidden: true });
    this.#told = element("p", { class: "editor__told", role: "status" });
    options.host.append(this.#list, this.#told);
    view.dom.addEventListener("blur", this.#blurred);
  }

  update(view: EditorView): void {
    const { selection } = view.state;
    const { $from } = selection;
    const words = $from.parent.textBetween(
      Math.max(0, $from.parentOffset - 60),
      $from.parentOffset,
      undefined,
      " ",
    );
    const plain = selection.empty && view.hasFocus() && !$from.parent.type.spec.code && !inCode(view);
    const asked = plain ? askedBy(words) : null;
    const same = asked?.sign === this.#asked?.sign && asked?.query === this.#asked?.query;
    if (same) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#fetching?.abort();
    if (!asked || this.#refused === asked.sign + asked.query) return this.#close();
    this.#refused = null;
    this.#timer = setTimeout(() => void this.#fetch(asked), PAUSE);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#fetching?.abort();
    this.#view.dom.removeEventListener("blur", this.#blurred);
    this.#list.remove();
    this.#told.remove();
  }

  key(event: KeyboardEvent): boolean {
    if (this.#list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false;
    const count = this.#offers.length;
    switch (event.key) {
      case "ArrowDown":
        this.#activate((this.#active + 1) % count);
        return true;
      case "ArrowUp":
        this.#activate((this.#active + count - 1) % count);
        return true;
      case "Enter":
      case "Tab":
        if (event.shiftKey) return false;
        event.preventDefault();
        this.#choose(this.#active);
        return true;
      case "Escape":
        this.#refused = this.#asked ? this.#asked.sign + this.#asked.query : null;
        this.#close();
        return true;
      default:
        return false;
    }
  }

  readonly #blurred = (): void => {
    this.#asked = null;
    clearTimeout(this.#timer);
    this.#close();
  };

  async #fetch(asked: Asked): Promise<void> {
    this.#fetching = new AbortController();
    const { signal } = this.#fetching;
    try {
      const offers = await offersFor(asked, signal);
      if (!signal.aborted && this.#asked === asked) this.#show(asked, offers);
    } catch {
      // No network, or a later question: one goes on writing.
    }
  }

  #show(asked: Asked, offers: Offer[]): void {
    const exact = offers.length === 1 && offers[0]!.text === asked.sign + asked.query;
    if (offers.length === 0 || exact) return this.#close();
    const { labels } = this.#options;
    this.#offers = offers;
    this.#list.setAttribute("aria-label", asked.sign === "@" ? labels.people : labels.skills);
    this.#list.replaceChildren(...offers.map((offer, at) => this.#option(offer, at)));
    this.#list.hidden = false;
    this.#place();
    this.#view.dom.setAttribute("aria-controls", this.#id);
    this.#told.textContent = labels.offers.replace("{count}", String(offers.length));
    this.#activate(0);
  }

  #option(offer: Offer, at: number): HTMLElement {
    const option = element(
      "li",
      { id: `${this.#id}-${at}`, role: "option", class: "editor__offer", "aria-selected": "false" },
      ...(offer.avatar
        ? [element("img", { src: offer.avatar, alt: "", class: "editor__face", width: "32", height: "32" })]
        : []),
      element("span", { class: "editor__name" }, offer.name),
      element("span", { class: "editor__detail" }, [offer.text, offer.detail].filter(Boolean).join(" · ")),
    );
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#choose(at));
    return option;
  }

  /** Under the words that ask, or above them where there is no room (a phone's keyboard); within the editor. */
  #place(): void {
    const words = this.#view.coordsAtPos(
      this.#view.state.selection.from - (this.#asked?.query.length ?? 0) - 1,
    );
    const box = this.#options.host.getBoundingClientRect();
    const height = this.#list.offsetHeight;
    const room = (window.visualViewport?.height ?? window.innerHeight) - words.bottom;
    const above = room < height + 8 && words.top > height + 8;
    this.#list.style.top = `${above ? words.top - box.top - height - 4 : words.bottom - box.top + 4}px`;
    this.#list.style.left = `${Math.max(0, Math.min(words.left - box.left, box.width - this.#list.offsetWidth))}px`;
  }

  #activate(at: number): void {
    this.#active = at;
    [...this.#list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    this.#list.children[at]?.scrollIntoView({ block: "nearest" });
    this.#view.dom.setAttribute("aria-activedescendant", `${this.#id}-${at}`);
  }

  #choose(at: number): void {
    const offer = this.#offers[at];
    const asked = this.#asked;
    if (!offer || !asked) return;
    this.#close();
    const { from } = this.#view.state.selection;
    const transaction = this.#view.state.tr.insertText(`${offer.text} `, from - asked.query.length - 1, from);
    this.#view.dispatch(transaction.scrollIntoView());
    this.#view.focus();
  }

  #close(): void {
    this.#fetching?.abort();
    this.#list.hidden = true;
    this.#told.textContent = "";
    this.#view.dom.removeAttribute("aria-controls");
    this.#view.dom.removeAttribute("aria-activedescendant");
  }
}

function inCode(view: EditorView): boolean {
  const marks = view.state.selection.$from.marks();
  return marks.some((mark) => ["code", "maths", "link"].includes(mark.type.name));
}
