// Single keys do what buttons do. They never fire while somebody writes, chooses or
// composes a character, and can be switched off.
import { $, $$, body, on } from "./ask.js";
import { beginCommands } from "./commands.js";
import { choose, chooseNone } from "./several.js";

const writing = "input,textarea,select,[contenteditable]";
const off = "keys-off";

// show opens a form of the case pane, as a drawer where the pane is one.
function show(id) {
  const fold = document.getElementById(id), pane = $("#case");
  if (!fold) return;
  if (getComputedStyle(pane).display === "none") pane.showPopover();
  fold.open = true;
  fold.scrollIntoView({ block: "nearest" });
  $(`${id === "close" ? "" : "select,"}textarea,input:not([type=hidden]),button`, fold)?.focus(); // of closing the words come first
}

function write(mode) {
  const radio = $(`#composer input[name=mode][value=${mode}]:not(:disabled)`);
  if (!radio) return;
  radio.checked = true;
  $(`#composer form.${mode} textarea`).focus();
}

function move(by) {
  const rows = $$("#rows > li > a");
  if (!rows.length) return;
  let at = rows.indexOf(document.activeElement);
  if (at < 0) at = rows.findIndex((a) => a.hasAttribute("aria-current"));
  const to = at < 0 ? rows[0] : rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  to.focus();
  to.scrollIntoView({ block: "nearest" });
}

const focusedBox = () => (document.activeElement?.closest?.("#rows > li") ?? $("#rows > li:has([aria-current])"))?.querySelector(".pick input");

export function keys({ go, listAddress }) {
  on("show", (e) => show(e.detail));
  const single = $("#single");
  single.checked = !localStorage.getItem(off);
  single.addEventListener("change", () => (single.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "1")));
  on("click", (e) => {
    const opener = e.target.closest("a[data-show],button[data-show]");
    if (!opener) return;
    e.preventDefault();
    show(opener.dataset.show);
  });
  on("change", (e) => {
    if (e.target.name === "mode") $(`#composer form.${e.target.value} textarea`)?.focus();
  });
  on("keydown", (e) => {
    if (e.isComposing || e.keyCode === 229) return;
    const area = e.target.closest?.("textarea");
    if (area && e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      return area.form.requestSubmit();
    }
    if (e.ctrlKey || e.metaKey || e.altKey || $("dialog[open]")) return;
    if (e.key === "Escape" && !$(":popover-open")) {
      if (e.target.closest?.(writing)) return e.target.blur();
      if (chooseNone()) return;
      if (body.classList.contains("reading")) go(listAddress());
      return;
    }
    if (e.target.closest?.(writing) || !single.checked) return;
    if (press(e.key)) e.preventDefault();
  });

  // press does what a key does; false for one that does nothing.
  function press(key) {
    const does = {
      j: () => move(1), k: () => move(-1),
      c: () => $("form[data-act=claim]:not(:has([name=force]))")?.requestSubmit(),
      r: () => write("reply"), n: () => write("note"), e: () => show("close"), u: () => show("release"), a: () => show("pass"), m: () => show("merge"), l: () => show("label"), s: () => show("aside"),
      E: () => {
        show("close");
        const form = $("#close form");
        if (form) form.dataset.next = "1";
      },
      N: () => $("#next").requestSubmit(),
      x: () => focusedBox() && choose(focusedBox()), X: () => focusedBox() && choose(focusedBox(), true, true),
      z: () => ($("#toast:not([hidden]) [data-undo]") ?? $(".held form[data-act=takeback] button"))?.click(),
      g: () => category(), "/": () => $("#search input[type=search]").focus(), "?": () => $("#keys").showModal(),
    }[key];
    does?.();
    return !!does;
  }
  beginCommands({ press, show, go });
}

function category() {
  const select = $("#category"), pane = $("#case");
  if (!select) return;
  if (getComputedStyle(pane).display === "none") pane.showPopover();
  select.focus();
  try {
    select.showPicker();
  } catch { /* older browsers: the focus must do */ }
}
