/**
 * `<cordee-draft>` around a form: what is written there is never lost.
 *
 * Half a second after the last key the fields go to this device at once and then to the server. Without a network
 * they stay here and leave when it is back. On return, the newer copy is in the form, with a line that says so and
 * a button to throw it away. A copy is forgotten only when the server, which had it, has it no more.
 *
 * Attributes: `data-place` (what the form is about), `data-person`, `data-version` (of the draft in the form as the
 * server rendered it; 0 for none; absent or empty when the server did not look, and is then asked),
 * `data-text-saving`, `-saved`, `-offline`, `-device` (the server refused it, as after signing out), `-restored`,
 * `-discard` (these on `#editor-words` too, once for the page).
 * An `<output>` inside shows the state.
 */
import { Refused } from "../../api";
import { type Copy, forgetSent, nextVersion, Shelf, verdict } from "./copies";
import { apply, collect, type Fields, same } from "./fields";
import { Server } from "./server";

/** Milliseconds. */
const PAUSE = 500;
const SLOW = 1_000;
const AGAIN = 15_000;
const PATIENCE = 2_000;

type State = "saving" | "saved" | "offline" | "device" | "restored";

export class CordeeDraft extends HTMLElement {
  #form!: HTMLFormElement;
  #shelf!: Shelf;
  #server!: Server;
  /** The form as it was rendered. */
  #initial: Fields = {};
  #last: Copy | null = null;
  #lastVersion = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;
  #submitting = false;
  #putting = false;
  /** Whether the form came with a draft in it. */
  #rendered = false;
  #checked = false;
  #listening: AbortController | null = null;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const { place, person, version } = this.dataset;
    if (!form || !place || !person) return;
    this.#form = form;
    this.#shelf = new Shelf(person, place);
    this.#server = new Server(place);
    this.#initial = collect(form);
    this.#listen();
    if (version) {
      this.#checked = true;
      this.#rendered = Number(version) > 0;
      this.#settle(Number(version));
    } else if (this.#shelf.read()) void this.#ask();
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    this.#leave();
    clearTimeout(this.#again);
  }

  #listen(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("input", () => this.#changed(), { signal });
    this.addEventListener("change", () => this.#changed(), { signal });
    this.addEventListener("focusin", () => void this.#ask(), { signal });
    this.#form.addEventListener("submit", (event) => void this.#submit(event), { signal });
    this.addEventListener("htmx:afterRequest", (event) => this.#answered(event as CustomEvent), { signal });
    addEventListener("online", () => void this.#send(), { signal });
    addEventListener("pagehide", () => this.#leave(), { signal });
  }

  /** Takes the right copy, knowing which version the server rendered. */
  #settle(version: number): void {
    const copy = this.#shelf.read();
    this.#lastVersion = Math.max(version, copy?.version ?? 0);
    switch (verdict(copy, version)) {
      case "device":
        this.#last = copy;
        this.#put(copy!.fields);
        this.#restored();
        if (!copy!.sent) void this.#send();
        break;
      case "over":
        this.#shelf.clear();
        break;
      case "server":
        if (version > 0) this.#restored();
    }
  }

  /** Where the server has not looked for a draft, it is asked once, when somebody comes to write. */
  async #ask(): Promise<void> {
    if (this.#checked) return;
    this.#checked = true;
    const copy = this.#shelf.read();
    const kept = await this.#server.read().catch(() => undefined);
    // Somebody who has begun to write meanwhile goes on.
    if (this.#last || !this.isConnected || !same(collect(this.#form), this.#initial)) return;
    if (kept === undefined) {
      this.#checked = false;
      if (copy) this.#settle(copy.version - 1);
    } else if (kept && verdict(copy, kept.version) === "server") {
      this.#lastVersion = kept.version;
      this.#put(kept.fields);
      this.#restored();
    } else this.#settle(kept?.version ?? 0);
  }

  #put(fields: Fields): void {
    // What we put ourselves is not a change by the person.
    this.#putting = true;
    apply(this.#form, fields);
    this.#putting = false;
  }

  #changed(): void {
    if (this.#putting) return;
    this.#submitting = false;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#keep(), PAUSE);
  }

  /** Keeps the form as it stands: here now, there when it can. */
  #keep(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    const fields = collect(this.#form);
    const empty = same(fields, this.#initial);
    if (this.#last ? same(fields, this.#last.fields) : empty) return;
    if (empty && !this.#rendered) return void this.#finish(true);
    this.#lastVersion = nextVersion(this.#lastVersion, Date.now());
    this.#last = { fields, version: this.#lastVersion, sent: false };
    this.#shelf.write(this.#last);
    void this.#send();
  }

  /** Sends what the server has not, one at a time; the last one wins. */
  #send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#again);
    while (this.#last && !this.#last.sent) {
      const copy = this.#last;
      const slow = setTimeout(() => this.#say("saving"), SLOW);
      try {
        const version = await this.#server.write(copy.fields, copy.version);
        this.#lastVersion = Math.max(this.#lastVersion, version);
        copy.sent = true;
        if (this.#last === copy) this.#shelf.write(copy);
        this.#say("saved");
      } catch (error) {
        if (error instanceof Refused) this.#say("device", error.message);
        else this.#say("offline");
        if (this.isConnected) this.#again = setTimeout(() => void this.#send(), AGAIN);
        return;
      } finally {
        clearTimeout(slow);
      }
    }
  }

  /** A page that goes away says its last word. After a submission it does not: the draft may be over. */
  #leave(): void {
    if (this.#submitting) return;
    if (this.#pause !== undefined) {
      clearTimeout(this.#pause);
      this.#pause = undefined;
      const fields = collect(this.#form);
      if (same(fields, this.#last?.fields ?? this.#initial)) return;
      this.#lastVersion = nextVersion(this.#lastVersion, Date.now());
      this.#last = { fields, version: this.#lastVersion, sent: false };
      this.#shelf.write(this.#last);
    }
    if (this.#last && !this.#last.sent) this.#server.lastWord(this.#last.fields, this.#last.version);
  }

  /** Before a form leaves, the server has its draft: whatever becomes of the request, the text is there. */
  async #submit(event: SubmitEvent): Promise<void> {
    if (this.#pause !== undefined) this.#keep();
    if (this.#form.hasAttribute("hx-post") || this.#submitting || event.defaultPrevented) return;
    const { submitter } = event;
    const waits = this.#sending;
    this.#submitting = true;
    if (!waits) return;
    event.preventDefault();
    await Promise.race([waits, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    this.#submitting = true;
    this.#form.requestSubmit(submitter);
  }

  /** HTMX says how it went: only a success ends the draft. */
  #answered(event: CustomEvent<{ elt: Element; xhr: XMLHttpRequest }>): void {
    const { elt, xhr } = event.detail;
    if (elt === this.#form && xhr.status >= 200 && xhr.status < 300) void this.#finish();
  }

  /** The draft is over: published, or written and taken back (`discard`: the server does not know yet). */
  async #finish(discard = false): Promise<void> {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#last = null;
    this.#shelf.clear();
    this.#line()?.remove();
    this.#show("");
    const late = this.#sending;
    if (!late && !discard) return;
    // A draft that was on its way when the form was published comes too late.
    await late;
    if (!this.#last) await this.#server.discard().catch(() => undefined);
  }

  #restored(): void {
    this.#say("restored");
    const output = this.querySelector("output");
    const words = this.#words("discard");
    if (!output || !words) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "draft-discard";
    button.textContent = words;
    button.addEventListener("click", () => void this.#discard());
    this.#line()?.remove();
    output.after(button);
  }

  #line(): Element | null {
    return this.querySelector(".draft-discard");
  }

  async #discard(): Promise<void> {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    await this.#sending;
    try {
      await this.#server.discard();
    } catch {
      this.#say("offline");
      return;
    }
    this.#last = null;
    this.#shelf.clear();
    this.#line()?.remove();
    this.#show("");
    // The form as it was without the draft is only known to the server.
    if (this.#rendered) location.reload();
    else this.#put(this.#initial);
  }

  #say(state: State, instead = ""): void {
    this.#show(instead || this.#words(state));
  }

  #words(name: State | "discard"): string {
    const key = `text${name[0]!.toUpperCase()}${name.slice(1)}`;
    return this.dataset[key] ?? document.getElementById("editor-words")?.dataset[key] ?? "";
  }

  #show(text: string): void {
    const output = this.querySelector("output");
    // The same words again would be read out again.
    if (output && output.textContent !== text) output.textContent = text;
  }
}

customElements.define("cordee-draft", CordeeDraft);

// Whoever signs out leaves no words behind on the device, except those that nobody else has.
document.addEventListener("submit", ({ target }) => {
  if (target instanceof HTMLFormElement && new URL(target.action).pathname === "/sign-out/") forgetSent();
});
