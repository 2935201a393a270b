// Asks to sign in again where the session is over, and goes on with what was begun.
import { $, $$, body } from "./ask.js";

const dialog = $("#again");
const afterSignIn = new Set();

// afterEach is done each time somebody signed in again, before anything else may be lost.
export const afterEach = new Set();

// signInAgain asks to sign in where one is; then goes on with what was begun. What goes on by
// itself (drafts, beats) takes nobody away from what they write: a bar tells, and opens the dialog.
export function signInAgain(then, byItself) {
  afterSignIn.add(then);
  if (byItself) $("#ended").hidden = false;
  else if (!dialog.open) dialog.showModal();
}

dialog.addEventListener("cancel", () => afterSignIn.clear()); // what was given up does not go out later

// goOn goes on after somebody signed in.
export function goOn() {
  const ended = $("#ended");
  dialog.close();
  if (ended.contains(document.activeElement)) $$("#composer textarea").find((t) => t.checkVisibility())?.focus();
  ended.hidden = true;
  dispatchEvent(new Event("online")); // the stream comes back, and what waits goes
  const all = new Set([...afterSignIn, ...afterEach]);
  afterSignIn.clear();
  for (const f of all) f();
}

// The town's provider is visited in a window beside: nothing typed here is left.
new BroadcastChannel("signed-in").onmessage = (e) => { if (dialog.open && e.data === body.dataset.login) goOn(); };
