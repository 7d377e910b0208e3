// What stands where nothing was said yet: three things to try.

import { attempt } from "./api.js";
import { sendText } from "./composer.js";
import { h } from "./dom.js";
import { store } from "./store.js";

const TRY = { Boston: "Boston, MA", Massachusetts: "MA" };

export function drawFirst(channel) {
  const [command] = store.app.commands;
  const asks = command && !channel.is_archived ? Object.entries(TRY) : [];
  const buttons = asks.map(([label, place]) =>
    button(label, () => sendText(channel, `${command.command} ${place}`)));
  if (store.replay.available) {
    const replay = button("Replay history", () => attempt("replay", {}));
    replay.dataset.replay = "";
    replay.disabled = store.replay.state === "running";
    buttons.push(replay);
  }
  const hint = command ? [" Try one of these, or type ", h("code", {}, `${command.command} help`), "."] : [];
  return h("div", { class: "empty" }, h("p", {}, "No messages yet.", ...hint), h("div", { class: "row" }, buttons));
}

const button = (label, onclick) => h("button", { type: "button", onclick }, label);
