/** A quiz keeps each answer as it is given: on this device at once, on the server as soon as the network lets it. */
import { ask, Refused } from "../../api";
import { answerIn, type Answer } from "./answers";
import "./hotspot";

const PAUSE = 600; // milliseconds after the last key
const AGAIN = 5_000; // milliseconds before the next try, with the network back or not

interface Kept {
  answer: Answer;
  revision: number;
}

class Sheet {
  readonly #form: HTMLFormElement;
  readonly #state: HTMLElement | null;
  readonly #place: string;
  readonly #waiting = new Map<string, Kept>();
  readonly #pauses = new Map<string, number>();
  #sending = false;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#state = form.querySelector("[data-state]");
    this.#place = `quiz:${form.dataset.person ?? ""}:${form.dataset.answers ?? ""}`;
    this.#bringBack();
    form.addEventListener("input", (event) => this.#changed(event.target));
    form.addEventListener("change", (event) => this.#changed(event.target));
    addEventListener("online", () => void this.#send());
    addEventListener("pagehide", () => this.#store());
    if (this.#waiting.size > 0) void this.#send();
  }

  #changed(target: EventTarget | null): void {
    const question = target instanceof Element ? target.closest<HTMLElement>("[data-question]") : null;
    const key = question?.dataset.question;
    if (!question || !key) return;
    this.#waiting.set(key, { answer: answerIn(question), revision: Number(question.dataset.revision) });
    this.#store();
    clearTimeout(this.#pauses.get(key));
    this.#pauses.set(key, window.setTimeout(() => void this.#send(), PAUSE));
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#waiting.size > 0) {
        const [key, kept] = this.#waiting.entries().next().value as [string, Kept];
        if (!(await this.#sendOne(key, kept))) {
          this.#say(this.#form.dataset.waiting);
          setTimeout(() => void this.#send(), AGAIN);
          return;
        }
        if (this.#waiting.get(key) === kept) this.#waiting.delete(key);
        this.#store();
      }
    } finally {
      this.#sending = false;
    }
  }

  /** Whether the server has it, or has said why it never will. Who was signed out keeps it here until they are back. */
  async #sendOne(key: string, { answer, revision }: Kept): Promise<boolean> {
    const question = this.#form.querySelector<HTMLElement>(`[data-question="${key}"]`);
    const body = { answer, revision: Math.max(revision, Number(question?.dataset.revision ?? 0)) };
    try {
      const kept = await ask<{ revision: number }>(`${this.#form.dataset.answers}${key}`, { method: "PUT", body });
      if (question) question.dataset.revision = String(kept.revision);
      this.#say(this.#form.dataset.saved);
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500 || [401, 429].includes(error.status)) return false;
      this.#say(error.code === "stale" ? this.#form.dataset.stale : error.message);
    }
    return true;
  }

  #store(): void {
    if (this.#waiting.size > 0) localStorage.setItem(this.#place, JSON.stringify([...this.#waiting]));
    else localStorage.removeItem(this.#place);
  }

  /** What a closed tab or a lost network left on this device is shown again, and sent. */
  #bringBack(): void {
    try {
      const stored = JSON.parse(localStorage.getItem(this.#place) ?? "[]") as [string, Kept][];
      for (const [key, kept] of stored) {
        const question = this.#form.querySelector<HTMLElement>(`[data-question="${key}"]`);
        if (!question) continue;
        show(question, kept.answer);
        this.#waiting.set(key, kept);
      }
    } catch {
      localStorage.removeItem(this.#place);
    }
  }

  #say(text: string | undefined): void {
    if (this.#state && text) this.#state.textContent = text;
  }
}

function show(question: HTMLElement, answer: Answer): void {
  const name = question.id;
  const list = Array.isArray(answer) ? answer : [answer];
  for (const field of question.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[name]")) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      field.checked = list.includes(field.value);
    } else if (field.name === name) {
      field.value = String(answer);
    } else if (field.name.startsWith(`${name}-`) && field.name !== `${name}-there`) {
      const at = Number(field.name.slice(field.name.lastIndexOf("-") + 1));
      const ranked = question.dataset.kind === "ordering" ? String(list.indexOf(String(at)) + 1) : String(list[at] ?? "");
      field.value = ranked;
    }
  }
}

function clock(timer: HTMLElement, form: HTMLFormElement): void {
  // The server's clock counts, whatever this device believes.
  const ahead = Date.now() - Date.parse(timer.dataset.now ?? "");
  const due = Date.parse(timer.dataset.due ?? "") + ahead;
  const tick = () => {
    const left = Math.max(0, Math.round((due - Date.now()) / 1000));
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    timer.textContent = (timer.dataset.left ?? "{time}").replace("{time}", time);
    if (left > 0) return;
    clearInterval(every);
    timer.textContent = timer.dataset.over ?? "";
    form.querySelector<HTMLButtonElement>("[name=end]")?.click();
  };
  const every = setInterval(tick, 1000);
  tick();
}

// What was handed in needs no copy on this device any more.
for (const ended of document.querySelectorAll<HTMLElement>("[data-ended]")) {
  localStorage.removeItem(`quiz:${ended.dataset.person ?? ""}:${ended.dataset.ended ?? ""}`);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-answers]")) {
  new Sheet(form);
  const timer = document.querySelector<HTMLElement>("[data-due]");
  if (timer) clock(timer, form);
}
