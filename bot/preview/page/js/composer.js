// Where people write: slash commands with their hint, plain messages, /invite.

import { attempt } from "./api.js";
import { byId, h, toast } from "./dom.js";
import { store } from "./store.js";

// What was sent, oldest first; arrow up in the empty box, or in what it recalled, goes back in it.
const sent = [];
let recalled = 0;

export function drawComposer(slot, channel, thread = "") {
  const notice = strip(channel);
  if (channel.is_archived) {
    slot.replaceChildren(h("div", { class: "notice-bar" }, "This channel is archived. Nobody can write in it."));
    return;
  }
  const where = thread ? "Reply in the thread" : `Message ${channel.is_direct ? store.app.name : `#${channel.name}`}`;
  const hint = h("ul", { class: "hint", hidden: true });
  const box = h("textarea", {
    id: thread ? "reply" : "write", rows: 1, placeholder: where, "aria-label": where,
    oninput: () => { grow(box); showHints(hint, box.value, thread); },
    onkeydown: (event) => keys(event, box, hint, () => form.requestSubmit()),
    onblur: () => { hint.hidden = true; },
  });
  const send = async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    remember(text);
    box.value = "";
    hint.hidden = true;
    grow(box);
    if (!(await sendText(channel, text, thread))) {
      box.value = text;
      box.focus();
    }
  };
  const form = h("form", { class: "composer", onsubmit: send }, hint, box,
    h("div", { class: "row" }, h("span", {}, thread ? "Enter sends" : "Enter sends, / for commands"),
      thread ? null : shortcuts(channel), h("button", { class: "primary", type: "submit" }, "Send")));
  slot.replaceChildren(...(notice && !thread ? [notice] : []), form);
}

const shortcuts = (channel) => store.app.shortcuts.filter((one) => one.type === "global").map((one) =>
  h("button", { type: "button", class: "ghost", onclick: () =>
    attempt("shortcut", { callback_id: one.callback_id, channel: channel.id, user: store.me }) }, one.name));

function strip(channel) {
  if (channel.has_app || channel.is_archived) return null;
  const invite = () => attempt("membership", { do: "invite", channel: channel.id, user: store.me });
  return h("div", { class: "notice-bar" }, `${store.app.name} is not in this channel: it can answer commands, but not post.`,
    h("button", { type: "button", onclick: invite }, `Invite ${store.app.name}`));
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function showHints(hint, text, thread) {
  const [typed] = text.split(" ");
  const fits = thread ? [] : store.app.commands.filter((one) => one.command.startsWith(typed) || one.command === typed);
  hint.hidden = !text.startsWith("/") || fits.length === 0 || text.length > 60;
  hint.replaceChildren(...fits.map((one) => h("li", {},
    h("code", {}, h("strong", {}, one.command), ` ${one.usage_hint}`), h("small", {}, one.description))));
}

function remember(text) {
  if (sent.at(-1) !== text) sent.push(text);
  recalled = sent.length;
}

function recall(event, box) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const at = box.value === "" ? sent.length : recalled;
  if (!step || event.altKey || event.shiftKey || (box.value !== "" && box.value !== sent[recalled])) return;
  if (at + step < 0 || at + step > sent.length) return;
  event.preventDefault();
  recalled = at + step;
  box.value = sent[recalled] ?? "";
  grow(box);
}

function keys(event, box, hint, submit) {
  recall(event, box);
  if (event.key === "Escape" && !hint.hidden) {
    hint.hidden = true;
    event.stopPropagation();
  } else if (event.key === "Tab" && !hint.hidden && !event.shiftKey && !box.value.includes(" ")) {
    event.preventDefault();
    box.value = `${store.app.commands.find((one) => one.command.startsWith(box.value)).command} `;
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
}

export async function sendText(channel, text, thread = "") {
  const about = { channel: channel.id, user: store.me };
  if (!text.startsWith("/")) return (await attempt("say", { ...about, text, thread_ts: thread })) !== null;
  if (thread) {
    toast("Slack takes no commands in threads. Type it in the channel.");
    return false;
  }
  if (text.split(" ")[0] === "/invite") return (await attempt("membership", { ...about, do: "invite" })) !== undefined;
  byId("messages").setAttribute("aria-busy", "true");
  const reply = await attempt("command", { ...about, text });
  byId("messages").removeAttribute("aria-busy");
  return reply !== null;
}
