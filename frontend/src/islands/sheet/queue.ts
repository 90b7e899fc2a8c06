/** What was signed on this device and is not on the server yet, in order; a closed tab loses nothing. */
export interface Kept {
  to: string;
  fields: Record<string, string>;
}

export class Queue {
  readonly #place: string;

  constructor(place: string) {
    this.#place = place;
  }

  all(): Kept[] {
    try {
      return JSON.parse(localStorage.getItem(this.#place) ?? "[]") as Kept[];
    } catch {
      return [];
    }
  }

  first(): Kept | undefined {
    return this.all()[0];
  }

  add(one: Kept): void {
    this.#store([...this.all(), one]);
  }

  remove(one: Kept): void {
    this.#store(this.all().filter((other) => other.fields.sent_as !== one.fields.sent_as));
  }

  #store(kept: Kept[]): void {
    if (kept.length > 0) localStorage.setItem(this.#place, JSON.stringify(kept));
    else localStorage.removeItem(this.#place);
  }
}
