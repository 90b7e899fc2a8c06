/**
 * The attendance sheet on the trainer's device: what is signed without network is kept here, and sent when it is back.
 *
 * Each signature has a name of its own (a UUID), so that one that is sent twice counts once, and the time that this
 * device's clock shows, which the server keeps beside its own.
 */
import { Pad } from "./pad";
import { Queue, type Kept } from "./queue";

const AGAIN = 5_000; // milliseconds before the next try, with the network back or not

class Sheet {
  readonly #root: HTMLElement;
  readonly #queue: Queue;
  readonly #state: HTMLElement | null;
  #sending = false;
  #again = 0;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#queue = new Queue(`sheet:${root.dataset.person ?? ""}`);
    this.#state = root.querySelector("[data-state]");
    const dialog = root.querySelector<HTMLDialogElement>("#pad");
    const pad = dialog && new Pad(dialog, root.dataset.empty ?? "");
    root.addEventListener("click", (event) => {
      const line = event.target instanceof Element && event.target.closest("[data-draw]")?.closest<HTMLElement>("[data-enrolment]");
      if (line && pad) void this.#draw(pad, line);
    });
    root.addEventListener("submit", (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.matches("[data-mark]")) return;
      event.preventDefault();
      const fields = [...new FormData(form, event.submitter)].flatMap(([name, value]) =>
        typeof value === "string" && name !== "csrfmiddlewaretoken" ? [[name, value] as [string, string]] : [],
      );
      this.#keep(Object.fromEntries(fields));
    });
    addEventListener("online", () => void this.#send());
    for (const one of this.#queue.all()) this.#showKept(one);
    void this.#send();
  }

  async #draw(pad: Pad, line: HTMLElement): Promise<void> {
    const name = line.dataset.name ?? "";
    const enrolment = line.dataset.enrolment ?? "";
    const signed = await pad.ask((this.#root.dataset.signature ?? "{name}").replace("{name}", name));
    if (signed) this.#keep({ act: enrolment ? "sign" : "trainer", enrolment, ...signed });
    (line.isConnected ? line : null)?.querySelector<HTMLElement>("[data-draw]")?.focus();
  }

  #keep(fields: Record<string, string>): void {
    const one: Kept = {
      to: this.#root.dataset.sheet ?? "",
      fields: { ...fields, sent_as: crypto.randomUUID(), device_at: new Date().toISOString() },
    };
    this.#queue.add(one);
    this.#showKept(one);
    void this.#send();
  }

  /** What waits on this device stands in its line, so that nobody signs twice. */
  #showKept(one: Kept): void {
    if (one.to !== this.#root.dataset.sheet) return;
    const line = this.#line(one.fields.enrolment ?? "");
    const acts = line?.querySelector(".sheet__acts, details");
    if (!line || !acts) return;
    const said = document.createElement("p");
    said.className = "sheet__kept";
    said.textContent = this.#root.dataset.waits ?? "";
    acts.replaceWith(said);
  }

  #line(enrolment: string): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(`[data-enrolment="${enrolment}"]`);
  }

  /** In the order in which they were made: a trainer signs after the learners. */
  async #send(): Promise<void> {
    if (this.#sending || this.#queue.first() === undefined) return;
    this.#sending = true;
    clearTimeout(this.#again);
    this.#say(this.#root.dataset.sending);
    let refused = "";
    try {
      for (let one = this.#queue.first(); one !== undefined; one = this.#queue.first()) {
        const why = await this.#sendOne(one);
        if (why === undefined) {
          this.#again = window.setTimeout(() => void this.#send(), AGAIN);
          return;
        }
        refused ||= why;
        this.#queue.remove(one);
      }
      this.#say(refused || this.#root.dataset.sent);
    } finally {
      this.#sending = false;
    }
  }

  /** Why the server refused it, empty where it took it; undefined where it must be sent again. */
  async #sendOne(one: Kept): Promise<string | undefined> {
    const token = this.#root.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    let response: Response;
    try {
      response = await fetch(one.to, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token },
        body: new URLSearchParams(one.fields),
      });
    } catch {
      this.#say(this.#root.dataset.offline);
      return undefined;
    }
    const ours = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    if (!ours || response.status >= 500 || response.status === 429) {
      // A page instead of an answer: the session ended. What was signed waits for the next one.
      this.#say(response.redirected || response.status === 403 ? this.#root.dataset.signin : this.#root.dataset.offline);
      return undefined;
    }
    const said = (await response.json()) as { line?: string; title?: string };
    if (one.to === this.#root.dataset.sheet && said.line) this.#show(one, said.line);
    return response.ok ? "" : (said.title ?? "");
  }

  /** The lines as they stand now: the learner's, and the trainers', who sign last. What still waits here stays said. */
  #show(sent: Kept, html: string): void {
    const parts = document.createElement("template");
    parts.innerHTML = html; // our own template, as the server made it
    for (const fresh of parts.content.querySelectorAll<HTMLElement>("[data-enrolment]")) {
      this.#line(fresh.dataset.enrolment ?? "")?.replaceWith(fresh);
    }
    for (const one of this.#queue.all()) if (one.fields.sent_as !== sent.fields.sent_as) this.#showKept(one);
  }

  #say(text: string | undefined): void {
    if (this.#state) this.#state.textContent = text ?? "";
  }
}

for (const root of document.querySelectorAll<HTMLElement>("[data-sheet]")) new Sheet(root);
