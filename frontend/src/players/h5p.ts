/** Plays an H5P package: its libraries run in this page, what its statements say goes to the page around. */
import { isThere, say, told, type Told, watchLeaving, withoutOrigin } from "./frame";

interface XapiEvent {
  getVerb(): string;
  getScore(): number | null;
  getMaxScore(): number | null;
  data: { statement: { context?: { contextActivities?: { parent?: unknown[] } } } };
}
interface Instance {
  getMaxScore?: () => number;
}
declare global {
  interface Window {
    H5P?: {
      externalDispatcher: { on(name: string, act: (event: XapiEvent) => void): void };
      instances: Instance[];
      setUserData: (content: string, kind: string, data: unknown) => void;
    };
    H5PStandalone: { H5P: new (place: HTMLElement, options: object) => Promise<unknown> };
  }
}

const script = (document.currentScript as HTMLScriptElement).src;
const ENDS = new Set(["completed", "answered", "passed", "failed", "consumed"]);
const SAVE_EVERY = 5; // seconds between two looks at what changed

async function play(known: Told): Promise<void> {
  const held = known.said;
  const state = typeof held.state === "string" ? held.state : "";
  const place = document.createElement("div");
  document.body.append(place);
  await new window.H5PStandalone.H5P(place, {
    id: "package",
    h5pJsonPath: location.pathname.replace(/\/$/, ""),
    frameJs: new URL("h5p/frame.bundle.js", script).href,
    frameCss: new URL("h5p/styles/h5p.css", script).href,
    embedType: "div",
    frame: false,
    icon: false,
    saveFreq: SAVE_EVERY,
    ...(state ? { contentUserData: [{ state, dataType: "state", previousState: state }] } : {}),
  });
  const core = window.H5P;
  if (!core) return;
  const keep = (more: Record<string, unknown>) => say(known, { ...known.said, ...more });
  const scored = core.instances.some((one) => (one.getMaxScore?.() ?? 0) > 0);
  keep({ scored });
  core.setUserData = (_content, kind, data) => {
    if (kind === "state") keep({ state: JSON.stringify(data) });
  };
  core.externalDispatcher.on("xAPI", (event) => {
    // What is a part of something larger counts in that.
    if (event.data.statement.context?.contextActivities?.parent?.length) return;
    const score = event.getScore();
    const most = event.getMaxScore();
    const share = typeof score === "number" && typeof most === "number" && most > 0 ? { score: score / most } : {};
    if (ENDS.has(event.getVerb())) keep({ completed: true, ...share });
  });
}

/** The frame grows with what it holds, so that a phone has one thing to scroll. */
function watchHeight(): void {
  const tell = () => window.parent.postMessage({ cordee: "tall", height: document.body.getBoundingClientRect().height }, "*");
  new ResizeObserver(tell).observe(document.body);
}

const known = told();
if (known) {
  withoutOrigin();
  isThere();
  watchLeaving(known);
  document.addEventListener("DOMContentLoaded", () => {
    document.body.classList.add("grows");
    void play(known);
    watchHeight();
  });
}
