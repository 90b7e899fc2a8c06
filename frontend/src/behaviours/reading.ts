import { ask } from "../api";

// Whoever stays ten seconds with a contribution that they see has read it. Told once, without saying for how long.
const STAY = 10; // seconds

const read = document.querySelector<HTMLElement>("[data-read]");
if (read) {
  let stayed = 0;
  const clock = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    stayed += 1;
    if (stayed < STAY) return;
    clearInterval(clock);
    // One that is lost is one reading less, nothing else.
    void ask(`/posts/${read.dataset.read}/reading`, { method: "PUT" }).catch(() => undefined);
  }, 1000);
}
