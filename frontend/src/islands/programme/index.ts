/**
 * The month of a programme: a prompt is dragged to another day, or moved with Alt and an arrow. Both do what the form
 * on the prompt's own page does, and the page comes back as the server has it.
 */
const KEYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const month = document.querySelector<HTMLElement>("[data-programme]");

if (month) {
  let dragged: HTMLElement | null = null;
  for (const chip of month.querySelectorAll<HTMLElement>("[data-place]")) chip.draggable = true;

  month.addEventListener("dragstart", (event) => {
    dragged = near(event.target, "[data-place]");
    event.dataTransfer?.setData("text/plain", dragged?.id ?? "");
  });
  month.addEventListener("dragover", (event) => {
    const day = near(event.target, "[data-day]");
    clear(month);
    if (!dragged || !day) return;
    event.preventDefault();
    day.classList.add("month__over");
  });
  month.addEventListener("drop", (event) => {
    event.preventDefault();
    const day = near(event.target, "[data-day]")?.dataset.day;
    clear(month);
    if (dragged && day) void move(month, dragged, day);
    dragged = null;
  });
  month.addEventListener("dragend", () => {
    clear(month);
    dragged = null;
  });
  month.addEventListener("keydown", (event) => {
    const chip = near(event.target, "[data-place]");
    const days = KEYS[event.key];
    if (!chip || !days || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void move(month, chip, shifted(chip.dataset.on ?? "", days));
  });

  // After a move the page was read anew: the prompt that moved has the focus again.
  const moved = sessionStorage.getItem("programme-moved");
  sessionStorage.removeItem("programme-moved");
  if (moved) {
    const { chip, said } = JSON.parse(moved) as { chip: string; said: string };
    document.getElementById(chip)?.focus();
    tell(said);
  }
}

async function move(month: HTMLElement, chip: HTMLElement, on: string): Promise<void> {
  if (!on || on === chip.dataset.on || chip.ariaBusy === "true") return;
  chip.ariaBusy = "true";
  const body = new FormData();
  body.set("on", on);
  body.set("csrfmiddlewaretoken", document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "");
  const answer = await fetch(chip.dataset.place ?? "", {
    method: "POST",
    body,
    headers: { "X-Requested-With": "fetch" },
  }).catch(() => null);
  const { said = month.dataset.failed ?? "" } = ((await answer?.json().catch(() => null)) ?? {}) as { said?: string };
  chip.ariaBusy = "false";
  if (!answer?.ok) return tell(said);
  sessionStorage.setItem("programme-moved", JSON.stringify({ chip: chip.id, said }));
  location.assign(`${location.pathname}?month=${on.slice(0, 7)}`);
}

function shifted(day: string, by: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return "";
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

function tell(said: string): void {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = said;
  document.getElementById("toasts")?.replaceChildren(toast);
  setTimeout(() => toast.remove(), 6000);
}

function clear(month: HTMLElement): void {
  for (const day of month.querySelectorAll(".month__over")) day.classList.remove("month__over");
}

function near(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

export {};
