/** The server's copy of a draft. */
import type { Fields } from "./fields";
import type { Kept } from "./copies";

/** Browsers refuse larger bodies (bytes) from a page that is closing. */
const LARGEST_LAST_WORD = 60_000;

export class Refused extends Error {}

export class Server {
  readonly #url: string;
  readonly #token: () => string;

  constructor(url: string, token: () => string) {
    this.#url = url;
    this.#token = token;
  }

  /** What it has; null when it has nothing. Throws without a network. */
  async read(): Promise<Kept | null> {
    const response = await fetch(this.#url, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Refused();
    const kept = (await response.json()) as { fields: Fields | null; version?: number };
    return kept.fields ? { fields: kept.fields, version: kept.version ?? 0 } : null;
  }

  /** Keeps the draft and gives the version it now has, perhaps a newer one from elsewhere. */
  async write(fields: Fields, version: number): Promise<number> {
    const response = await this.#put(JSON.stringify({ fields, version }), false);
    // A page instead of an answer: signed out meanwhile.
    const answer = (await response.json().catch(() => null)) as { version?: number; title?: string } | null;
    if (!response.ok || typeof answer?.version !== "number") throw new Refused(answer?.title ?? "");
    return answer.version;
  }

  /** For a page that goes away: nobody waits for the answer. */
  lastWord(fields: Fields, version: number): void {
    const body = JSON.stringify({ fields, version });
    if (new Blob([body]).size <= LARGEST_LAST_WORD) void this.#put(body, true).catch(() => undefined);
  }

  async discard(): Promise<void> {
    const response = await fetch(this.#url, { method: "DELETE", headers: { "X-CSRFToken": this.#token() } });
    if (!response.ok) throw new Refused();
  }

  #put(body: string, keepalive: boolean): Promise<Response> {
    return fetch(this.#url, {
      method: "PUT",
      body,
      keepalive,
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token() },
    });
  }
}
