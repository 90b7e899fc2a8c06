/** The players of packages: each one plain script, since a package looks for its API before any module has run. */
import { cp, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "vite";

const PLAYERS = ["scorm12", "scorm2004", "h5p"];

export function players(): Plugin {
  let folder = "";
  return {
    name: "players",
    apply: "build",
    configResolved: (config) => void (folder = join(config.build.outDir, "players")),
    async closeBundle() {
      for (const name of PLAYERS) {
        await build({
          configFile: false,
          logLevel: "warn",
          build: {
            outDir: folder,
            emptyOutDir: false,
            target: "es2022",
            lib: { entry: `src/players/${name}.ts`, name: "cordeePlayer", formats: ["iife"], fileName: () => `${name}.js` },
          },
        });
      }
      await copyFile("src/players/player.css", join(folder, "player.css"));
      await cp("node_modules/h5p-standalone/dist", join(folder, "h5p"), { recursive: true });
    },
  };
}
