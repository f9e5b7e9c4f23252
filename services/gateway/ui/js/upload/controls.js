// How a file on its way is shown: a bar, words that a screen reader says when they change, two buttons.

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
    textContent: "If this page closes, choose the same file again: it goes on from where it was.",
  });
  const pause = button("Pause");
  const remove = button("Remove the file");
  const buttons = Object.assign(document.createElement("div"), { className: "row" });
  buttons.append(pause, remove);
  root.append(bar, said, buttons, note);

  /** @param {string} words @param {{sends?: boolean, stopped?: boolean}} how */
  function show(words, { sends = false, stopped = false } = {}) {
    root.hidden = false;
    said.textContent = words;
    said.className = "hint";
    bar.hidden = note.hidden = pause.hidden = !(sends || stopped);
    pause.textContent = stopped ? "Go on" : "Pause";
    remove.hidden = false;
  }

  let name = "";
  return {
    root, pause, remove,
    /** @param {string} file */
    begin(file) {
      name = file;
      bar.value = 0;
      bar.setAttribute("aria-label", `${file}, sent`);
      show(`${name} is being sent.`, { sends: true });
    },
    /** @param {number} sent @param {number} all */
    progress(sent, all) { bar.value = (100 * sent) / all; },
    goesOn() { show(`${name} is being sent.`, { sends: true }); },
    awaited() { show(`${name} is being sent. The form follows as soon as it has arrived.`, { sends: true }); },
    /** @param {string} words */
    stopped(words) { show(words, { stopped: true }); },
    checking() { show(`${name} has arrived, and is being checked.`); },
    /** @param {{pages?: number | null}} found */
    ready({ pages }) { show(pages ? `${name} is ready: ${pages} page${pages === 1 ? "" : "s"}.` : `${name} has arrived.`); },
    /** @param {string} why */
    refused(why) {
      show(`${name} was not taken. ${why}`);
      said.className = "problem";
      remove.hidden = true;
    },
    clear() {
      root.hidden = true;
      said.textContent = "";
    },
  };
}
