// Tells an agent who looks elsewhere, as long as a page of the inbox is open.
import { on } from "./ask.js";
export const wanted = () => "Notification" in window && Notification.permission === "granted";

// tell shows news; several of one case take the place of one another.
export async function tell(news) {
  if (!wanted() || (!document.hidden && document.hasFocus())) return;
  const worker = await navigator.serviceWorker?.getRegistration("/inbox").catch(() => null);
  for (const n of news) {
    const how = { body: n.text, tag: n.case, renotify: !!n.urgent, requireInteraction: !!n.urgent, icon: "/inbox/static/icon.svg", data: { case: n.case } };
    if (worker?.active) {
      await worker.showNotification(n.case, how);
      continue;
    }
    try {
      const shown = new Notification(n.case, how);
      shown.onclick = () => {
        shown.close();
        focus();
        dispatchEvent(new CustomEvent("notice", { detail: "/inbox/cases/" + n.case }));
      };
    } catch { /* phones show them by the worker only */ }
  }
}

export function beginNotify(go) {
  addEventListener("notice", (e) => go(e.detail));
  navigator.serviceWorker?.addEventListener("message", (e) => {
    if (typeof e.data?.go === "string" && e.data.go.startsWith("/inbox")) go(e.data.go);
  });
  on("submit", async (e) => {
    const form = e.target;
    if (!form.matches("form[action='/inbox/sign-out']") || !navigator.serviceWorker) return;
    e.preventDefault();
    const worker = await navigator.serviceWorker.getRegistration("/inbox").catch(() => null);
    const device = await worker?.pushManager?.getSubscription().catch(() => null);
    if (device) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "device";
      field.value = device.endpoint;
      form.append(field);
      await Promise.race([device.unsubscribe(), new Promise((r) => setTimeout(r, 1000))]).catch(() => {});
    }
    form.submit();
  });
}
