// The app's Home tab: opening it tells the app, what the app publishes is drawn.

import { attempt } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { confirmed } from "./confirm.js";
import { byId, h } from "./dom.js";
import { store } from "./store.js";

export function openHome() {
  drawHome();
  attempt("open-home", { user: store.me });
}

export function drawHome() {
  const home = byId("home");
  if (!store.home) {
    home.replaceChildren(h("div", {}, h("p", {}, `${store.app.name} hasn't published a Home for you yet.`)));
    return;
  }
  const act = async (element, block, choice = null) => {
    if (!(await confirmed(element.confirm))) return;
    const about = { view: store.home.id, user: store.me, action_id: element.action_id, block_id: block.block_id };
    await attempt("click-view", { ...about, choice });
  };
  home.replaceChildren(drawBlocks(store.home.blocks, act));
}
