// How do the sources become the files that the server sends?
//
//   node scripts/build.mjs            every page
//   node scripts/build.mjs desk       one page
//
// Each page is built alone into src/xiaoer/web/static/<page>/, beside a build.json that names the sources it was
// made from and the files it became, with their digests: tests/architecture compares them without Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STATIC = join(ROOT, "..", "src", "xiaoer", "web", "static");
const ALWAYS = ["package-lock.json", "tsconfig.json", "scripts/build.mjs"]; // what every page depends on
const PAGES = ["chat", "desk", "admin"];
const SCRIPTS = ["widget"]; // one classic script each, for pages of others

const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const posix = (from, path) => relative(from, path).split(sep).join("/");
const digests = (from, paths) => Object.fromEntries(paths.sort().map((path) => [posix(from, path), digest(path)]));

function sourcesInto(found) {
  return {
    name: "note-sources",
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const path = id.split("?")[0].replace(/\0/g, "");
        if (path.startsWith(join(ROOT, "src") + sep)) note(path, found);
      }
    },
  };
}

function note(path, found) {
  found.add(path);
  if (!path.endsWith(".css")) return; // what a style sheet imports is no module of its own
  for (const [, inner] of readFileSync(path, "utf8").matchAll(/@import "(\.[^"]+)"/g)) note(join(dirname(path), inner), found);
}

const tight = (css) => css.replace(/\/\*[^]*?\*\//g, "").replace(/\s+/g, " ").replace(/ ?([{};,>]) ?/g, "$1").replace(/: /g, ":");

function tightStyles() {
  return {
    name: "tight-styles",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith(".ts") || !code.includes("css`")) return null;
      return { code: code.replace(/css`([^`$]*)`/g, (_, css) => `css\`${tight(css)}\``), map: null };
    },
  };
}

/** The page carries its style sheet: one request less before it can be drawn. The server's policy names its digest. */
function carriedStyles() {
  return {
    name: "carried-styles",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        return html.replace(/\s*<link rel="stylesheet"[^>]* href="[^"]*?([^/"]+\.css)">/g, (_, file) => {
          const path = Object.keys(bundle).find((one) => one.endsWith(file));
          const css = String(bundle[path].source).trim();
          delete bundle[path];
          return `\n    <style>${css}</style>`;
        });
      },
    },
  };
}

// Chromium then compiles the page's first script while it arrives, in another thread, instead of function by function.
const AT_ONCE = "//# allFunctionsCalledOnLoad";

function options(name, found) {
  const isScript = SCRIPTS.includes(name);
  const file = join(ROOT, "src", name, isScript ? "main.ts" : "index.html");
  found.add(file);
  return {
    configFile: false,
    root: join(ROOT, "src", name),
    base: `/static/${name}/`,
    logLevel: "warn",
    publicDir: false,
    plugins: [sourcesInto(found), tightStyles(), carriedStyles()],
    build: {
      outDir: join(STATIC, name),
      emptyOutDir: true,
      target: "es2022",
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      ...(isScript
        ? { lib: { entry: file, name: "xiaoerWidget", formats: ["iife"], fileName: () => `${name}.js` } }
        : { rollupOptions: { input: file, output: { postBanner: (chunk) => (name === "chat" && chunk.isEntry ? AT_ONCE : "") } } }),
    },
  };
}

function filesUnder(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const wanted = process.argv.slice(2);
for (const name of wanted.length ? wanted : [...PAGES, ...SCRIPTS]) {
  if (![...PAGES, ...SCRIPTS].includes(name)) throw new Error(`no page "${name}"; there are ${[...PAGES, ...SCRIPTS]}`);
  const found = new Set(ALWAYS.map((path) => join(ROOT, path)));
  const note = join(STATIC, name, "build.json");
  rmSync(note, { force: true });
  await build(options(name, found));
  const outputs = filesUnder(join(STATIC, name));
  const content = { sources: digests(ROOT, [...found]), outputs: digests(join(STATIC, name), outputs) };
  writeFileSync(note, `${JSON.stringify(content, null, 1)}\n`);
  const scripts = outputs.filter((path) => path.endsWith(".js"));
  console.log(name, scripts.map((path) => `${posix(STATIC, path)} ${readFileSync(path).length} B`).join(", "));
}
