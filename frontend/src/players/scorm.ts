/** The API that a SCORM package looks for: in the page around it, or put into its own page where it has no origin. */
import { isShell, isThere, say, told, type Told, watchLeaving, withoutOrigin } from "./frame";

type Values = Record<string, unknown>;

/** As much of scorm-again as is used here, the same for both editions. */
export interface Api {
  loadFromJSON(values: Values, place: string): void;
  on(names: string, act: () => void): void;
  renderCommitCMI(ended: boolean, withTime?: boolean): Values;
}

export interface Edition {
  place: "API" | "API_1484_11";
  began: string;
  ended: string;
  make(settings: Values): Api;
  /** What a package finds when it begins: what it said last, without what belonged to that sitting. */
  start(known: Told, cmi: Values): Values;
}

const PAUSE = 0.5; // seconds after the last word of a package, before it is kept

export function inside(values: Values, name: string): Values {
  const found = values[name];
  return found && typeof found === "object" && !Array.isArray(found) ? { ...(found as Values) } : {};
}

export function play(edition: Edition): void {
  const known = told();
  if (!known) return;
  const shell = isShell();
  if (!shell) withoutOrigin();
  watchLeaving(known);
  offer(edition, known);
  if (!shell) return;
  isThere();
  document.addEventListener("DOMContentLoaded", () => frame(known));
}

function offer(edition: Edition, known: Told): void {
  const keep = (cmi: unknown) => say(known, { cmi: cmi as Values });
  const api = edition.make({
    autocommit: true,
    autocommitSeconds: PAUSE,
    alwaysSendTotalTime: true,
    mastery_override: known.passAt !== null,
    lmsCommitUrl: "kept by the page around",
    logLevel: 5,
    httpService: {
      processHttpRequest(_address: string, rendered: Values) {
        keep(rendered.cmi);
        return { result: true, errorCode: 0 };
      },
      updateSettings() {},
    },
  });
  api.loadFromJSON(edition.start(known, inside(known.said, "cmi")), "cmi");
  // From its first word on a package speaks for itself.
  api.on(edition.began, () => keep(api.renderCommitCMI(false, true).cmi));
  // A package that ends and begins again, on its next page, finds an API that is new.
  api.on(edition.ended, () => setTimeout(() => offer(edition, known)));
  const world = window as unknown as Values;
  world[edition.place] = api;
  // Many packages begin to look one window higher, which without origin they may not even ask.
  if (!isShell()) {
    const higher: Values = { [edition.place]: api, postMessage() {} };
    higher.parent = higher;
    world.parent = higher;
  }
}

function frame(known: Told): void {
  const page = document.createElement("iframe");
  page.src = known.entry;
  page.title = known.title;
  page.allow = "fullscreen; autoplay";
  document.body.append(page);
}
