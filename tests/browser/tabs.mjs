// Drives one browser for the tests: a command a line on stdin, as JSON, and an answer a line on stdout. What goes
// wrong in a page (an error on its console, a violation of its policy) is told as it happens.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const puppeteer = createRequire(process.argv[2])("puppeteer-core").default;
const browser = await puppeteer.launch(JSON.parse(process.argv[3]));
const tabs = new Map();
let opened = 0;

const LEFT = /context|frame|navigat|realm/i;

const call = (script, given) => `(${script})(${JSON.stringify(given)})`;
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** A policy's violations are on no console that the protocol shows. */
function confess() {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    console.error(`the policy forbids ${blockedURI} (${effectiveDirective})`));
}

/** The machine bears several people's cameras if they are small. */
function small() {
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const get = devices.getUserMedia.bind(devices);
  devices.getUserMedia = ({ audio, video }) => get({ audio, video: video && { width: 640, height: 360, frameRate: 10 } });
}

/** A tab that is behind another one is hidden, and a hidden page asks for no pictures: everyone has a window. */
async function open({ width, height }) {
  const page = await (await browser.createBrowserContext()).newPage({ type: "window" });
  const tab = ++opened;
  tabs.set(tab, page);
  page.on("pageerror", (error) => tell({ tab, wrong: String(error) }));
  page.on("console", (message) => { if (message.type() === "error") tell({ tab, wrong: message.text() }); });
  await page.evaluateOnNewDocument(confess);
  await page.evaluateOnNewDocument(small);
  await page.setViewport({ width, height });
  return tab;
}

/** Ask until it holds; a page that is just being left answers nothing. */
async function until(page, { script, given, patience }) {
  for (const end = Date.now() + patience; Date.now() < end; await new Promise((again) => setTimeout(again, 50))) {
    const holds = await page.evaluate(`(async () => !!(await ${call(script, given)}))()`).catch((error) => { if (!LEFT.test(error.message)) throw error; });
    if (holds) return;
  }
  throw new Error(`does not hold: ${script} of ${JSON.stringify(given)} at ${page.url()}`);
}

async function press(page, { key }) {
  const held = key.split("+");
  const last = held.pop();
  for (const each of held) await page.keyboard.down(each);
  await page.keyboard.press(last);
  for (const each of held) await page.keyboard.up(each);
}

const acts = {
  open,
  goto: (page, { url }) => page.goto(url),
  cookie: (page, { name, value, url }) => page.browserContext().setCookie({ name, value, domain: new URL(url).hostname }),
  evaluate: (page, { script, given }) => page.evaluate(call(script, given)),
  until,
  click: (page, { selector }) => page.locator(selector).click(),
  fill: (page, { selector, text }) => page.locator(selector).fill(text),
  press,
  type: (page, { text }) => page.keyboard.type(text),
  picture: (page, { path }) => page.screenshot({ path }),
  close: (page, { tab }) => { tabs.delete(tab); return page.browserContext().close(); },
};

async function act({ number, what, ...how }) {
  try {
    const page = tabs.get(how.tab);
    page?.setDefaultTimeout(how.patience);
    const value = await (page ? acts[what](page, how) : acts[what](how));
    tell({ number, value: ["open", "evaluate"].includes(what) ? value ?? null : null });
  } catch (error) {
    tell({ number, failed: `${what} ${how.selector ?? how.url ?? ""}: ${error.message ?? error}` });
  }
}

createInterface({ input: process.stdin }).on("line", (line) => act(JSON.parse(line))).on("close", () => browser.close());
tell({ ready: true });
