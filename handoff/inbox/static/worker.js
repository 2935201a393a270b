// Shows notifications while no page of the inbox is open, and leads to the case they are
// about. What they say was written by the server; it holds no resident's words.
addEventListener("push", (e) => {
  let n = {};
  try {
    n = e.data.json();
  } catch { /* one that cannot be read is shown without words: browsers insist on showing */ }
  e.waitUntil(registration.showNotification(n.case || "代", {
    body: n.text ?? "", tag: n.case || "frontdoor", renotify: !!n.urgent, requireInteraction: !!n.urgent, icon: "/inbox/static/icon.svg", data: { case: n.case },
  }));
});

addEventListener("notificationclick", (e) => {
  e.notification.close();
  const id = e.notification.data?.case, to = id ? "/inbox/cases/" + encodeURIComponent(id) : "/inbox";
  e.waitUntil((async () => {
    const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = open.find((c) => /^\/inbox($|\/($|cases\/))/.test(new URL(c.url).pathname));
    if (!page) return clients.openWindow(to);
    page.postMessage({ go: to });
    return page.focus();
  })());
});

addEventListener("pushsubscriptionchange", (e) => {
  if (!e.oldSubscription) return;
  e.waitUntil(registration.pushManager.subscribe(e.oldSubscription.options).then((s) => {
    const { endpoint, keys } = s.toJSON();
    return fetch("/inbox/me/devices", { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ endpoint, ...keys }) });
  }));
});
