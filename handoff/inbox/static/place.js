// Puts a page in place of the one shown, piece by piece: what is the same stays, so
// that nothing jumps, closes or loses what was typed.
import { $, $$, body, words } from "./ask.js";
import { keepDrafts } from "./forms.js";

let waiting = null; // the page behind the pill

// put shows a page; none stands for the one behind the pill. live: nobody asked for
// it, so the list must not move under the pointer. list: it is the same list.
export function put(page, { live, list }) {
  const full = page ?? waiting;
  if (!full) return;
  if (page) {
    document.title = page.title;
    same("#alarms", page);
    same("#counts", page);
    same("#tabs", page);
  }
  if (live && list && busy()) inPlace(full);
  else {
    waiting = null;
    $("#pill").hidden = true;
    if (!list || !live) same("#list > header", full);
    wholeList(full);
  }
  if (!page) return;
  const opened = page.body.dataset.case;
  if (live && !opened) return; // only the list was asked for
  if (!live) {
    body.className = page.body.className;
    body.dataset.case = opened;
  }
  if (live && $("#thread")) {
    const others = $("#others"), there = $("#others", page); // who looks on is told by itself
    if (others && there) there.textContent = others.textContent;
    same("#thread > header", page);
    same("#bars", page);
    for (const name of ["seq", "seen"]) $("#talk").dataset[name] = $("#talk", page).dataset[name];
    merge($("#talk"), $("#talk", page));
    composer(page);
    if (!occupied($("#case"))) same("#case", page, true);
  } else {
    $("#desk").replaceWith($("#desk", page));
    same("#case", page, true);
  }
}

// bare leaves out the keys of forms: they differ each time a page is drawn.
const bare = (html) => html.replace(/name="key" value="\w+"/g, "");

// same replaces one piece where it differs. An inner one keeps its own element. What had the focus
// in it has it again; where that is no more one goes on from the talk.
function same(selector, page, inner) {
  const now = $(selector), next = $(selector, page);
  if (now && !next) return now.remove();
  if (!now || bare(now.innerHTML) === bare(next.innerHTML)) return;
  const at = now.contains(document.activeElement) && document.activeElement;
  if (inner) now.replaceChildren(...next.childNodes);
  else now.replaceWith(next);
  if (at) ($$(selector + " a").find((a) => a.getAttribute("href") === at.getAttribute("href")) ?? $("#talk"))?.focus({ preventScroll: true });
}

// occupied: somebody is writing or choosing there.
function occupied(pane) {
  return pane.querySelector("details.fold[open],.passon[open]") || [...pane.querySelectorAll("textarea")].some((t) => t.value && t.value !== t.defaultValue) ||
    (pane.contains(document.activeElement) && document.activeElement.matches("select,input,textarea"));
}

// busy: the pointer or the focus is in the list, or it was scrolled.
function busy() {
  const rows = $("#rows");
  if (!rows.children.length) return false;
  return rows.scrollTop > 8 || rows.contains(document.activeElement) || (rows.matches(":hover") && matchMedia("(hover: hover)").matches);
}

// wholeList puts the list there as it is, and keeps the focus on its row.
function wholeList(page) {
  const focused = document.activeElement?.closest?.("#rows > li")?.dataset.key;
  const top = $("#rows").scrollTop;
  const next = $("#list", page).cloneNode(true);
  $("header", next)?.remove();
  $("#pill", next)?.remove();
  mark(next);
  const several = $("#several"); // what is being chosen stays
  if (several.classList.contains("on")) $("#several", next)?.replaceWith(several);
  const narrowing = $("#list > .narrowing"), now = $(".narrowing", next);
  if (narrowing?.open && now) now.open = true;
  $("#list").replaceChildren($("#list > header"), $("#pill"), ...next.childNodes);
  $("#list").setAttribute("aria-label", next.getAttribute("aria-label"));
  $("#rows").scrollTop = top;
  if (focused) $(`#rows > li[data-key="${CSS.escape(focused)}"] a`)?.focus({ preventScroll: true });
}

// mark shows which row is open: a list asked for alone does not know.
function mark(root) {
  for (const a of root.querySelectorAll("#rows a, .row > a")) {
    const row = a.parentElement.dataset, open = body.dataset.case && (row.case ?? row.key) === body.dataset.case;
    open ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
  }
}

// inPlace renews the rows that are there, each where it is; new ones are counted on
// the pill, those gone are dimmed.
function inPlace(page) {
  const next = new Map([...page.querySelectorAll("#rows > li")].map((li) => [li.dataset.key, li]));
  mark(page);
  for (const li of $$("#rows > li")) {
    const other = next.get(li.dataset.key);
    li.classList.toggle("gone", !other);
    if (!other) continue;
    next.delete(li.dataset.key);
    if (li.innerHTML !== other.innerHTML) {
      const focused = li.contains(document.activeElement);
      const copy = other.cloneNode(true);
      li.replaceWith(copy);
      if (focused) copy.querySelector("a").focus({ preventScroll: true });
    }
  }
  waiting = page;
  const pill = $("#pill");
  pill.hidden = next.size === 0;
  pill.textContent = words.new_cases.replace("{n}", next.size);
}

// merge renews a talk by the keys of its pieces.
function merge(talk, next) {
  const now = new Map([...talk.children].filter((c) => c.dataset.key).map((c) => [c.dataset.key, c]));
  let at = null;
  for (const piece of [...next.children]) {
    const old = now.get(piece.dataset.key);
    now.delete(piece.dataset.key);
    let stays = old;
    if (old?.tagName === "DETAILS") piece.open = old.open;
    if (!old || bare(old.outerHTML) !== bare(piece.outerHTML)) {
      stays = piece;
      if (old) old.replaceWith(piece);
    }
    const follows = at ? at.nextElementSibling : talk.firstElementChild;
    if (stays !== follows && !(follows?.id === "new" && follows.nextElementSibling === stays)) at ? at.after(stays) : talk.prepend(stays);
    at = stays;
  }
  for (const gone of now.values()) gone.remove();
}

// stored: what stands there is the draft the server has, or had: another tab or device may have
// written on, or sent it.
const stored = (form) => form.elements.text.value === form.elements.text.defaultValue;

// composer is renewed only when what may be done has changed; typed words stay.
function composer(page) {
  const now = $("#composer"), next = $("#composer", page);
  if (now.dataset.state !== next.dataset.state) {
    const mode = $("input[name=mode]:checked", now)?.value;
    const typed = new Map([...now.querySelectorAll("form")].map((f) => [f.dataset.act, f]));
    const lost = $("form.reply", next) ? "" : typed.get("reply")?.elements.text.value;
    if (lost) $("form.note", next).elements.text.value ||= lost; // no longer to be sent, yet not lost
    for (const form of next.querySelectorAll("form")) {
      const old = typed.get(form.dataset.act);
      if (!old?.elements.text.value || stored(old)) continue;
      for (const name of ["text", "key", "seen"]) if (form.elements[name]) form.elements[name].value = old.elements[name].value;
    }
    const radio = $(`input[name=mode][value="${mode}"]:not(:disabled)`, next);
    if (radio) radio.checked = true;
    const focused = now.contains(document.activeElement) && document.activeElement.matches("textarea") && document.activeElement;
    now.replaceWith(next);
    if (focused) {
      const area = $(`form[data-act="${focused.form.dataset.act}"] textarea`, next);
      area?.focus({ preventScroll: true });
      area?.setSelectionRange(focused.selectionStart, focused.selectionEnd);
    }
    keepDrafts();
    return;
  }
  for (const form of next.querySelectorAll("form")) {
    const mine = $(`form[data-act="${form.dataset.act}"]`, now);
    if (!mine) continue;
    const text = mine.elements.text;
    if (stored(mine)) text.value = text.defaultValue = form.elements.text.value;
    if (mine.elements.seen && !text.value) mine.elements.seen.value = form.elements.seen.value;
  }
}

// atEnd says whether the end of the talk is in sight.
export function atEnd(slack = 90) {
  const talk = $("#talk[role=log]");
  return talk && talk.scrollHeight - talk.scrollTop - talk.clientHeight < slack;
}

export function toEnd() {
  const talk = $("#talk[role=log]");
  if (talk) talk.scrollTop = talk.scrollHeight;
}
