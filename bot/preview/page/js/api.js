// The page's only way to the server: POST /_local/VERB, and one stream of events.

import { toast } from "./dom.js";

export const NOT_RUNNING = "The desk isn't running. Start it again with make run.";

export async function ask(verb, body) {
  const answer = await fetch(`/_local/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => { throw new Error(NOT_RUNNING); });
  const content = await answer.json();
  if (answer.ok) return content.result;
  throw new Error(content.error ?? `The local Slack answered ${answer.status}.`);
}

// For clicks: what goes wrong is shown, nothing is thrown.
export async function attempt(verb, body) {
  try {
    const result = await ask(verb, body);
    if (result?.error && !result.ts) toast(sentenceFor(result.error));
    return result;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

export function listen(user, { onOpen, onLost, onEvent }) {
  const source = new EventSource(`/_local/events?user=${encodeURIComponent(user)}`);
  source.addEventListener("open", onOpen);
  source.addEventListener("error", onLost);
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
  return source;
}

function sentenceFor(error) {
  if (error === "dispatch_failed") return "The app isn't connected, so nothing happened.";
  if (error === "operation_timeout") return "The app didn't answer within three seconds.";
  return error;
}
