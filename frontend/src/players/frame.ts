/** What every player shares: it is told what to play by the name of its frame, and tells what is said to the page around.
 *
 * The name is there before the first script of a page and stays when the package goes to another of its pages, also
 * where pages have no origin and nothing else outlives them.
 */
export interface Told {
  entry: string;
  title: string;
  said: Record<string, unknown>;
  learner: { id: string; name: string };
  language: string;
  launch: string;
  passAt: number | null;
  page: string;
  opened: number;
  revision: number;
}

const MARK = "cordee ";
const JUST = 3_000; // milliseconds within which the page around may not have kept what was said
// Taken before a package can put something else in its place.
const around = window.parent;

export function told(): Told | null {
  if (!window.name.startsWith(MARK)) return null;
  try {
    return JSON.parse(window.name.slice(MARK.length)) as Told;
  } catch {
    return null;
  }
}

let leaving = false;
let spoke = 0;

/** Tell the page around, and the next page of this frame. */
export function say(known: Told, said: Record<string, unknown>): void {
  known.said = said;
  spoke = Date.now();
  window.name = MARK + JSON.stringify(known);
  around.postMessage({ cordee: "said", said }, "*");
  if (leaving) lastWords(known);
}

/** Many packages say the most as they are left, when the page around cannot hear any more: that goes by itself. */
export function watchLeaving(known: Told): void {
  addEventListener("pagehide", () => {
    leaving = true;
    if (Date.now() - spoke < JUST) lastWords(known);
  });
  addEventListener("pageshow", () => (leaving = false));
}

function lastWords(known: Told): void {
  const { said, page, revision } = known;
  const turn = Date.now() - known.opened + 1;
  const place = /^\/packages\/[^/]+\//.exec(location.pathname)?.[0];
  if (place) navigator.sendBeacon(place, JSON.stringify({ said, page, revision, turn }));
}

/** The page around waits for this: a browser that cannot find the other origin says nothing. */
export function isThere(): void {
  around.postMessage({ cordee: "there" }, "*");
}

/** Whether this is the player's own page, with the package in a frame inside it. */
export function isShell(): boolean {
  return /\/packages\/[^/]+\/$/.test(location.pathname);
}

/** A page without origin has no storage: what it keeps there lasts as long as itself. */
export function withoutOrigin(): void {
  for (const name of ["localStorage", "sessionStorage"] as const) {
    try {
      void window[name].length;
    } catch {
      const held = new Map<string, string>();
      const storage = {
        getItem: (key: string) => held.get(key) ?? null,
        setItem: (key: string, value: string) => void held.set(key, String(value)),
        removeItem: (key: string) => void held.delete(key),
        clear: () => held.clear(),
        key: (at: number) => [...held.keys()][at] ?? null,
        get length() {
          return held.size;
        },
      };
      Object.defineProperty(window, name, { value: storage, configurable: true });
    }
  }
  try {
    void document.cookie;
  } catch {
    let kept = "";
    const cookie = { get: () => kept, set: (text: string) => void (kept = text.split(";")[0] ?? ""), configurable: true };
    Object.defineProperty(document, "cookie", cookie);
  }
}
