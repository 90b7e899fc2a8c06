/** The page around a package: opens it in a frame that cannot see the session, and keeps what it says. */
import { Keeper, type State } from "./keeper";

const AGAIN = 2_000; // milliseconds before asking again for a package that is being prepared
const LOOK = 15_000; // milliseconds between looks at how far a unit is that speaks to the record store
const PATIENCE = 8_000; // milliseconds for the page of a player at the other origin to speak
const MAY = "allow-scripts allow-forms allow-popups allow-modals allow-downloads";

interface Begun {
  looks?: boolean;
  apart: string;
  within: string;
  told: Record<string, unknown>;
  revision: number;
  speaks: boolean;
  sure: boolean;
}

class Player extends HTMLElement {
  #frame: HTMLIFrameElement | null = null;
  #keeper: Keeper | null = null;

  connectedCallback(): void {
    const full = this.querySelector<HTMLButtonElement>("[data-full]");
    const stage = this.querySelector<HTMLElement>("[data-stage]");
    if (full && stage) {
      full.hidden = !document.fullscreenEnabled;
      full.addEventListener("click", () => void stage.requestFullscreen());
    }
    addEventListener("message", (event) => this.#hear(event));
    // What opens in the whole window waits until its learner asks for it.
    const go = this.querySelector<HTMLButtonElement>("[data-go]");
    if (go) go.addEventListener("click", () => void this.#begin());
    else void this.#begin();
  }

  async #begin(): Promise<void> {
    const token = this.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const keeper = new Keeper(this.dataset.play ?? "", token, (state) => this.#show(state));
    try {
      const response = await keeper.ask({ begin: true });
      const answer = (await response.json()) as Begun & { title?: string; code?: string };
      if (answer.code === "preparing") {
        this.#tell(answer.title ?? "");
        setTimeout(() => void this.#begin(), AGAIN);
      } else if (!response.ok) this.#tell(answer.title ?? "", true);
      else {
        this.#tell("");
        keeper.revision = answer.revision;
        if (answer.speaks) this.#speaks();
        this.#keeper = keeper;
        if (this.hasAttribute("data-alone")) location.assign(answer.apart || answer.within);
        else this.#open(answer, keeper, answer.apart || answer.within);
        if (answer.looks && !this.hasAttribute("data-alone")) this.#watch(keeper);
      }
    } catch {
      this.#tell(this.dataset.lost ?? "");
      setTimeout(() => void this.#begin(), AGAIN);
    }
  }

  #open(begun: Begun, keeper: Keeper, address: string): void {
    const apart = address === begun.apart;
    const frame = document.createElement("iframe");
    // Without an origin of its own a package gets none at all: ours would open the session to it.
    frame.setAttribute("sandbox", apart ? `${MAY} allow-same-origin` : MAY);
    frame.allow = "fullscreen; autoplay";
    frame.allowFullscreen = true;
    frame.title = this.dataset.title ?? "";
    const { page, opened, revision } = keeper;
    frame.name = `cordee ${JSON.stringify({ ...begun.told, page, opened, revision })}`;
    frame.src = address;
    this.#frame?.remove();
    this.#frame = frame;
    this.querySelector("[data-stage]")?.append(frame);
    // A browser that does not know the other origin (an old Safari and *.localhost) plays it here.
    if (apart && !begun.sure) {
      const timer = setTimeout(() => this.#open(begun, keeper, begun.within), PATIENCE);
      this.#heard = () => clearTimeout(timer);
    }
  }

  /** A cmi5 unit does not speak to this page: how far it is, is asked now and then, and as it leads elsewhere. */
  #watch(keeper: Keeper): void {
    const look = async () => {
      const response = await keeper.ask({ look: true }).catch(() => null);
      if (response?.ok) this.#show({ word: "kept", ...((await response.json()) as Partial<State>) });
    };
    setInterval(() => {
      if (document.visibilityState === "visible") void look();
    }, LOOK);
    let loads = 0;
    this.#frame?.addEventListener("load", () => {
      if (loads++) void look();
    });
  }

  #heard: () => void = () => undefined;

  #hear(event: MessageEvent<unknown>): void {
    const word = event.data as { cordee?: unknown; said?: unknown; height?: unknown } | null;
    if (!this.#frame || event.source !== this.#frame.contentWindow || !word || typeof word !== "object") return;
    this.#heard();
    if (word.cordee === "said" && word.said && typeof word.said === "object") {
      this.#keeper?.keep(word.said as Record<string, unknown>);
    } else if (word.cordee === "tall" && typeof word.height === "number" && word.height > 0) {
      this.#frame.style.blockSize = `${Math.min(Math.ceil(word.height), 20_000)}px`;
      this.toggleAttribute("data-grows", true);
    }
  }

  #tell(text: string, harm = false): void {
    const said = this.querySelector<HTMLElement>("[data-said]");
    if (!said) return;
    said.textContent = text;
    said.hidden = !text;
    said.classList.toggle("notice--harm", harm);
  }

  #show(state: State): void {
    const output = this.querySelector<HTMLElement>("[data-state]");
    const told = state.score ?? (state.done ? null : state.progress);
    const word = state.why ?? this.dataset[state.done ? "done" : state.word] ?? "";
    if (output) output.textContent = told === null || told === undefined ? word : `${word} · ${told} %`;
    const onward = this.parentElement?.querySelector<HTMLElement>("[data-onward]");
    if (state.done && onward) onward.hidden = false;
    if (state.speaks) this.#speaks();
  }

  /** A package that tells how far one is needs no word of one's own. */
  #speaks(): void {
    const own = this.parentElement?.querySelector<HTMLElement>("[data-own-word]");
    if (own) own.hidden = true;
  }
}

customElements.define("cordee-player", Player);
