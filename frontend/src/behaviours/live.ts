/**
 * What happens is shown on the page that is open: replies and reactions in their place, news of a space as a line to
 * press. One connection a page; it closes when nobody looks for long, and catches up when somebody does.
 */
import htmx from "htmx.org";

interface Act {
  verb: string;
  object: string;
  mine: boolean;
  post: string | null;
  parent: string | null;
}

interface Here {
  topic: string;
  people: { id: string; name: string }[];
  count: number;
}

/** Milliseconds. */
const LOST_AFTER = 4_000;
const ASLEEP_AFTER = 300_000;
const SPREAD = 400;
const TYPING_EVERY = 4_000;
const TYPING_SHOWN = 6_000;
const AGAIN_AFTER = 5_000;
const AGAIN_AT_MOST = 300_000;

const ear = document.getElementById("live");
const words = ear?.dataset ?? {};
const thread = document.querySelector<HTMLElement>("[data-live-post]");
let stream: EventSource | null = null;
let last = "";
let lostTimer: ReturnType<typeof setTimeout> | undefined;
let againTimer: ReturnType<typeof setTimeout> | undefined;
let againAfter = AGAIN_AFTER;
let asleepTimer: ReturnType<typeof setTimeout> | undefined;
let typingTimer: ReturnType<typeof setTimeout> | undefined;
let news = 0;

function fill(text: string | undefined, values: Record<string, string | number>): string {
  return Object.entries(values).reduce((said, [key, value]) => said.replace(`{${key}}`, String(value)), text ?? "");
}

function open(): void {
  clearTimeout(againTimer);
  if (!ear || stream || !("EventSource" in window)) return;
  const query = new URLSearchParams({ topics: ear.dataset.live ?? "" });
  if (last) query.set("since", last);
  stream = new EventSource(`${ear.dataset.stream}?${query}`);
  stream.addEventListener("open", () => {
    againAfter = AGAIN_AFTER;
    lost(false);
  });
  stream.addEventListener("error", () => {
    lost(true);
    if (stream?.readyState === EventSource.CLOSED) again();
  });
  on("hello", () => undefined);
  on("act", happened);
  on("here", here);
  on("typing", (told: { name: string }) => typing(told.name));
  on("bell", (told: { unread: number }) =>
    document.dispatchEvent(new CustomEvent("cordee:bell", { detail: told })),
  );
  on("reload", () => say(words.textChanged ?? ""));
}

function on<Told>(kind: string, act: (told: Told) => void): void {
  stream?.addEventListener(kind, (event) => {
    if (event.lastEventId) last = event.lastEventId;
    act(JSON.parse(event.data as string) as Told);
  });
}

function close(): void {
  clearTimeout(againTimer);
  stream?.close();
  stream = null;
}

/** The browser gives up when it is refused, as by a proxy whose server restarts: try again, ever more rarely. */
function again(): void {
  close();
  againTimer = setTimeout(open, againAfter * (1 + Math.random()));
  againAfter = Math.min(2 * againAfter, AGAIN_AT_MOST);
}

/** Says that the connection is lost, once that lasts (each vain attempt to come back says so anew). */
function lost(yes: boolean): void {
  const line = ear?.querySelector<HTMLElement>(".live__lost");
  if (!line) return;
  if (!yes) {
    clearTimeout(lostTimer);
    lostTimer = undefined;
    line.hidden = true;
  } else
    lostTimer ??= setTimeout(() => {
      line.textContent = words.textLost ?? "";
      line.hidden = false;
    }, LOST_AFTER);
}

function happened(act: Act): void {
  document.dispatchEvent(new CustomEvent("cordee:live", { detail: act }));
  const { mine } = act;
  if (thread && (act.post ?? act.object) === thread.dataset.livePost) {
    if (act.verb === "comment.published") replied(act, mine);
    else if (act.verb.startsWith("reaction.")) reacted(act, mine);
    else if (!mine) say(words.textChanged ?? "");
  } else if (!thread && act.verb === "post.published" && !mine) {
    news += 1;
    say(fill(news === 1 ? words.textPostsOne : words.textPostsMany, { count: news }));
  }
}

/** Many pages hear of the same act at the same moment: they ask for it one after the other. */
function later(act: () => void): void {
  setTimeout(act, Math.random() * SPREAD);
}

async function part(path: string): Promise<HTMLElement | null> {
  const answer = await fetch(path, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return null;
  const box = document.createElement("template");
  box.innerHTML = await answer.text();
  return box.content.firstElementChild as HTMLElement | null;
}

function base(): string {
  return `/live/posts/${thread?.dataset.livePost}/`;
}

function replied(act: Act, mine: boolean): void {
  if (!thread || document.getElementById(`c-${act.object}`)) return;
  const place = act.parent ? document.getElementById(`replies-${act.parent}`) : thread;
  // The rest of a long conversation is not on the page yet: the reply comes with it.
  if (!place || (!act.parent && thread.querySelector(":scope > .more"))) {
    if (!mine) tellReplies();
    counts();
    return;
  }
  // My own is on its way: the answer to what I sent brings it.
  if (mine && document.querySelector("form.htmx-request")) return;
  later(() => {
    void part(`${base()}comments/${act.object}/`).then((reply) => {
      if (!reply || document.getElementById(reply.id)) return;
      reply.classList.add("is-new");
      place.append(reply);
      htmx.process(reply);
      counts();
      typing("");
      if (!mine && !visible(reply)) tellReplies(reply);
    });
  });
}

/** The heading of the conversation counts on. */
function counts(): void {
  document.dispatchEvent(new CustomEvent("cordee:replied"));
}

function visible(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}

/** A new reply elsewhere on the page, or on its next part: a line to press, never a jump. */
function tellReplies(reply?: HTMLElement): void {
  news += 1;
  say(fill(news === 1 ? words.textRepliesOne : words.textRepliesMany, { count: news }), () => {
    news = 0;
    if (reply) reply.scrollIntoView({ block: "center" });
    else location.reload();
  });
}

function reacted(act: Act, mine: boolean): void {
  const ofReply = act.object !== thread?.dataset.livePost;
  const owner = ofReply ? document.getElementById(`c-${act.object}`) : document.querySelector(".post");
  const bar = owner?.querySelector<HTMLElement>(":scope .reactions");
  // Whoever is at these very buttons keeps them; their own press has shown its result already.
  if (!bar || mine || bar.contains(document.activeElement)) return;
  later(() => {
    void part(ofReply ? `${base()}comments/${act.object}/reactions/` : `${base()}reactions/`).then((fresh) => {
      if (!fresh || !bar.isConnected || bar.contains(document.activeElement)) return;
      bar.replaceWith(fresh);
      htmx.process(fresh);
    });
  });
}

/** A line with a button at the foot of the screen; pressed, it shows what it speaks of. */
function say(text: string, act: () => void = () => location.reload()): void {
  const line = ear?.querySelector<HTMLElement>(".live__news");
  if (!line) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = text;
  button.addEventListener("click", () => {
    line.replaceChildren();
    act();
  });
  line.replaceChildren(button);
}

function here(told: Here): void {
  const line = document.querySelector<HTMLElement>("[data-live-here]");
  if (!line) return;
  const others = told.people.filter((person) => person.id !== ear?.dataset.person);
  const more = told.count - 1 - others.length;
  const names = others.map((person) => person.name).join(", ");
  line.hidden = others.length === 0;
  line.textContent =
    fill(words.textHere, { names }) + (more > 0 ? ` ${fill(words.textMore, { count: more })}` : "");
}

function typing(name: string): void {
  const line = document.querySelector<HTMLElement>("[data-live-typing]");
  if (!line) return;
  clearTimeout(typingTimer);
  line.textContent = name ? fill(words.textTyping, { name }) : "";
  if (name) typingTimer = setTimeout(() => typing(""), TYPING_SHOWN);
}

let said = 0;
document.addEventListener("input", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (!thread || !stream || !form?.closest("cordee-draft") || Date.now() - said < TYPING_EVERY) return;
  said = Date.now();
  const token = form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  void fetch(`${base()}typing/`, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => undefined);
});

document.addEventListener("visibilitychange", () => {
  clearTimeout(asleepTimer);
  if (document.hidden) asleepTimer = setTimeout(close, ASLEEP_AFTER);
  else open();
});
addEventListener("online", open);
addEventListener("offline", () => lost(true));
addEventListener("pageshow", open);
addEventListener("pagehide", close);
open();
