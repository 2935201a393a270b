// Sends what agents write, keeps it until it is stored, and shows beforehand what the
// resident will receive.
import { $, $$, body, closeDrawers, newKey, on, post, words } from "./ask.js";
import { draftKey, markDraft } from "./unread.js";
import { done, putBegun } from "./begun.js";
import { bodyOf, photosOf } from "./photos.js";
import { afterEach, goOn, signInAgain } from "./again.js";
import { sendWaiting, showWaiting, waitsFor, waitWith } from "./waits.js";

const toast = $("#toast");
let refresh = () => {}, outdated = () => {};

const send = async (form, more = {}) => post(form.action, await bodyOf(form, more));
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

function wrong(form, text, anyway) {
  const place = form.querySelector(".wrong");
  if (!place) return text && say(text);
  place.hidden = !text;
  place.querySelector("span").textContent = text;
  const button = place.querySelector("[name=anyway]");
  if (button) button.hidden = !(button.value = anyway ?? "");
}

async function act(form, anyway) {
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  const buttons = [...form.querySelectorAll("button:not([type=button])")], at = document.activeElement;
  const main = buttons.at(-1), label = main?.innerHTML;
  for (const b of buttons) b.disabled = true;
  if (main && form.matches(".write")) main.textContent = words.sending;
  const sent = form.elements.text?.value, held = form.closest(".held");
  await stored(form);
  const id = form.matches(".write") && form.closest("#composer").dataset.case;
  if (id && waitsFor(id)) await sendWaiting(); // in the order they were written
  let status = 0, answer;
  for (let tries = 1; !status; tries++) {
    if (photosOf(form).length) form.querySelector(".sending").textContent = words.photos_sending.replace("{n}", tries);
    answer = await send(form, anyway ? { anyway } : {}); // the same key makes trying again safe
    status = answer.status;
    if (status || !photosOf(form).length || !form.isConnected) break;
    await pause(Math.min(1000 * 2 ** tries, 30_000));
  }
  delete form.dataset.sending;
  for (const b of buttons) b.disabled = false;
  if (document.activeElement === body) at.focus({ preventScroll: true }); // a button that rested had it no more
  if (main) main.innerHTML = label;
  if (status === 401 && answer.sign_in) return signInAgain(() => act(form, anyway));
  if (status !== 200) {
    if (!status && id && waitWith(form)) { // goes when the line is back
      forget(form);
      return wrong(form, "");
    }
    wrong(form, answer.error, answer.anyway);
    if (status !== 409) return;
    await refresh(true);
    if (!form.isConnected) say(answer.error);
    return;
  }
  wrong(form, "");
  done(form);
  form.elements.key.value = answer.key;
  if (form.matches(".reply")) along.set(id, form.elements.file.files);
  if (photosOf(form).length) choose(form, new DataTransfer().files);
  if (held && form.dataset.act === "takeback") putBack(held);
  if (form.elements.text && form.elements.text.value === sent) form.elements.text.value = "";
  if (form.matches(".write")) forget(form);
  if (form.matches(".sumform,.mend form")) form.elements.text.value = sent;
  if (form.dataset.next) return $("#next").requestSubmit();
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
  if (form.dataset.act === "close") for (const f of $$("#composer form.reply")) {
    if (f.elements.text.value !== sent) continue; // it was sent by closing
    f.elements.text.value = "";
    save(f);
  }
  if (answer.back) say(words.merging, () => undoAt(answer.back), answer.undo);
  if (document.activeElement?.closest("#case") && form.closest("#case")) $("#talk").focus({ preventScroll: true });
  await refresh(true);
}

// undoAt takes back what was done to another case than the one shown.
async function undoAt(address) {
  const r = await post(address, new URLSearchParams({ key: newKey() }));
  say(r.ok ? words.undone : r.error);
  await refresh(true);
}

on("submit", async (e) => {
  const form = e.target;
  if (form.matches("form.act")) {
    e.preventDefault();
    act(form, e.submitter?.name === "anyway" && e.submitter.value);
  } else if (form.closest("#again")) {
    e.preventDefault();
    const answer = await send(form);
    if (answer.status !== 200) return wrong(form, answer.error);
    wrong(form, "");
    form.elements.password.value = "";
    if (form.elements.login.value.trim().toLowerCase() !== body.dataset.login) return location.reload(); // nothing goes out in a colleague's name
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

const saveBegun = () => $$("#composer form.write").forEach((f) => f.elements.text.value !== f.elements.text.defaultValue && save(f));
afterEach.add(saveBegun);
const begun = () => $$("#composer form.write").some((f) => f.elements.text.value.trim());

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
  const trip = post(`/inbox/cases/${id}/draft`, body, { keepalive: true }).then((r) => {
    if (r.status === 401) signInAgain(saveBegun, true);
    if (!r.ok) return; // it lies on this device; the next letter tries again
    form.elements.text.defaultValue = text;
    outdated();
    if (localStorage.getItem(name) === text) localStorage.removeItem(name);
    markDraft(id, begun());
  });
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
  form.elements.text.defaultValue = "";
  if (form.elements.text.value) return save(form);
  markDraft(form.closest("#composer").dataset.case, begun());
}

// putBack puts what was taken back where it came from, with the files that went along.
function putBack(held) {
  const area = $("#composer form.reply textarea"), files = along.get(body.dataset.case);
  if (!area || area.value) return;
  area.value = $(".text", held)?.textContent ?? "";
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
  if (!$(".file", held)) return;
  if (files?.length) choose(area.form, files);
  else say(words.files_again); // the page was loaded anew meanwhile
}
const along = new Map(); // files of the last reply, by case

function choose(form, files) {
  form.elements.file.files = files;
  form.elements.file.dispatchEvent(new Event("change", { bubbles: true }));
}

addEventListener("pagehide", () => $$("#composer form.write").forEach((f) => store(f)));

export function keepDrafts() {
  for (const form of $$("#composer form.write")) {
    const kept = localStorage.getItem(draftKey(form.closest("#composer").dataset.case, form.dataset.act));
    if (kept !== null && form.elements.text.value !== kept && document.activeElement !== form.elements.text) {
      form.elements.text.value = kept;
      save(form);
    }
    grow(form.elements.text);
  }
  putBegun();
  showWaiting();
}

// begin is told how to ask for the page again, and how to say that one under way is older
// than what the server has now.
export function begin(ask, older) {
  refresh = ask;
  outdated = older;
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
  const f = await post(form.action.replace(/[^/]*$/, "foresee"), data);
  if (mine !== asked || !f.ok) return; // it is only a preview
  if (counted) {
    counted.textContent = f.counted;
    counted.classList.toggle("long", f.long);
  }
  if (shown && f.words) shown.textContent = f.words;
}

on("input", (e) => {
  const form = e.target.closest("form.act");
  if (form?.dataset.act === "merge") wrong(form, ""); // what was looked at may be another one
  if (!form || !e.target.matches("textarea,[name=outcome]")) return;
  if (form.matches(".write")) {
    grow(e.target);
    save(form);
    if (form.matches(".reply")) slash(e.target);
  }
  if (form.dataset.act === "close" || (form.dataset.act === "reply" && form.closest("[data-sms]"))) soon(form, "foresee", () => foresee(form), 200);
});
on("change", (e) => {
  if (e.target.matches("[data-sms] .reply [name=file]")) soon(e.target.form, "foresee", () => foresee(e.target.form), 200);
  if (e.target.id === "category" && e.target.value) e.target.form.requestSubmit();
  if (e.target.form?.matches(".sumform,.markform")) e.target.form.requestSubmit();
});

// What does not fit is told: browsers cut what is pasted without a word.
on("beforeinput", ({ target: t, data, dataTransfer, isComposing }) => {
  const more = (data ?? dataTransfer?.getData("text") ?? "").length;
  if (t.maxLength > 0 && !isComposing && more + t.value.length - t.selectionEnd + t.selectionStart > t.maxLength) say(words.cut.replace("{n}", t.maxLength));
});

// Quotes and the catalogue's questions go into the reply.
on("click", (e) => {
  const quote = e.target.closest(".quote"), ask = e.target.closest(".ask");
  if (quote) insert("「" + (quote.closest("article,.qa").querySelector(".text, p:not(.over)")?.textContent ?? "") + "」\n");
  if (ask) insert(ask.textContent);
  const off = e.target.closest("[data-split]"), story = $("#split textarea");
  if (off && story) {
    story.value = off.closest("article").querySelector(".text")?.textContent ?? "";
    document.dispatchEvent(new CustomEvent("show", { detail: "split" }));
  }
  const saved = e.target.closest("#saved button"), close = e.target.closest("[data-sendclose]");
  if (saved) insert(saved.dataset.text, true);
  if (close) {
    const from = $("#composer form.reply textarea"), to = $("#close textarea");
    document.dispatchEvent(new CustomEvent("show", { detail: "close" }));
    if (from.value.trim()) to.value = from.value;
    to.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

// slash opens the saved replies where a reply begins with /, and looks for what follows.
function slash(area) {
  const list = $("#saved");
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
  for (const li of $$("#saved li")) li.hidden = !li.innerText.toLowerCase().includes(word) && word !== "";
}
on("input", (e) => { if (e.target.id === "savedfind") narrowSaved(e.target); });
on("keydown", (e) => {
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
  const mode = $("#composer input[name=mode]:checked")?.value ?? "note";
  const area = $(`#composer form.${mode} textarea`);
  closeDrawers();
  area.focus();
  if (saved && area.value === "/") area.value = "";
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
