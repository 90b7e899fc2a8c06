/** A conversation that grows while it is open says so: its heading counts, and nothing waits for a first reply any more. */

function replied(): void {
  const heading = document.querySelector<HTMLElement>("[data-replies]");
  if (!heading) return;
  const count = Number(heading.dataset.replies) + 1;
  heading.dataset.replies = String(count);
  const words = (count === 1 ? heading.dataset.one : heading.dataset.many) ?? "";
  heading.textContent = words.replace("{count}", String(count));
  for (const waiting of document.querySelectorAll("[data-until-reply]")) waiting.remove();
}

document.addEventListener("cordee:replied", replied);
document.addEventListener("cordee:published", replied);
