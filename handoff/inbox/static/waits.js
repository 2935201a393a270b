// Keeps on this device what could not be sent while the line was cut, also when the page is
// closed, and sends it when the line is back. The key of its form makes it once, however
// often it is tried.
import { $, body, newKey, post, words } from "./ask.js";
import { signInAgain } from "./again.js";
const prefix = `waits:${body.dataset.login}:`;
const longest = 6 * 24 * 3600e3; // the server knows a key for a week
let sending = false, arrived = () => {};

const all = () => Object.keys(localStorage).filter((k) => k.startsWith(prefix)).map((k) => [k, JSON.parse(localStorage.getItem(k))]).sort((a, b) => a[1].at - b[1].at);
const put = (name, item) => localStorage.setItem(name, JSON.stringify(item));

export const waitsFor = (id) => all().some(([, item]) => item.case === id);

// waitWith takes what a form holds; false where the device has no room for it.
export function waitWith(form) {
  const key = form.elements.key.value;
  try {
    put(prefix + key, { action: form.getAttribute("action"), case: form.closest("#composer").dataset.case, mode: form.dataset.act, text: form.elements.text.value,
      body: String(new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === "string"))), at: Date.now() });
  } catch {
    return false;
  }
  form.elements.key.value = newKey();
  form.elements.text.value = "";
  showWaiting();
  return true;
}

// beginWaiting is told what to do when something was sent.
export function beginWaiting(then) {
  arrived = then;
  sendWaiting();
  addEventListener("online", () => sendWaiting());
  setInterval(() => sendWaiting(), 15_000); // the stream need not have noticed that the line was cut
}

export async function sendWaiting() {
  if (sending || all().every(([, item]) => item.why)) return;
  sending = true;
  showWaiting();
  const went = () => flush().finally(() => { sending = false; });
  const cases = await (navigator.locks ? navigator.locks.request("waits", went) : went()); // one tab at a time
  showWaiting();
  for (const id of cases) arrived(id);
}

// flush sends in order; a case whose word was not taken holds its later ones.
async function flush() {
  const went = new Set(), held = new Set();
  for (const [name, item] of all()) {
    if (localStorage.getItem(name) === null) continue; // another tab was faster
    if (!item.why && Date.now() - item.at > longest) item.why = words.waits_old;
    if (item.why || held.has(item.case)) {
      if (item.why) put(name, item);
      held.add(item.case);
      continue;
    }
    const r = await post(item.action, new URLSearchParams(item.body));
    if (r.status === 200) {
      localStorage.removeItem(name);
      went.add(item.case);
    } else if (r.status >= 400 && r.status < 500 && r.status !== 401 && r.status !== 429) {
      put(name, { ...item, why: r.error, anyway: r.anyway });
      held.add(item.case);
    } else {
      if (r.status === 401) signInAgain(sendWaiting, true);
      break; // the line, or nobody is signed in: it goes later
    }
  }
  return went;
}

// showWaiting lists what waits for the case that is open, and takes out of the composer what
// is in it once more: a draft that had reached the server.
export function showWaiting() {
  const list = $("#waiting");
  if (!list) return;
  const mine = all().filter(([, item]) => item.case === list.closest("#composer").dataset.case);
  list.replaceChildren(...mine.map(([name, item]) => drawn(name, item)));
  for (const [, item] of mine) {
    const area = $(`#composer form.${item.mode} textarea`);
    if (area?.value && area !== document.activeElement && item.text.startsWith(area.value)) area.value = "";
  }
}

function drawn(name, item) {
  const li = document.createElement("li"), text = document.createElement("span"), state = document.createElement("small");
  text.textContent = item.text;
  state.textContent = item.why ?? words.waiting;
  state.className = item.why ? "why" : "";
  li.append(text, state, button(words.waits_take, () => {
    const area = $(`#composer form.${item.mode} textarea`);
    if (!area || area.value) return;
    localStorage.removeItem(name);
    area.value = item.text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
    showWaiting();
  }));
  if (item.anyway) li.append(button(words.guard_send, () => {
    put(name, { ...item, why: undefined, anyway: undefined, body: item.body + "&anyway=1" });
    sendWaiting();
  }));
  return li;
}

function button(label, act) {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "plain";
  b.textContent = label;
  b.disabled = sending;
  b.addEventListener("click", act);
  return b;
}
