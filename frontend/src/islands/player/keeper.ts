/** Sends what a package says, newest first and one at a time; tries again after a lost network, and at the last moment. */
const AGAIN = 4_000; // milliseconds before the next try
const LARGEST_AT_ONCE = 60_000; // characters that a browser still sends for a page that is being left

type Words = Record<string, unknown>;
export interface State {
  word: "kept" | "done" | "lost" | "saving";
  done?: boolean;
  speaks?: boolean;
  score?: number | null;
  progress?: number | null;
  why?: string;
}

export class Keeper {
  revision = 0;
  readonly opened = Date.now();
  readonly page: string = Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) => one.toString(36)).join("");
  readonly #address: string;
  readonly #token: string;
  readonly #show: (state: State) => void;
  #waiting: Words | null = null;
  #sending: Words | null = null;
  #over = false;

  constructor(address: string, token: string, show: (state: State) => void) {
    this.#address = address;
    this.#token = token;
    this.#show = show;
    addEventListener("online", () => void this.#send());
    addEventListener("pagehide", () => this.#last());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#last();
    });
  }

  ask(body: Words, keepalive = false): Promise<Response> {
    return fetch(this.#address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token },
      body: JSON.stringify(body),
      keepalive,
    });
  }

  keep(said: Words): void {
    this.#waiting = said;
    void this.#send();
  }

  #words(said: Words): Words {
    return { said, page: this.page, turn: Date.now() - this.opened, revision: this.revision };
  }

  async #send(): Promise<void> {
    if (!this.#waiting || this.#sending || this.#over) return;
    const said = (this.#sending = this.#waiting);
    this.#waiting = null;
    try {
      this.#show({ word: "saving" });
      const response = await this.ask(this.#words(said));
      const answer = (await response.json()) as Partial<State> & { revision?: number; title?: string };
      if (response.ok) {
        this.revision = answer.revision ?? this.revision;
        this.#show({ word: answer.done ? "done" : "kept", done: answer.done, speaks: answer.speaks, score: answer.score });
      } else if (response.status >= 500 || response.status === 429) throw new Error(answer.title);
      else {
        // Saved elsewhere since, or not to be kept: trying again would not help.
        this.#over = response.status !== 422;
        this.#show({ word: "lost", why: answer.title });
      }
    } catch {
      this.#waiting ??= said;
      this.#show({ word: "lost" });
      setTimeout(() => void this.#send(), AGAIN);
      this.#sending = null;
      return;
    }
    this.#sending = null;
    void this.#send();
  }

  /** The page is left: what is not kept yet is sent without waiting for an answer. */
  #last(): void {
    const said = this.#waiting ?? this.#sending;
    if (!said || this.#over) return;
    const body = this.#words(said);
    void this.ask(body, JSON.stringify(body).length < LARGEST_AT_ONCE).catch(() => undefined);
  }
}
