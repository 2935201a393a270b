// Sends what agents write, keeps it until it is stored, and shows beforehand what the
// resident will receive.
import { draftKey, markRows } from "./unread.js";

const words = JSON.parse(document.querySelector("#words").textContent);
const toast = document.querySelector("#toast");
const dialog = document.querySelector("#again");
let afterSignIn = [];
let refresh = () => {};

const send = (form, more = {}) => fetch(form.action, {
  method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams([...new FormData(form), ...Object.entries(more)]),
});

export function say(text) {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { toast.hidden = true; }, 6000);
}

// signInAgain asks to sign in where one is; then goes on with what was begun.
export function signInAgain(then) {
  afterSignIn.push(then);
  if (!dialog.open) dialog.showModal();
}

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
  const sent = form.elements.text?.value;
  let status = 0, answer = { error: words.err_network };
  try {
    const r = await send(form, anyway ? { anyway: "1" } : {});
    status = r.status;
    answer = await r.json();
  } catch { /* the line is cut: the same key makes trying again safe */ }
  delete form.dataset.sending;
  for (const b of buttons) b.disabled = false;
  if (main) main.innerHTML = label;
  if (status === 401 && answer.sign_in) return signInAgain(() => act(form, anyway));
  if (status !== 200) {
    wrong(form, answer.error ?? words.err_network, answer.anyway);
    if (status !== 409) return;
    await refresh(true);
    if (!form.isConnected) say(answer.error);
    return;
  }
  wrong(form, "", false);
  form.elements.key.value = answer.key;
  if (form.elements.text && form.elements.text.value === sent) form.elements.text.value = "";
  if (form.matches(".write")) save(form);
  form.querySelectorAll(".counted").forEach((c) => { c.textContent = ""; });
  form.closest("details")?.removeAttribute("open");
  if (document.activeElement?.closest("#case") && form.closest("#case")) document.activeElement.blur();
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
    dialog.close();
    const then = afterSignIn;
    afterSignIn = [];
    for (const f of then) f();
  }
});

// Drafts lie on this device, by agent, case and kind, until they are sent.
function save(form) {
  const name = draftKey(document.querySelector("#composer").dataset.case, form.dataset.act);
  const text = form.elements.text.value;
  text.trim() ? localStorage.setItem(name, text) : localStorage.removeItem(name);
  markRows();
}

export function keepDrafts() {
  for (const form of document.querySelectorAll("#composer form.write")) {
    const kept = localStorage.getItem(draftKey(form.closest("#composer").dataset.case, form.dataset.act));
    if (kept && !form.elements.text.value) form.elements.text.value = kept;
    grow(form.elements.text);
  }
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

const timers = new WeakMap();
const soon = (form, what, f, ms) => {
  const t = timers.get(form) ?? {};
  clearTimeout(t[what]);
  t[what] = setTimeout(f, ms);
  timers.set(form, t);
};
document.addEventListener("input", (e) => {
  const form = e.target.closest("form.act");
  if (!form || !e.target.matches("textarea,[name=outcome]")) return;
  if (form.matches(".write")) {
    grow(e.target);
    soon(form, "save", () => save(form), 200);
  }
  if (form.dataset.act === "close" || (form.dataset.act === "reply" && form.closest("[data-sms]"))) soon(form, "foresee", () => foresee(form), 200);
});
document.addEventListener("change", (e) => {
  if (e.target.id === "category" && e.target.value) e.target.form.requestSubmit();
});

// Quotes and the catalogue's questions go into the reply.
document.addEventListener("click", (e) => {
  const quote = e.target.closest(".quote"), ask = e.target.closest(".ask");
  if (quote) insert("「" + (quote.closest("article,.qa").querySelector(".text, p:not(.over)")?.textContent ?? "") + "」\n");
  if (ask) insert(ask.textContent);
});

function insert(text) {
  const mode = document.querySelector("#composer input[name=mode]:checked")?.value ?? "note";
  const area = document.querySelector(`#composer form.${mode} textarea`);
  for (const drawer of document.querySelectorAll(":popover-open")) drawer.hidePopover();
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
