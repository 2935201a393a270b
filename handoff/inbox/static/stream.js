// Follows what changes. The cursor of the last event is kept: whatever happened while
// the line was cut is told when it is back.
import { $ } from "./ask.js";
import { wanted } from "./notify.js";

const offline = $("#offline");
let wait = 1000, later;

export function follow(cursor, changed, reload, back, tell) {
  let last = cursor, warn;
  const open = () => {
    const stream = new EventSource("/inbox/stream?since=" + encodeURIComponent(last) + (wanted() ? "&news=1" : ""));
    stream.onopen = () => {
      wait = 1000;
      clearTimeout(warn);
      warn = undefined;
      back();
      if (!offline.hidden) {
        offline.hidden = true;
        reload();
      }
    };
    stream.addEventListener("changed", (e) => {
      last = e.lastEventId || last;
      changed(JSON.parse(e.data));
    });
    stream.addEventListener("news", (e) => tell(JSON.parse(e.data)));
    stream.addEventListener("reload", () => {
      stream.close();
      location.reload();
    });
    stream.onerror = () => {
      stream.close();
      warn ??= setTimeout(() => { offline.hidden = false; }, 700);
      later = setTimeout(() => {
        later = undefined;
        reload(); // says so if the session has ended
        open();
      }, wait * (0.7 + 0.6 * Math.random()));
      wait = Math.min(wait * 2, 30_000);
    };
  };
  open();
  addEventListener("online", () => {
    wait = 1000;
    if (!later) return;
    clearTimeout(later);
    later = undefined;
    open();
  });
}
