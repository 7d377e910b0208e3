// Interactive elements. `act(element, block, choice)` sends what a person did; forms read values instead.

import { h } from "./dom.js";
import { store } from "./store.js";

const people = () => store.users.map((user) => [user.id, user.name]);
const channels = () => store.channels.filter((one) => !one.is_direct).map((one) => [one.id, `#${one.name}`]);
const LISTS = {
  users_select: [people, "initial_user"],
  channels_select: [channels, "initial_channel"],
  conversations_select: [channels, "initial_conversation"],
  multi_channels_select: [channels, "initial_channels"],
};
const TEXTUAL = {
  plain_text_input: "text", number_input: "number", email_text_input: "email", url_text_input: "url",
  datepicker: "date", timepicker: "time",
};

const optionsOf = (element) => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap((group) => group.options),
].map((option) => [option.value, option.text.text]);

export function control(element, block, act) {
  if (element.type === "button") return button(element, block, act);
  if (element.type === "overflow") return overflow(element, block, act);
  const field = input(element, { label: element.placeholder?.text ?? "Choose" });
  field.addEventListener("change", () => act(element, block, valueOf(field, element)));
  return field;
}

function button(element, block, act) {
  const label = element.accessibility_label ?? element.text.text;
  if (element.url && !/^https?:/.test(element.url)) return h("span", {}, element.text.text);
  const press = () => {
    if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
    act(element, block);
  };
  return h("button", { type: "button", class: element.style ?? "", "aria-label": label, onclick: press }, element.text.text);
}

function overflow(element, block, act) {
  const items = element.options.map((option) =>
    h("button", { type: "button", onclick: (event) => {
      event.target.closest("details").open = false;
      act(element, block, option.value);
    } }, option.text.text));
  return h("details", { class: "menu" }, h("summary", { "aria-label": "More actions" }, "⋯"), h("div", {}, items));
}

export function input(element, { id, label } = {}) {
  const name = id ? { id } : { "aria-label": label };
  if (element.type === "checkboxes" || element.type === "radio_buttons") return choices(element, name);
  if (TEXTUAL[element.type]) return textual(element, name);
  const [list, initial] = LISTS[element.type] ?? [() => optionsOf(element), ""];
  const multiple = element.type.startsWith("multi_");
  const chosen = [
    element[initial], element.initial_option?.value, ...(element.initial_options ?? []).map((one) => one.value),
  ].flat().filter(Boolean);
  const empty = h("option", { value: "" }, element.placeholder?.text ?? "Choose…");
  const options = list().map(([value, text]) => h("option", { value, selected: chosen.includes(value) }, text));
  return h("select", { ...name, multiple }, multiple ? options : [empty, ...options]);
}

function textual(element, name) {
  const initial = element.initial_value ?? element.initial_date ?? element.initial_time ?? "";
  const more = { ...name, placeholder: element.placeholder?.text ?? "", value: initial };
  if (element.multiline) return h("textarea", { ...more, rows: 4 });
  return h("input", { ...more, type: TEXTUAL[element.type], autocomplete: "off" });
}

function choices(element, name) {
  const type = element.type === "checkboxes" ? "checkbox" : "radio";
  const chosen = [element.initial_option, ...(element.initial_options ?? [])].filter(Boolean).map((one) => one.value);
  return h("div", { ...name, role: "group" }, element.options.map((option) =>
    h("label", { class: "choice" },
      h("input", { type, name: element.action_id, value: option.value, checked: chosen.includes(option.value) }),
      h("span", {}, option.text.text))));
}

export function valueOf(field, element) {
  if (element.type === "checkboxes") return [...field.querySelectorAll("input:checked")].map((one) => one.value);
  if (element.type === "radio_buttons") return field.querySelector("input:checked")?.value ?? null;
  if (field.multiple) return [...field.selectedOptions].map((one) => one.value);
  return field.value || null;
}
