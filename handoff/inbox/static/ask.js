// What the modules share: the pieces of the page and its words, and how the server is told.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const on = (type, then, capture) => document.addEventListener(type, then, capture);
export const body = document.body;
export const words = JSON.parse($("#words").textContent);

// post tells the server something and gives what it answers; status 0 where the line is cut.
export async function post(address, body, more) {
  let r;
  try {
    r = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body, ...more });
    return { ...await r.json(), status: r.status, ok: r.ok };
  } catch {
    return { status: r?.status ?? 0, ok: r?.ok, error: words.err_network };
  }
}

// newKey names an act: it is done once, however often it is sent.
export const newKey = () => crypto.randomUUID?.() ?? String(Math.random()).slice(2);

export const closeDrawers = () => $$(":popover-open").forEach((d) => d.hidePopover());
