/** The server's copy of a draft. */
import { ask } from "../../api";
import type { Fields } from "./fields";
import type { Kept } from "./copies";

/** Browsers refuse larger bodies (bytes) from a page that is closing. */
const LARGEST_LAST_WORD = 60_000;

export class Server {
  readonly #path: string;

  constructor(place: string) {
    this.#path = `/drafts/${encodeURIComponent(place)}`;
  }

  /** What it has; null when it has nothing. Throws without a network. */
  read(): Promise<Kept | null> {
    return ask(this.#path);
  }

  /** Keeps the draft and gives the version it now has, perhaps a newer one from elsewhere. */
  async write(fields: Fields, version: number): Promise<number> {
    return (await ask<Kept>(this.#path, { method: "PUT", body: { fields, version } })).version;
  }

  /** For a page that goes away: nobody waits for the answer. */
  lastWord(fields: Fields, version: number): void {
    const body = { fields, version };
    if (new Blob([JSON.stringify(body)]).size > LARGEST_LAST_WORD) return;
    void ask(this.#path, { method: "PUT", body, keepalive: true }).catch(() => undefined);
  }

  async discard(): Promise<void> {
    await ask(this.#path, { method: "DELETE" });
  }
}
