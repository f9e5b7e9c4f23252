// Says that there is no connection, and stops saying so: what was typed stays, and can be sent again.

const WORDS = "No connection. What you typed is still here; send it again in a moment.";

/** @param {Document} page @param {boolean} lost */
function show(page, lost) {
  const shown = page.querySelector(".offline");
  if (lost && !shown) {
    const banner = Object.assign(page.createElement("p"), { className: "offline", textContent: WORDS });
    banner.setAttribute("role", "status");
    page.body.append(banner);
  } else if (!lost) shown?.remove();
}

/** @param {Document} page */
export function sayWhenOffline(page) {
  if (!page.body.classList.contains("office")) return; // the room says it in its own words
  addEventListener("offline", () => show(page, true));
  addEventListener("online", () => show(page, false));
  page.addEventListener("htmx:sendError", () => show(page, true));
  page.addEventListener("htmx:afterRequest", (event) => {
    if (/** @type {CustomEvent} */ (event).detail.successful) show(page, false);
  });
}
