// Who watches: everyone sees their names, and hears them only while they speak to the stage.
import { gettext } from "../page/texts.js";
import { bdi, byId, enumerate, isolated, make } from "./dom.js";
import { remove } from "./tools.js";

/** @param {import("./signalling.js").Signalling} signalling @param {import("./protocol.js").Watching[]} watching
 * @param {boolean} hosts */
export function showWatching(signalling, watching, hosts) {
  enumerate(byId("watching"), watching, (person) => draw(signalling, person, hosts), gettext("Nobody is watching."));
}

/** @param {import("./signalling.js").Signalling} signalling @param {import("./protocol.js").Watching} person
 * @param {boolean} hosts */
function draw(signalling, person, hosts) {
  const { who, name } = person;
  const line = make("li", {}, make("span", {}, make("strong", {}, bdi(name)), " ", bdi(person.title)));
  if (!hosts || !who) return line;
  const out = make("button", { type: "button", class: "quiet small", "aria-label": gettext("Remove %(name)s", { name: isolated(name) }) }, gettext("Remove"));
  out.addEventListener("click", () => remove(signalling, { who, name }));
  line.append(out);
  return line;
}
