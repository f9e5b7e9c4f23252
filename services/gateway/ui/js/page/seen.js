// Says once that a page was before somebody's eyes: programs that fetch or prefetch it say nothing.

import { here } from "./times.js";

/** @param {HTMLFormElement} form what is posted then */
function say(form) {
  const posted = new FormData(form);
  posted.set("zone", here ?? "");
  fetch(form.action, { method: "POST", body: new URLSearchParams(/** @type {any} */ (posted)), keepalive: true })
    .catch(console.warn); // it is said again when the page is opened again, or at the door of the room
}

/** @param {Document} page */
export function sayWhenSeen(page) {
  const form = /** @type {HTMLFormElement | null} */ (page.querySelector("form[data-when-seen]"));
  if (!form) return;
  const look = () => {
    if (page.visibilityState !== "visible") return;
    page.removeEventListener("visibilitychange", look);
    say(form);
  };
  page.addEventListener("visibilitychange", look);
  look();
}
