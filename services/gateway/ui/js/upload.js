// <file-upload>: sends a file in parts as soon as it is chosen, goes on after a break, and gives its form the id.
// Without scripts, or where sending fails for good, the form brings the file itself.
import { gettext } from "./page/texts.js";
import { outcome } from "./upload/checking.js";
import { controls } from "./upload/controls.js";
import { remove, sending } from "./upload/sending.js";

/** @typedef {ReturnType<typeof sending>} Sending */

class FileUpload extends HTMLElement {
  /** @type {Sending | undefined} */ #sending;
  /** @type {(() => void) | undefined} what the form waits to do until the file has arrived */ #waiting;
  #arrived = "";

  connectedCallback() {
    this.#input.addEventListener("change", () => this.#choose());
    this.#form.addEventListener("htmx:confirm", (event) => this.#hold(/** @type {CustomEvent} */ (event)));
    window.addEventListener("online", this.#online);
    this.#shown.pause.addEventListener("click", () => this.#pauseOrGoOn());
    this.#shown.remove.addEventListener("click", () => this.#takeBack());
    this.append(this.#shown.root);
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.#online);
    this.#sending?.pause();
  }

  #shown = controls();
  #online = () => { if (this.#sending?.failed) this.#goOn(); };

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
  }

  get #id() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[type=hidden]"));
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.closest("form"));
  }

  #choose() {
    const file = this.#input.files?.[0];
    if (!file) return;
    this.#id.value = "";
    this.#input.setCustomValidity("");
    this.#shown.begin(file.name);
    const token = /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("_csrf_token")).value;
    this.#sending = sending(file, this.getAttribute("announce") ?? "", token, {
      progress: (sent, all) => this.#shown.progress(sent, all),
      failed: (words, final) => this.#failed(words, final),
      arrived: (url) => this.#check(url),
    });
  }

  /** @param {string} words @param {boolean} final whether it is of no use to go on */
  #failed(words, final) {
    this.#waiting = undefined;
    if (final) this.#refuse(words);
    else this.#shown.stopped(words);
  }

  /** @param {string} url */
  async #check(url) {
    this.#arrived = url;
    this.#id.value = url.split("/").pop() ?? "";
    this.#input.disabled = true; // the form posts the id instead
    this.#shown.checking();
    this.#waiting?.();
    this.#waiting = undefined;
    const found = await outcome(url);
    if (this.#arrived !== url) return; // it was removed meanwhile
    if (found.status === "refused") this.#refuse(found.refusal ?? "");
    else this.#shown.ready(found);
  }

  /** @param {string} why */
  #refuse(why) {
    this.#reset();
    this.#shown.refused(why);
    this.#input.setAttribute("aria-invalid", "true");
    this.#input.focus();
  }

  #pauseOrGoOn() {
    if (this.#sending?.running) {
      this.#sending.pause();
      this.#shown.stopped(gettext("Paused."));
    } else this.#goOn();
  }

  #goOn() {
    this.#shown.goesOn();
    this.#sending?.goOn();
  }

  #takeBack() {
    const url = this.#arrived || this.#sending?.url;
    const token = /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("_csrf_token")).value;
    this.#sending?.pause();
    if (url) remove(url, token);
    this.#reset();
    this.#shown.clear();
    this.#input.focus();
  }

  #reset() {
    this.#sending = undefined;
    this.#arrived = "";
    this.#id.value = "";
    this.#input.disabled = false;
    this.#input.value = "";
    this.#input.removeAttribute("aria-invalid");
  }

  /** Let the form wait for the file. @param {CustomEvent} event */
  #hold(event) {
    if (event.target !== this.#form || !this.#sending || this.#arrived) return;
    event.preventDefault();
    this.#shown.awaited();
    this.#waiting = () => event.detail.issueRequest(true);
    if (!this.#sending.running) this.#goOn();
  }
}

customElements.define("file-upload", FileUpload);
