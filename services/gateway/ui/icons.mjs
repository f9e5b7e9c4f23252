// Joins the line icons that `icons.txt` names, from lucide, into one sprite: node icons.mjs SPRITE
import { readFileSync, writeFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, here), "utf8");

/** @param {string} name */
function symbol(name) {
  const drawn = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(read(`node_modules/lucide-static/icons/${name}.svg`))?.[1] ?? "";
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawn.replace(/\s*\n\s*/g, "")}</symbol>`;
}

const names = read("icons.txt").split("\n").filter(Boolean);
writeFileSync(process.argv[2] ?? "", `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>`);
