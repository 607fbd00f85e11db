// Builds static/vendor from the npm packages and our own style sheets.
// Run it as `npm run build`; everything it writes is git-ignored and can be thrown away.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import * as sass from "sass";

const source = dirname(fileURLToPath(import.meta.url));
const root = join(source, "..", "..");
const packages = join(root, "node_modules");
const out = join(root, "static", "vendor");

const ICONS = [
  "arrow-forward", "calendar-month", "car", "chat", "check", "chevron-left", "chevron-right", "close", "copy", "delete",
  "edit", "error", "help", "info", "location", "lock", "menu", "minus", "person", "persons", "plus", "print", "search", "send",
  "smartphone", "success", "time", "videocam", "visibility", "visibility-off", "warning",
];

// Our own small drawings. Urgency and promises are always a word, a shape and a colour: never a colour alone.
const MARKS = {
  phone:
    '<path fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" d="M4.4 1.2 6.6 5 5 6.6a9 9 0 0 0 4.4 4.4L11 9.4l3.8 2.2-.6 2.6a1.2 1.2 0 0 1-1.2.9C6.9 14.7 1.3 9.1.9 3a1.2 1.2 0 0 1 .9-1.2z"/>',
  "mark-open": '<circle cx="8" cy="8" r="5.5"/>',
  "mark-late": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/>',
  "mark-ok": '<path d="M6.2 13.6 1 8.3l1.8-1.8 3.4 3.5 7-7.6L15 4.1z"/>',
  "mark-acute": '<path fill-rule="evenodd" d="M8 .8 15.6 15H.4zM7.2 5.5v4.7h1.6V5.5zm0 5.8V13h1.6v-1.7z"/>',
  "mark-soon":
    '<circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 2a6 6 0 0 1 0 12z"/>',
  "mark-few": '<path d="M8 1.2 15.4 15H.6z"/>',
  "mark-none": '<path d="M2.5 2.5h11v11h-11z"/>',
  "mark-closed": '<path d="M1.5 7h13v2.2h-13z"/>',
  "mark-routine": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.6"/>',
};

function write(path, content) {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function copy(from, to) {
  write(to, readFileSync(join(packages, from)));
}

function fingerprint(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
}

// A font that the page preloads and a font that the style sheet asks for must have one and the same address, or the
// browser fetches it twice. So the style sheet carries the same ?v= as the server's asset(path).
function withFingerprints(css) {
  return css.replace(/url\("?\.\.\/(fonts\/[\w-]+\.woff2)"?\)/g, (_, path) => `url("../${path}?v=${fingerprint(join(out, path))}")`);
}

function buildFonts() {
  const folder = "dkfds/dist/fonts/IBMPlexSans/split/woff2";
  copy(`${folder}/IBMPlexSans-Regular-Latin1.woff2`, "fonts/plex-sans-400.woff2");
  copy(`${folder}/IBMPlexSans-SemiBold-Latin1.woff2`, "fonts/plex-sans-600.woff2");
  copy(`${folder}/license.txt`, "fonts/LICENSE.txt");
}

function buildStyles() {
  for (const name of ["portal", "desk"]) {
    const { css } = sass.compile(join(source, `${name}.scss`), {
      style: "compressed",
      charset: false,
      loadPaths: [packages],
      quietDeps: true,
    });
    const left = withFingerprints(css);
    write(`css/${name}.css`, left);
    write(`css/${name}.rtl.css`, rtlcss.process(left));
  }
}

function buildScripts() {
  copy("htmx.org/dist/htmx.min.js", "js/htmx.min.js");
  copy("htmx.org/dist/ext/hx-sse.min.js", "js/hx-sse.min.js");
}

function buildIcons() {
  const symbols = ICONS.map((name) => {
    const drawing = readFileSync(join(packages, "dkfds/dist/img/svg-icons", `${name}.svg`), "utf8");
    const [, box, inside] = drawing.match(/viewBox="([^"]+)"[^>]*>(.*)<\/svg>/s);
    return `<symbol id="${name}" viewBox="${box}">${inside}</symbol>`;
  });
  const marks = Object.entries(MARKS).map(([name, inside]) => `<symbol id="${name}" viewBox="0 0 16 16">${inside}</symbol>`);
  write("img/icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${[...symbols, ...marks].join("")}</svg>\n`);
}

rmSync(out, { recursive: true, force: true });
buildFonts();
buildStyles();
buildScripts();
buildIcons();
