// Ctrl+K (⌘+K) opens the list of all that the page can do; what cannot be done now is not
// in it. Walked by the arrows, done by Enter; an input method's Enter chooses characters.
import { $, on } from "./ask.js";
const box = () => $("#commands");
const shown = () => [...box().querySelectorAll("li:not([hidden])")];

export function beginCommands({ press, show, go }) {
  const dialog = box(), find = dialog.querySelector("input");

  function narrow() {
    const words = find.value.trim().toLowerCase().split(/\s+/);
    for (const li of dialog.querySelectorAll("li")) {
      const text = (li.textContent + " " + li.dataset.also).toLowerCase(), needs = li.dataset.needs;
      li.hidden = (needs && !$(needs)) || !words.every((w) => text.includes(w));
    }
    mark(shown()[0]);
  }

  function mark(li) {
    for (const other of dialog.querySelectorAll("[aria-selected]")) other.removeAttribute("aria-selected");
    find.setAttribute("aria-activedescendant", li?.id ?? "");
    li?.setAttribute("aria-selected", "true");
    li?.scrollIntoView({ block: "nearest" });
  }

  function does(li) {
    if (!li) return;
    dialog.close();
    const { press: key, show: form, click, href } = li.dataset;
    if (key) return press(key);
    if (form) return show(form);
    if (href) return href.startsWith("/inbox?") ? go(href) : location.assign(href);
    const button = $(click);
    if (button?.matches("select,input")) {
      if (getComputedStyle($("#case")).display === "none") $("#case").showPopover();
      return button.focus();
    }
    button?.click();
  }

  on("keydown", (e) => {
    if (e.isComposing || e.keyCode === 229) return;
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") {
      e.preventDefault();
      if (dialog.open) return dialog.close();
      if ($("dialog[open]")) return;
      find.value = "";
      dialog.showModal();
      return narrow();
    }
    if (!dialog.open) return;
    const all = shown(), at = all.findIndex((li) => li.hasAttribute("aria-selected"));
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      mark(all[(at + (e.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
    } else if (e.key === "Enter") {
      e.preventDefault();
      does(all[at]);
    } else if (e.key === "Escape") { // of what was typed, too: browsers would clear it first
      e.preventDefault();
      dialog.close();
    }
  });
  find.addEventListener("input", narrow);
  dialog.addEventListener("click", (e) => {
    if (e.target === dialog) dialog.close();
    does(e.target.closest("li"));
  });
}
