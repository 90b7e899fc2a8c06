/**
 * The bell: how many lines wait. The count comes with the live stream (`cordee:bell`); without one it is fetched once a page.
 * The last one is kept for the session, so that it does not flicker from page to page.
 */

import { ask } from "../api";

const KEPT = "cordee-bell";
const PATIENCE = 2500; // milliseconds for the live stream to speak first

interface Unread {
  unread: number;
}

const bell = document.getElementById("bell");

function show(unread: number): void {
  const badge = bell?.querySelector<HTMLElement>(".bell__count");
  if (!bell || !badge) return;
  sessionStorage.setItem(KEPT, String(unread));
  const words = (unread === 1 ? bell.dataset.one : bell.dataset.many) ?? "";
  badge.hidden = unread === 0;
  badge.textContent = unread > 99 ? "99+" : String(unread);
  if (unread) bell.setAttribute("aria-label", words.replace("{count}", String(unread)));
  else bell.removeAttribute("aria-label");
}

/** Who reads a conversation has read the lines that tell of it; asked only where something waits. */
async function readThread(): Promise<void> {
  const post = /^\/posts\/([0-9a-f-]{36})\/$/.exec(location.pathname)?.[1];
  if (!post || sessionStorage.getItem(KEPT) === "0") return;
  const body = { post_id: post };
  show((await ask<Unread>("/me/notifications/read", { method: "POST", body, keepalive: true })).unread);
}

async function count(): Promise<void> {
  show((await ask<Unread>("/me/notifications/count")).unread);
}

/** On a desk the last lines open beside the bell; with a key held, and on a phone, the link leads to the page. */
function openPanel(event: MouseEvent): void {
  const panel = document.getElementById("bell-panel");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!bell || !panel?.showPopover || !plain || !matchMedia("(min-width: 64rem)").matches) return;
  event.preventDefault();
  const { left, bottom } = bell.getBoundingClientRect();
  panel.style.insetInlineStart = `${left}px`;
  panel.style.insetBlockStart = `${bottom + 4}px`;
  panel.showPopover();
  panel.focus();
  panel.dispatchEvent(new CustomEvent("cordee:opened"));
}

if (bell) {
  bell.addEventListener("click", openPanel);
  const kept = sessionStorage.getItem(KEPT);
  if (kept) show(Number(kept));
  const waiting = setTimeout(() => void count().catch(() => undefined), kept ? PATIENCE : 0);
  document.addEventListener("cordee:bell", (event) => {
    clearTimeout(waiting);
    show((event as CustomEvent<{ unread: number }>).detail.unread);
  });
  void readThread().catch(() => undefined);
}
