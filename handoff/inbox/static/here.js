// Who else has the case open: told to the server every few seconds while the page is in
// front, and gone by itself when the beats stop.
const beat = 4000;
const words = JSON.parse(document.querySelector("#words").textContent);
let wrote = 0;
document.addEventListener("input", (e) => { if (e.target.closest("form.reply")) wrote = Date.now(); });

const at = (id) => `/inbox/cases/${encodeURIComponent(id)}/here`;

export async function tellHere() {
  const id = document.body.dataset.case;
  if (!id || document.hidden) return;
  try {
    const r = await fetch(at(id), { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ writing: Date.now() - wrote < 8000 ? "1" : "" }) });
    if (!r.ok || id !== document.body.dataset.case) return;
    const { others } = await r.json();
    const place = document.querySelector("#others"), writing = others.filter((o) => o.writing);
    const names = (list) => list.map((o) => o.name).join("、");
    const text = writing.length ? words.is_writing.replace("{names}", names(writing)) : others.length ? words.is_here.replace("{names}", names(others)) : "";
    if (place && place.textContent !== text) place.textContent = text;
  } catch { /* told again at the next beat */ }
}
setInterval(tellHere, beat);
addEventListener("pagehide", () => {
  const id = document.body.dataset.case;
  if (id) navigator.sendBeacon(at(id), new URLSearchParams({ leaves: "1" }));
});
