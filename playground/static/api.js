// Talking to the playground's own JSON: acting as a person, and watching that person's window.

import { toast } from "./dom.js";

const token = document.querySelector("meta[name=playground-token]").content;

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Playground-Token": token },
    body: JSON.stringify(body),
  });
  return response.json();
}

// Do something as a person. Says so when it came to nothing; true when it was done.
export async function act(person, name, details = {}) {
  try {
    const { problem } = await post("/page/act", { act: name, person, ...details });
    if (problem) toast(problem);
    document.dispatchEvent(new CustomEvent("acted", { detail: { name, ...details } }));
    return !problem;
  } catch {
    toast("The playground does not answer. Is it still running?");
    return false;
  }
}

export async function optionsFor(person, where, actionId, typed) {
  const { options } = await post("/page/options", { person, ...where, action_id: actionId, typed });
  return options ?? [];
}

// Call `show` with the person's whole window now and after every change. Gives back what stops it.
export function watch(person, show, onTrouble) {
  const query = new URLSearchParams({ person, token });
  const source = new EventSource(`/page/stream?${query}`);
  source.onmessage = (event) => show(JSON.parse(event.data));
  source.onopen = () => onTrouble(false);
  source.onerror = () => onTrouble(true);
  return () => source.close();
}
