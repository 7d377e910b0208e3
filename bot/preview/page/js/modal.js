// The modal on top of this person's screen: a form in a <dialog>, its errors at their fields.

import { ask, attempt } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { byId, h } from "./dom.js";
import { valueOf } from "./elements.js";
import { store } from "./store.js";

export function showModal(view) {
  const dialog = byId("modal");
  const shown = dialog.dataset.view;
  dialog.dataset.view = view ? view.id + view.hash : "";
  if (!view) {
    if (dialog.open) dialog.close();
    return;
  }
  if (shown === dialog.dataset.view) return;
  dialog.replaceChildren(form(view));
  dialog.oncancel = (event) => { event.preventDefault(); closeView(view); };
  if (!dialog.open) dialog.showModal();
  dialog.querySelector(".body input, .body select, .body textarea")?.focus();
}

const closeView = (view) => attempt("close", { view: view.id, user: store.me });

function form(view) {
  for (const { element } of view.blocks) {
    if (element?.default_to_current_conversation) element.initial_conversation ??= view.above;
  }
  const act = (element, block, choice = null) => attempt("click-view", {
    view: view.id, user: store.me, action_id: element.action_id, block_id: block.block_id, choice,
  });
  return h("form", { noValidate: true, onsubmit: (event) => submit(event, view) },
    h("header", {}, h("h2", { id: "modal-title" }, view.title.text),
      h("button", { type: "button", class: "ghost", "aria-label": "Close", onclick: () => closeView(view) }, "✕")),
    h("div", { class: "body" }, drawBlocks(view.blocks, act)),
    h("p", { class: "trouble", role: "alert", hidden: true }),
    h("footer", {},
      h("button", { type: "button", onclick: () => closeView(view) }, view.close?.text ?? "Cancel"),
      view.submit ? h("button", { type: "submit", class: "primary" }, view.submit.text) : null));
}

async function submit(event, view) {
  event.preventDefault();
  const button = event.submitter ?? event.target.querySelector("[type=submit]");
  button.disabled = true;
  const trouble = event.target.querySelector(".trouble");
  try {
    const result = await ask("submit", { view: view.id, user: store.me, state: values(view) });
    trouble.textContent = result.error;
    trouble.hidden = !result.error;
    showErrors(result.errors);
  } catch (error) {
    trouble.textContent = error.message;
    trouble.hidden = false;
  } finally {
    button.disabled = false;
  }
}

function values(view) {
  const state = {};
  for (const block of view.blocks.filter((one) => one.type === "input")) {
    const place = byId("modal").querySelector(`[data-block="${CSS.escape(block.block_id)}"]`);
    const field = place.querySelector("select, textarea, [role=group], input");
    state[block.block_id] = { [block.element.action_id]: valueOf(field, block.element) };
  }
  return state;
}

function showErrors(errors) {
  let first = null;
  for (const place of byId("modal").querySelectorAll(".field")) {
    const sentence = errors[place.dataset.block] ?? "";
    const note = place.querySelector(".error");
    const field = place.querySelector("select, textarea, input");
    note.textContent = sentence;
    if (sentence) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", note.id);
      first ??= field;
    } else {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }
  first?.focus();
}
