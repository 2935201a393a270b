// Sends what agents write, keeps it until it is stored, and shows beforehand what the
// resident will receive.
import { draftKey, markDraft } from "./unread.js";
import { bodyOf, photosOf } from "./photos.js";
import { sendWaiting, showWaiting, waitsFor, waitWith } from "./waits.js";

const words = JSON.parse(document.querySelector("#words").textContent);
const toast = document.querySelector("#toast");
const dialog = document.querySelector("#again");
const afterSignIn = [];
let refresh = () => {};

const send = async (form, more = {}) => fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: await bodyOf(form, more) });
const pause = (ms) => new Promise((then) => setTimeout(then, ms));

// say tells something below; undo is what its button takes back, if it has one.
export function say(text, undo, ms = 6000) {
  toast.textContent = text;
  if (undo) {
    const button = document.createElement("button");
    button.className = "button";
    button.dataset.undo = "";
    button.textContent = words.undo;
    button.addEventListener("click", () => { toast.hidden = true; undo(); });
    toast.append(button);
  }
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { toast.hidden = true; }, ms);
}

// signInAgain asks to sign in where one is; then goes on with what was begun.
export function signInAgain(then) {
  afterSignIn.push(then);
  if (!dialog.open) dialog.showModal();
}

function goOn() {
  dialog.close();
  for (const f of afterSignIn.splice(0)) f();
}
// The town's provider is visited in a window beside: nothing typed here is left.
new BroadcastChannel("signed-in").onmessage = (e) => { if (dialog.open && e.data === document.body.dataset.login) goOn(); };

function wrong(form, text, anyway) {
  const place = form.querySelector(".wrong");
  if (!place) return say(text);
  place.hidden = !text;
  place.querySelector("span").textContent = text;
  const button = place.querySelector("[name=anyway]");
  if (button) button.hidden = !anyway;
}

async function act(form, anyway) {
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  const buttons = [...form.querySelectorAll("button:not([type=button])")];
  const main = buttons.at(-1), label = main?.innerHTML;
  for (const b of buttons) b.disabled = true;
  if (main && form.matches(".write")) main.textContent = words.sending;
  const sent = form.elements.text?.value, held = form.closest(".held")?.querySelector(".text")?.textContent;
  await stored(form);
  const id = form.matches(".write") && form.closest("#composer").dataset.case;
  if (id && waitsFor(id)) await sendWaiting(); // in the order they were written
  let status = 0, answer = { error: words.err_network };
  for (let tries = 1; !status; tries++) {
    if (photosOf(form).length) form.querySelector(".sending").textContent = words.photos_sending.replace("{n}", tries);
    try {
      const r = await send(form, anyway ? { anyway: "1" } : {});
      status = r.status;
      answer = await r.json();
    } catch { /* the line is cut: the same key makes trying again safe */ }
    if (status || !photosOf(form).length || !form.isConnected) break;
    await pause(Math.min(1000 * 2 ** tries, 30_000));
  }
  delete form.dataset.sending;
  for (const b of buttons) b.disabled = false;
  if (main) main.innerHTML = label;
  if (status === 401 && answer.sign_in) return signInAgain(() => act(form, anyway));
  if (status !== 200) {
    if (!status && id && waitWith(form)) { // goes when the line is back
      forget(form);
      return wrong(form, "", false);
    }
    wrong(form, answer.error ?? words.err_network, answer.anyway);
    if (status !== 409) return;
    await refresh(true);
    if (!form.isConnected) say(answer.error);
    return;
  }
  wrong(form, "", false);
  form.elements.key.value = answer.key;
  if (photosOf(form).length) {
    form.elements.file.value = "";
    form.querySelector(".sending").textContent = "";
  }
  if (held && form.dataset.act === "takeback") putBack(held);
  if (form.elements.text && form.elements.text.value === sent) form.elements.text.value = "";
  if (form.matches(".write")) forget(form);
  if (form.matches(".sumform,.mend form")) form.elements.text.value = sent;
  if (form.dataset.next) return document.querySelector("#next").requestSubmit();
  form.querySelectorAll(".counted").forEach((c) => { c.textContent = ""; });
  const made = answer.link && form.querySelector(".made");
  if (made) {
    form.reset();
    made.hidden = false;
    made.querySelector("input").value = answer.link;
    made.querySelector("input").select();
    return refresh(true);
  }
  form.closest("details")?.removeAttribute("open");
  if (form.dataset.act === "close") for (const f of document.querySelectorAll("#composer form.reply")) {
    if (f.elements.text.value !== sent) continue; // it was sent by closing
    f.elements.text.value = "";
    save(f);
  }
  if (answer.back) say(words.merging, () => undoAt(answer.back), answer.undo);
  if (document.activeElement?.closest("#case") && form.closest("#case")) document.activeElement.blur();
  await refresh(true);
}

// undoAt takes back what was done to another case than the one shown.
async function undoAt(address) {
  try {
    const r = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ key: crypto.randomUUID?.() ?? String(Math.random()) }) });
    say(r.ok ? words.undone : (await r.json()).error);
  } catch {
    say(words.err_network);
  }
  await refresh(true);
}

document.addEventListener("submit", async (e) => {
  const form = e.target;
  if (form.matches("form.act")) {
    e.preventDefault();
    act(form, e.submitter?.name === "anyway");
  } else if (form.closest("#again")) {
    e.preventDefault();
    let status = 0, answer = { error: words.err_network };
    try {
      const r = await send(form);
      status = r.status;
      answer = await r.json();
    } catch { /* said below */ }
    if (status !== 200) return wrong(form, answer.error);
    wrong(form, "");
    form.elements.password.value = "";
    if (form.elements.login.value.trim().toLowerCase() !== document.body.dataset.login) return location.reload(); // nothing goes out in a colleague's name
    goOn();
  }
});

const timers = new WeakMap();
const soon = (form, what, f, ms) => {
  const t = timers.get(form) ?? {};
  clearTimeout(t[what]);
  t[what] = setTimeout(f, ms);
  timers.set(form, t);
};

// Drafts lie with the server, by agent, case and kind; on this device only until they
// have arrived there.
const draftName = (form) => draftKey(form.closest("#composer").dataset.case, form.dataset.act);
const onTheWay = new WeakMap();

function save(form) {
  localStorage.setItem(draftName(form), form.elements.text.value);
  soon(form, "store", () => store(form), 800);
}

function store(form) {
  const id = form.closest("#composer")?.dataset.case, text = form.elements.text.value;
  if (!id || !timers.get(form)?.store) return;
  clearTimeout(timers.get(form).store);
  timers.get(form).store = 0;
  const name = draftName(form), body = new URLSearchParams({ mode: form.dataset.act, text });
  const trip = fetch(`/inbox/cases/${id}/draft`, { method: "POST", headers: { Accept: "application/json" }, body, keepalive: true }).then((r) => {
    if (!r.ok) return;
    if (localStorage.getItem(name) === text) localStorage.removeItem(name);
    markDraft(id, [...document.querySelectorAll("#composer form.write")].some((f) => f.elements.text.value.trim()));
  }).catch(() => {}); // it lies on this device; the next letter tries again
  onTheWay.set(form, trip);
  return trip;
}

// stored waits for a draft under way: it must not arrive after what was sent.
async function stored(form) {
  if (!form.matches(".write")) return;
  const t = timers.get(form);
  if (t?.store) {
    clearTimeout(t.store);
    t.store = 0;
  }
  await onTheWay.get(form);
}

function forget(form) {
  localStorage.removeItem(draftName(form));
  if (form.elements.text.value) return save(form);
  markDraft(form.closest("#composer").dataset.case, [...document.querySelectorAll("#composer form.write")].some((f) => f.elements.text.value.trim()));
}

// putBack puts words that were taken back where they came from.
function putBack(text) {
  const area = document.querySelector("#composer form.reply textarea");
  if (!area || area.value) return;
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

addEventListener("pagehide", () => document.querySelectorAll("#composer form.write").forEach((f) => store(f)));

export function keepDrafts() {
  for (const form of document.querySelectorAll("#composer form.write")) {
    const kept = localStorage.getItem(draftKey(form.closest("#composer").dataset.case, form.dataset.act));
    if (kept !== null && form.elements.text.value !== kept && document.activeElement !== form.elements.text) {
      form.elements.text.value = kept;
      save(form);
    }
    grow(form.elements.text);
  }
  showWaiting();
}

// begin is told how to ask for the page again.
export function begin(ask) {
  refresh = ask;
}

function grow(area) {
  area.style.height = "";
  if (area.value) area.style.height = Math.min(area.scrollHeight + 2, innerHeight * 0.4) + "px";
}

let asked = 0;
async function foresee(form) {
  const mine = ++asked, area = form.elements.text, counted = form.querySelector(".counted"), shown = form.querySelector(".foreseen");
  if (!area.value.trim()) {
    if (counted) counted.textContent = "";
    if (shown?.dataset.empty) shown.textContent = shown.dataset.empty;
    return;
  }
  const data = new URLSearchParams([...new FormData(form)]);
  data.set("act", form.dataset.act);
  data.delete("file");
  for (const f of photosOf(form)) data.append("file", f.type.startsWith("image/") ? "" : f.name); // text messages bring links
  try {
    const r = await fetch(form.action.replace(/[^/]*$/, "foresee"), { method: "POST", headers: { Accept: "application/json" }, body: data });
    const f = await r.json();
    if (mine !== asked || !r.ok) return;
    if (counted) {
      counted.textContent = f.counted;
      counted.classList.toggle("long", f.long);
    }
    if (shown && f.words) shown.textContent = f.words;
  } catch { /* it is only a preview */ }
}

document.addEventListener("input", (e) => {
  const form = e.target.closest("form.act");
  if (!form || !e.target.matches("textarea,[name=outcome]")) return;
  if (form.matches(".write")) {
    grow(e.target);
    save(form);
    if (form.matches(".reply")) slash(e.target);
  }
  if (form.dataset.act === "close" || (form.dataset.act === "reply" && form.closest("[data-sms]"))) soon(form, "foresee", () => foresee(form), 200);
});
document.addEventListener("change", (e) => {
  if (e.target.matches("[data-sms] .reply [name=file]")) soon(e.target.form, "foresee", () => foresee(e.target.form), 200);
  if (e.target.id === "category" && e.target.value) e.target.form.requestSubmit();
  if (e.target.form?.matches(".sumform,.markform")) e.target.form.requestSubmit();
});

// Quotes and the catalogue's questions go into the reply.
document.addEventListener("click", (e) => {
  const quote = e.target.closest(".quote"), ask = e.target.closest(".ask");
  if (quote) insert("「" + (quote.closest("article,.qa").querySelector(".text, p:not(.over)")?.textContent ?? "") + "」\n");
  if (ask) insert(ask.textContent);
  const off = e.target.closest("[data-split]"), story = document.querySelector("#split textarea");
  if (off && story) {
    story.value = off.closest("article").querySelector(".text")?.textContent ?? "";
    document.dispatchEvent(new CustomEvent("show", { detail: "split" }));
  }
  const saved = e.target.closest("#saved button"), close = e.target.closest("[data-sendclose]");
  if (saved) insert(saved.dataset.text, true);
  if (close) {
    const from = document.querySelector("#composer form.reply textarea"), to = document.querySelector("#close textarea");
    document.dispatchEvent(new CustomEvent("show", { detail: "close" }));
    if (from.value.trim()) to.value = from.value;
    to.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

// slash opens the saved replies where a reply begins with /, and looks for what follows.
function slash(area) {
  const list = document.querySelector("#saved");
  if (!list) return;
  if (area.value !== "/") return;
  list.showPopover();
  const find = list.querySelector("input");
  find.value = "";
  narrowSaved(find);
  find.focus();
}

function narrowSaved(find) {
  const word = find.value.trim().toLowerCase();
  for (const li of document.querySelectorAll("#saved li")) li.hidden = !li.innerText.toLowerCase().includes(word) && word !== "";
}
document.addEventListener("input", (e) => { if (e.target.id === "savedfind") narrowSaved(e.target); });
document.addEventListener("keydown", (e) => {
  const list = e.target.closest?.("#saved");
  if (!list || e.isComposing) return;
  const buttons = [...list.querySelectorAll("li:not([hidden]) button")], at = buttons.indexOf(document.activeElement);
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    e.preventDefault();
    (buttons[at + (e.key === "ArrowDown" ? 1 : -1)] ?? list.querySelector("input")).focus();
  } else if (e.key === "Enter" && e.target.id === "savedfind") {
    e.preventDefault();
    buttons[0]?.click();
  }
});

function insert(text, saved) {
  const mode = document.querySelector("#composer input[name=mode]:checked")?.value ?? "note";
  const area = document.querySelector(`#composer form.${mode} textarea`);
  for (const drawer of document.querySelectorAll(":popover-open")) drawer.hidePopover();
  area.focus();
  if (saved && area.value === "/") area.value = "";
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
