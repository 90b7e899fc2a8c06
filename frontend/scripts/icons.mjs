// Makes one sprite of the icons that the templates use, out of lucide-static.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const names = JSON.parse(readFileSync(new URL("./icons.json", import.meta.url), "utf8"));
const icons = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");
const symbols = Object.entries(names).map(([name, source]) => {
  const svg = readFileSync(join(icons, `${source}.svg`), "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, " ").trim()}</symbol>`;
});
const target = new URL("../src/generated/", import.meta.url);
mkdirSync(target, { recursive: true });
writeFileSync(
  new URL("icons.svg", target),
  `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
);
