// The list of colleagues after an @ in a note: walked by the arrows, taken by Enter or a
// click, gone with Esc; an input method's Enter chooses characters.
import { $, on } from "./ask.js";
const list = () => $("#mention");

// begun is what stands between the last @ before the cursor and the cursor; null for none.
function begun(area) {
  const before = area.value.slice(0, area.selectionStart), at = Math.max(before.lastIndexOf("@"), before.lastIndexOf("@"));
  const word = before.slice(at + 1);
  return at < 0 || /[\s,。,.;;]/.test(word) || word.length > 12 || /[a-z0-9.]$/i.test(before.slice(0, at)) ? null : { at, word };
}

function mark(li) {
  for (const other of list().children) other.toggleAttribute("aria-selected", other === li);
  li?.scrollIntoView({ block: "nearest" });
}

function offer(area) {
  const ul = list(), b = begun(area);
  if (!ul) return;
  let first = null;
  for (const li of ul.children) {
    li.hidden = !b || !(li.textContent + li.dataset.login).toLowerCase().includes(b.word.toLowerCase()) || li.firstChild.data === b.word;
    if (!li.hidden) first ??= li;
  }
  ul.hidden = !first;
  mark(first);
}

function take(li, area) {
  const b = begun(area);
  if (!b) return;
  area.setRangeText("@" + li.firstChild.data + " ", b.at, area.selectionStart, "end");
  list().hidden = true;
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export function beginMentions() {
  on("input", (e) => { if (e.target.matches("form.note textarea")) offer(e.target); });
  on("keydown", (e) => {
    const ul = list();
    if (!ul || ul.hidden || !e.target.matches("form.note textarea") || e.isComposing || e.keyCode === 229) return;
    const all = [...ul.querySelectorAll("li:not([hidden])")], at = all.findIndex((li) => li.hasAttribute("aria-selected"));
    if (e.key === "ArrowDown" || e.key === "ArrowUp") mark(all[(at + (e.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
    else if ((e.key === "Enter" && !e.ctrlKey && !e.metaKey) || e.key === "Tab") take(all[at], e.target);
    else if (e.key === "Escape") ul.hidden = true;
    else return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }, true);
  on("mousedown", (e) => {
    const li = e.target.closest("#mention li");
    if (!li) return;
    e.preventDefault();
    take(li, li.closest("form").querySelector("textarea"));
  });
}
