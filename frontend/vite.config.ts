import { defineConfig } from "vite";
import { players } from "./players.ts";

// Built into the Django project; django-vite reads the manifest and WhiteNoise serves the files.
export default defineConfig({
  base: "/static/dist/",
  plugins: [players()],
  build: {
    outDir: "../cordee/static/dist",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    // Nothing inlined as data: the Content-Security-Policy stays narrow, and each file is cached by itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["src/main.ts", "src/service-worker.ts"] },
  },
});
