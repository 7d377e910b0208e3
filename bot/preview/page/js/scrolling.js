// Who scrolls a list: never away from what is being read, along at its end, to the answer just asked for.

import { byId } from "./dom.js";

const NEAR_END = 240;
let firstBelow = null;

export const atEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;

// Its top when it is taller than the list, else all of it with what stands above.
export const showWhole = (message) => message?.scrollIntoView({ block: "start" });

export function noteBelow(message) {
  if (!firstBelow?.isConnected) firstBelow = message;
  byId("below").hidden = false;
}

export function forgetBelow() {
  firstBelow = null;
  byId("below").hidden = true;
}

export function setUpScrolling() {
  const list = byId("messages");
  list.addEventListener("scroll", () => { if (atEnd(list)) forgetBelow(); });
  byId("below").addEventListener("click", () => {
    showWhole(firstBelow?.isConnected ? firstBelow : list.lastElementChild);
    forgetBelow();
    list.focus();
  });
}
