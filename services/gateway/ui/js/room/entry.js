// The door of the room page: nothing of the room is started in a browser that cannot take part.
import { able } from "./able.js";
import { byId } from "./dom.js";

if (able()) import("./main.js");
else byId("room").hidden = true;
