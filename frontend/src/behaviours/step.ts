import { ask } from "../api";

// A step of a path tells that it was opened, then how long it was really used: visible, and touched lately.
const BEAT = 30; // seconds
const IDLE = 120; // seconds without a key, a touch or a scroll

const clock = document.querySelector<HTMLElement>("[data-time]");
if (clock) {
  let used = Date.now();
  let counted = 0;
  for (const act of ["keydown", "pointerdown", "scroll", "pointermove"]) {
    addEventListener(act, () => (used = Date.now()), { passive: true });
  }
  const send = (seconds: number) => {
    const sent = ask(clock.dataset.time ?? "", { method: "POST", body: { seconds }, keepalive: true });
    // A beat that is lost costs half a minute of the trace, nothing else.
    void sent.catch(() => undefined);
  };
  send(0);
  setInterval(() => {
    if (document.visibilityState !== "visible" || Date.now() - used > IDLE * 1000) return;
    counted += 1;
    if (counted === BEAT) {
      counted = 0;
      send(BEAT);
    }
  }, 1000);
  addEventListener("pagehide", () => {
    if (counted > 1) send(counted);
    counted = 0;
  });
}
