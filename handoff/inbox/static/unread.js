// What this agent has seen is kept on this device and with the server, for the other
// ones: rows with newer words of a resident carry a mark, and a talk opens at the first.
import { $, $$, body, on, post, words } from "./ask.js";
const key = "seen:" + body.dataset.login;
const most = 2000; // cases remembered
const told = new Map(); // what the server knows from here, for this agent's other devices

function seen() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

// markRows shows on each row what waits unread.
export function markRows() {
  const known = seen();
  for (const li of $$("#rows > li:not(.hit)")) {
    const fresh = li.dataset.by === "resident" && Number(li.dataset.heard) > Math.max(known[li.dataset.key] ?? 0, Number(li.dataset.seen));
    li.classList.toggle("unread", fresh);
    li.querySelector(".dot").hidden = !fresh;
  }
}

// markDraft shows on a row that something is begun there, or no longer.
export function markDraft(id, on) {
  const li = $(`#rows > li[data-key="${CSS.escape(id)}"]`), mark = li?.querySelector(".draft");
  if (!li || !!mark === on) return;
  if (mark) return mark.remove();
  const span = document.createElement("span");
  span.className = "draft";
  span.textContent = words.draft;
  li.querySelector(".last").after(span);
}

export const draftKey = (id, mode) => `draft:${body.dataset.login}:${id}:${mode}`;

// markTalk puts a line before the first unseen words of the resident, in a talk seen
// before, and gives it; null where there is none.
export function markTalk() {
  $("#new")?.remove();
  const id = body.dataset.case, talk = $("#talk[role=log]");
  const upTo = Math.max(seen()[id] ?? 0, Number(talk?.dataset.seen ?? 0));
  if (!talk || !upTo) return null;
  const first = [...talk.querySelectorAll(":scope > .resident")].find((g) => Number(g.dataset.last) > upTo);
  if (!first) return null;
  const line = document.createElement("p");
  line.id = "new";
  line.innerHTML = "<span></span>";
  line.firstChild.textContent = words.new_messages;
  first.before(line);
  return line;
}

// sawTalk remembers that the open talk was read to its end.
export function sawTalk() {
  const id = body.dataset.case;
  if (!id || document.hidden) return;
  const last = Math.max(0, ...$$("#talk [data-last]").map((g) => Number(g.dataset.last)));
  const row = $(`#rows > li[data-key="${CSS.escape(id)}"]`);
  const known = seen();
  delete known[id]; // put last: the oldest are forgotten first
  const upTo = Math.max(last, Number(row?.dataset.seq ?? 0), Number($("#talk")?.dataset.seq ?? 0));
  known[id] = upTo;
  if (upTo > (told.get(id) ?? 0)) {
    told.set(id, upTo);
    post(`/inbox/cases/${encodeURIComponent(id)}/seen`, new URLSearchParams({ seq: upTo })).then((r) => r.ok || told.delete(id)); // told again when it is next looked at
  }
  const kept = Object.entries(known).slice(-most);
  localStorage.setItem(key, JSON.stringify(Object.fromEntries(kept)));
  markRows();
}
on("visibilitychange", sawTalk);
on("scroll", (e) => {
  if (e.target.id === "talk" && e.target.scrollHeight - e.target.scrollTop - e.target.clientHeight < 90) sawTalk();
}, true);
