// The inbox's module. A page is whole without it; with it, the same pages are put in
// place of one another. It draws nothing of its own.
import { $, body, closeDrawers, on, post } from "./ask.js";
import { follow } from "./stream.js";
import { put, atEnd, toEnd } from "./place.js";
import { begin, keepDrafts, say } from "./forms.js";
import { signInAgain } from "./again.js";
import { beginWaiting, sendWaiting } from "./waits.js";
import { keys } from "./keys.js";
import { markRows, markTalk, sawTalk } from "./unread.js";
import { beginSeveral, markChosen } from "./several.js";
import { beginMentions } from "./mention.js";
import { tellHere } from "./here.js";
import { beginNotify, tell } from "./notify.js";

document.documentElement.classList.add("js");
let trip = 0; // pages gone to so far: what was asked for before the latest is not shown
let scrolled = new Map(); // where each list was left
let shown = location.href; // the page before the eyes

const listOf = (url) => {
  const q = new URLSearchParams(url.search);
  q.delete("lines");
  q.delete("line");
  return q.toString();
};
const listAddress = () => "/inbox" + (listOf(location) ? "?" + listOf(location) : "");

// read asks for a page; null when there is none to show, or one went elsewhere. Where the session
// has ended, what was asked for goes on after signing in; without it nobody had asked.
async function read(address, asked) {
  const mine = trip;
  const r = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await r.text(), "text/html");
  if (mine !== trip) return null;
  if (page.querySelector("body.app")) return page;
  if (page.querySelector("input[type=password]")) {
    signInAgain(asked ?? renew, !asked);
    return null;
  }
  return page;
}

const renew = () => refresh(true);

// go shows another page, as a link would.
async function go(address, { push = true } = {}) {
  const to = new URL(address, location.href);
  const list = $("#rows");
  const before = listOf(location), left = body.dataset.case;
  scrolled.set(before, list?.scrollTop ?? 0);
  trip++;
  let page;
  try {
    page = await read(to.href, () => go(address, { push }));
  } catch { // the line is cut: what is before the eyes stays
    if (!push) history.pushState(null, "", shown);
    return say($("#offline b").textContent);
  }
  if (!page) return;
  if (!page.querySelector("body.app")) {
    location.assign(to.href);
    return;
  }
  if (push && to.href !== location.href) history.pushState(null, "", to.href);
  shown = to.href;
  closeDrawers();
  const same = before === listOf(to);
  put(page, { live: false, list: same });
  if (!same || !body.classList.contains("reading")) $("#rows").scrollTop = scrolled.get(listOf(to)) ?? 0;
  if (left && !body.dataset.case && document.activeElement === body) $(`#rows > li[data-key="${CSS.escape(left)}"] a`)?.focus({ preventScroll: true }); // keys go on from there
  arrive();
}

// arrive does what a new page needs: marks, the place to read on from.
function arrive() {
  markRows();
  markChosen();
  tellHere();
  keepDrafts();
  const first = markTalk();
  const line = /^#line-\d+$/.test(location.hash) && $(location.hash);
  if (line) {
    const fold = line.closest("details");
    if (fold) fold.open = true;
    line.classList.add("sought");
    line.scrollIntoView({ block: "center" });
  }
  else if (first) first.scrollIntoView({ block: "start" });
  else toEnd();
  sawTalk();
  ended = atEnd();
  room.disconnect();
  if ($("#talk")) room.observe($("#talk"));
}

// Where the end of the talk was in sight it stays so when the composer or a keyboard takes its room.
let ended = false;
const room = new ResizeObserver(() => { if (ended) toEnd(); });
on("scroll", (e) => { if (e.target.id === "talk") ended = atEnd(); }, true);

// refresh asks for this page again and puts in place what is new. Pages are asked for
// one after the other, never faster than a few times a second.
let running = false, again = false, wholeAgain = false, acts = 0;
async function refresh(whole) {
  if (running) {
    again = true;
    wholeAgain ||= whole;
    return;
  }
  running = true;
  try {
    const open = body.dataset.case, here = location.href, mine = acts;
    const page = await read(whole || !open ? location.href : listAddress());
    if (here !== location.href || mine !== acts) { // went elsewhere, or did something: that page may be older
      again = true;
      wholeAgain ||= whole;
    }
    else if (page?.querySelector("body.app")) {
      const end = atEnd();
      put(page, { live: true, list: true });
      keepDrafts();
      markRows();
      markChosen();
      if (whole && open) {
        if (end) {
          toEnd();
          sawTalk();
        } else markTalk();
      }
    }
  } catch {
    // The stream notices that the server cannot be reached, and asks again.
  } finally {
    setTimeout(() => {
      running = false;
      if (!again) return;
      const next = wholeAgain;
      again = wholeAgain = false;
      refresh(next);
    }, 150);
  }
}

on("click", (e) => {
  if (e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  if (e.target.closest("#pill")) {
    put(null, { live: false, list: false });
    markRows();
    markChosen();
    $("#rows").scrollTop = 0;
    return;
  }
  const opener = e.target.closest("[data-open]");
  if (opener) return document.getElementById(opener.dataset.open).showModal();
  const link = e.target.closest("a[href^='/inbox']");
  if (!link || link.closest("article") || link.target || "page" in link.dataset) return;
  e.preventDefault();
  if (link.dataset.key === "earlier") return older(link);
  go(link.href);
});
on("submit", (e) => {
  if (e.target.id === "next") {
    e.preventDefault();
    return takeNext(e.target);
  }
  if (!e.target.matches("#search,#narrow")) return;
  e.preventDefault();
  go("/inbox?" + new URLSearchParams([...new FormData(e.target)].filter(([, value]) => value)));
});
on("change", (e) => { if (e.target.form?.id === "narrow") e.target.form.requestSubmit(); });

// takeNext claims the most urgent case that waits and opens it, once.
async function takeNext(form) {
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  const answer = await post(form.action);
  if (answer.status === 401) signInAgain(() => takeNext(form));
  else if (answer.go) await go(answer.go);
  else say(answer.error);
  delete form.dataset.sending;
}

// older adds earlier lines of the talk above, and what is read stays where it is.
let olderRunning = false;
async function older(link) {
  if (olderRunning) return;
  olderRunning = true;
  try {
    const to = new URL(link.href);
    for (const [key, value] of new URLSearchParams(location.search)) if (key !== "lines" && key !== "line") to.searchParams.set(key, value);
    const page = await read(to.href, () => older(link));
    if (!page?.querySelector("body.app")) return;
    const talk = $("#talk"), fromEnd = talk.scrollHeight - talk.scrollTop;
    history.replaceState(null, "", shown = to.href);
    put(page, { live: true, list: true });
    talk.scrollTop = talk.scrollHeight - fromEnd;
    markRows();
    markChosen();
  } catch { /* the link is still there */ } finally {
    olderRunning = false;
  }
}
on("scroll", (e) => {
  if (e.target.id !== "talk" || e.target.scrollTop > 200) return;
  const link = e.target.querySelector(":scope > .more[data-key=earlier]");
  if (link) older(link);
}, true);
$("#find").addEventListener("click", () => {
  if (body.classList.contains("reading")) return go(listAddress()).then(() => $("#search input[type=search]").focus());
  $("#search input[type=search]").focus();
});
addEventListener("popstate", () => go(location.href, { push: false }));
on("error", (e) => {
  if (e.target.dataset?.lost) e.target.replaceWith(e.target.dataset.lost);
}, true);
on("load", (e) => {
  if (e.target.matches?.("#talk img") && atEnd(e.target.height + 160)) toEnd();
}, true);

begin((whole) => { acts++; return refresh(whole); }, () => { acts++; });
beginSeveral(refresh);
beginMentions();
beginNotify(go);
keys({ go, listAddress });
arrive();
beginWaiting((id) => refresh(id === body.dataset.case));
follow(body.dataset.cursor, (cases) => refresh(cases.some((c) => c.case === body.dataset.case)), renew, sendWaiting, tell);
setInterval(() => document.hidden || refresh(false), 60_000); // waiting times grow
