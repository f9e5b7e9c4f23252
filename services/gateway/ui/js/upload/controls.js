// How a file on its way is shown: a bar, words that a screen reader says when they change, two buttons.
import { gettext, ngettext } from "../page/texts.js";

/** @param {string} label */
function button(label) {
  return Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: label });
}

export function controls() {
  const root = Object.assign(document.createElement("div"), { className: "upload", hidden: true });
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  const said = Object.assign(document.createElement("p"), { className: "hint" });
  said.setAttribute("role", "status");
  const note = Object.assign(document.createElement("small"), {
    className: "hint",
    textContent: gettext("If this page closes, choose the same file again: it goes on from where it was."),
  });
  const pause = button(gettext("Pause"));
  const remove = button(gettext("Remove the file"));
  const buttons = Object.assign(document.createElement("div"), { className: "row" });
  buttons.append(pause, remove);
  root.append(bar, said, buttons, note);

  /** @param {string} words @param {{sends?: boolean, stopped?: boolean}} how */
  function show(words, { sends = false, stopped = false } = {}) {
    root.hidden = false;
    said.textContent = words;
    said.className = "hint";
    bar.hidden = note.hidden = pause.hidden = !(sends || stopped);
    pause.textContent = stopped ? gettext("Go on") : gettext("Pause");
    remove.hidden = false;
  }

  let name = "";
  return {
    root, pause, remove,
    /** @param {string} file */
    begin(file) {
      name = file;
      bar.value = 0;
      bar.setAttribute("aria-label", gettext("%(name)s, sent", { name }));
      show(gettext("%(name)s is being sent.", { name }), { sends: true });
    },
    /** @param {number} sent @param {number} all */
    progress(sent, all) { bar.value = (100 * sent) / all; },
    goesOn() { show(gettext("%(name)s is being sent.", { name }), { sends: true }); },
    awaited() {
      show(gettext("%(name)s is being sent. The form follows as soon as it has arrived.", { name }), { sends: true });
    },
    /** @param {string} words */
    stopped(words) { show(words, { stopped: true }); },
    checking() { show(gettext("%(name)s has arrived, and is being checked.", { name })); },
    /** @param {{pages?: number | null}} found */
    ready({ pages }) {
      show(pages ? ngettext("%(name)s is ready: %(n)s page.", "%(name)s is ready: %(n)s pages.", pages, { name })
        : gettext("%(name)s has arrived.", { name }));
    },
    /** @param {string} why */
    refused(why) {
      show(`${gettext("%(name)s was not taken.", { name })} ${why}`);
      said.className = "problem";
      remove.hidden = true;
    },
    clear() {
      root.hidden = true;
      said.textContent = "";
    },
  };
}
