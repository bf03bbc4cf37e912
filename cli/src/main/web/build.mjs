// Bundles the page: node build.mjs [DIRECTORY]. One script, one style sheet, one document; nothing is fetched at run time.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";

const into = process.argv[2] ?? "dist";
await mkdir(into, { recursive: true });
await build({
  entryPoints: { page: "src/main.js" },
  outdir: into,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  loader: { ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl", ".eot": "dataurl", ".svg": "dataurl" },
  legalComments: "linked",
  logLevel: "warning",
});
await copyFile("src/index.html", join(into, "index.html"));
