// Prints what a first visit weighs, compressed, file by file.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const folder = new URL("../../cordee/static/dist/assets/", import.meta.url);
for (const name of readdirSync(folder).sort()) {
  const bytes = readFileSync(new URL(name, folder));
  console.log(`${String(gzipSync(bytes, { level: 9 }).length).padStart(8)} B gz  ${name}`);
}
