// The bar on top: who you are, whether the app is connected, replay, light or dark.

import { attempt, NOT_RUNNING } from "./api.js";
import { byId, h } from "./dom.js";
import { store } from "./store.js";

const REPLAY = { ready: "Replay history", running: "Replaying…", finished: "Replay again", failed: "Replay failed: try again" };
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

export function setUpTopbar({ start }) {
  byId("me").addEventListener("change", (event) => {
    sessionStorage.setItem("me", event.target.value);
    store.place = "";
    start(event.target.value);
  });
  byId("replay").addEventListener("click", () => attempt("replay", {}));
  byId("theme").addEventListener("click", () => {
    localStorage.setItem("theme", theme() === "dark" ? "light" : "dark");
    drawTheme();
  });
  byId("drawer").addEventListener("click", () => {
    const open = byId("sidebar").classList.toggle("open");
    byId("drawer").setAttribute("aria-expanded", String(open));
    if (open) byId("sidebar").querySelector("[aria-current]")?.focus();
  });
  prefersDark.addEventListener("change", drawTheme);
  drawTheme();
  start(sessionStorage.getItem("me") ?? "Editor");
}

const theme = () => localStorage.getItem("theme") ?? (prefersDark.matches ? "dark" : "light");

function drawTheme() {
  document.documentElement.dataset.theme = theme();
  byId("theme").textContent = theme() === "dark" ? "Light mode" : "Dark mode";
}

export function drawTopbar() {
  const people = store.users.filter((user) => !user.is_bot);
  byId("me").replaceChildren(...people.map((user) => h("option", { value: user.id, selected: user.id === store.me }, user.name)));
  drawLink();
  const button = byId("replay");
  button.hidden = !store.replay.available;
  button.textContent = REPLAY[store.replay.state];
  for (const each of [button, ...document.querySelectorAll("[data-replay]")]) each.disabled = store.replay.state === "running";
  byId("progress").textContent = store.replay.progress;
  byId("progress").title = store.replay.progress;
  byId("progress").hidden = !store.replay.progress;
}

export function drawLink() {
  const connected = store.reachable && store.connections > 0;
  const words = `${store.app.name} ${connected ? "connected" : "not connected"}`;
  byId("link").classList.toggle("on", connected);
  byId("link").classList.toggle("lost", !store.reachable);
  byId("link").textContent = store.reachable ? words : NOT_RUNNING;
}
