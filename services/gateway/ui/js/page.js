// What every page does: times where the reader is, their own zone in forms, problems brought into view.
import { sayWhenOffline } from "../components/banner/offline.js";
import { searchSelects } from "../components/combobox/combobox.js";
import { askOver, closeDialogs } from "../components/dialog/dialog.js";
import { openDrawers } from "../components/drawer/drawer.js";
import { closeMenus } from "../components/menu/menu.js";
import { openByKey } from "../components/palette/palette.js";
import { countToasts } from "../components/toast/toast.js";
import { atFields } from "./page/field-problems.js";
import { searchBySlash } from "./page/search.js";
import { noteSubmitters } from "./page/send-again.js";
import { sayWhenSeen } from "./page/seen.js";
import { askToSignIn } from "./page/signed-out.js";
import { here, localise } from "./page/times.js";

/** @param {ParentNode} root */
function prepare(root) {
  root.querySelectorAll("time[data-zone]").forEach((time) => localise(/** @type {HTMLTimeElement} */ (time)));
  root.querySelectorAll("select[data-own-zone]").forEach((element) => {
    const select = /** @type {HTMLSelectElement} */ (element);
    if (here && [...select.options].some((option) => option.value === here)) select.value = here;
  });
  searchSelects(root);
}

prepare(document);
sayWhenSeen(document);
searchBySlash(document);
openByKey(document);
openDrawers(document);
closeMenus(document);
closeDialogs(document);
noteSubmitters(document);
askToSignIn(document);
countToasts(document);
sayWhenOffline(document);
document.addEventListener("htmx:afterSwap", (event) => {
  const swapped = /** @type {HTMLElement} */ (event.target);
  prepare(swapped.isConnected ? swapped : document);
  if (swapped.classList.contains("problems")) atFields(swapped);
  askOver(swapped);
  swapped.querySelector(".problem")?.scrollIntoView({ block: "nearest" });
});
// A part that asks again by itself keeps its place when the server is unwell for a moment, and goes on asking.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  const polls = detail.requestConfig.elt.getAttribute("hx-trigger")?.includes("every");
  if (polls && detail.xhr.status >= 500) detail.shouldSwap = false;
});
