// Who else has the case open: told to the server every few seconds while the page is in
// front, and gone by itself when the beats stop.
import { $, body, on, post, words } from "./ask.js";
import { signInAgain } from "./again.js";
const beat = 4000, fresh = 8000;
let wrote = 0;
const writing = () => Date.now() - wrote < fresh;
on("input", (e) => {
  if (!e.target.closest("form.reply")) return;
  const before = writing();
  wrote = Date.now();
  if (!before) tellHere(); // who begins to write is seen at once
});

const at = (id) => `/inbox/cases/${encodeURIComponent(id)}/here`;

export async function tellHere() {
  const id = body.dataset.case;
  if (!id || document.hidden) return;
  const { ok, status, others } = await post(at(id), new URLSearchParams({ writing: writing() ? "1" : "" }));
  if (status === 401) signInAgain(tellHere, true);
  if (!ok || id !== body.dataset.case) return; // told again at the next beat
  const place = $("#others"), who = others.filter((o) => o.writing);
  const names = (list) => list.map((o) => o.name).join(document.documentElement.lang === "en" ? ", " : "、");
  const text = who.length ? words.is_writing.replace("{names}", names(who)) : others.length ? words.is_here.replace("{names}", names(others)) : "";
  if (place && place.textContent !== text) place.textContent = text;
}
setInterval(tellHere, beat);
addEventListener("pagehide", () => {
  const id = body.dataset.case;
  if (id) navigator.sendBeacon(at(id), new URLSearchParams({ leaves: "1" }));
});
