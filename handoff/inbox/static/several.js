// Several cases at once: which are chosen outlives a list drawn anew; what was done to
// them is told one by one and can be undone for ten seconds.
import { $, $$, newKey, on, post, words } from "./ask.js";
import { say } from "./forms.js";
import { signInAgain } from "./again.js";

const chosen = new Set();
let last = null, refresh = () => {};
const bar = () => $("#several");
const boxes = () => $$("#rows .pick input");

// markChosen shows on each row, and below the list, what is chosen.
export function markChosen() {
  for (const box of boxes()) {
    box.checked = chosen.has(box.value);
    box.closest("li").classList.toggle("chosen", box.checked);
  }
  const form = bar();
  form.classList.toggle("on", chosen.size > 0);
  form.querySelector(".chosen").textContent = chosen.size ? words.selected.replace("{n}", chosen.size) : "";
  const act = form.elements.act.value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== act;
}

// choose takes a row in or out; through: with all between it and the last one.
export function choose(box, through, on = !chosen.has(box.value)) {
  const all = boxes(), from = all.findIndex((b) => b.value === last), to = all.indexOf(box);
  const those = through && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [box];
  for (const b of those) on ? chosen.add(b.value) : chosen.delete(b.value);
  last = box.value;
  markChosen();
}

export function chooseNone() {
  const any = chosen.size > 0;
  chosen.clear();
  $("#list").classList.remove("choosing");
  markChosen();
  return any;
}

async function send(data) {
  const answer = await post("/inbox/several", data);
  if (answer.status === 401) return void signInAgain(() => send(data).then(told));
  return answer.ok ? answer : void say(answer.error);
}

function told(answer, undo) {
  if (!answer) return;
  const failed = answer.done.filter((d) => d.error);
  const text = [words.several_done.replace("{n}", answer.done.length - failed.length), ...failed.map((d) => `${d.who} ${d.case}: ${d.error}`)].join("\n");
  const ok = answer.done.filter((d) => !d.error).map((d) => d.case);
  say(text, undo && ok.length ? () => undo(ok) : null, 10_000);
  refresh(true);
}

export function beginSeveral(ask) {
  refresh = ask;
  on("click", (e) => {
    if (e.target.closest("[data-several=none]")) chooseNone();
    if (e.target.closest("[data-several=begin]")) $("#list").classList.toggle("choosing");
    const box = e.target.closest(".pick")?.querySelector("input");
    if (!box || e.target !== box) return;
    choose(box, e.shiftKey, box.checked);
  });
  on("change", (e) => {
    if (e.target.form?.id === "several" && e.target.name === "act") markChosen();
  });
  on("submit", async (e) => {
    if (e.target.id !== "several") return;
    e.preventDefault();
    const data = new URLSearchParams([...new FormData(e.target)].filter(([name]) => name !== "case"));
    for (const id of chosen) data.append("case", id);
    data.set("key", newKey());
    const act = data.get("act"), button = e.target.querySelector(".main");
    button.disabled = true;
    const answer = await send(data);
    button.disabled = false;
    if (!answer) return;
    for (const d of answer.done) if (!d.error) chosen.delete(d.case);
    markChosen();
    told(answer, ["claim", "aside", "close"].includes(act) ? async (ok) => {
      const back = new URLSearchParams({ act: "undo", of: act, key: data.get("key") });
      for (const id of ok) back.append("case", id);
      told(await send(back));
    } : null);
  });
}
