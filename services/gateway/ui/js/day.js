// The day of a session: people are dragged to another slot, by M to where they are moved from, and the day is
// kept fresh while nobody works on it. All of it can be done without: by the page of each slot.
import { byKeys } from "./day/keys.js";
import { byPointer } from "./day/moving.js";
import { keepFresh } from "./day/refreshing.js";

document.documentElement.classList.add("scripted");
byPointer(document);
byKeys(document);
keepFresh(document);
