/** The offers under the search box: arrows walk them, Escape and a click elsewhere take them away. */

const BOX = ".search-box";

function offers(): HTMLElement | null {
  return document.getElementById("search-offers");
}

document.addEventListener("keydown", (event) => {
  const box = event.target instanceof Element ? event.target.closest(BOX) : null;
  if (!box) return;
  if (event.key === "Escape") {
    offers()?.replaceChildren();
    box.querySelector("input")?.focus();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const places = [...box.querySelectorAll<HTMLElement>("input, .offers a")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = places[places.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  next.focus();
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest(BOX)) offers()?.replaceChildren();
});
