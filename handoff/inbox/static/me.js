// Lets this browser be told: asks for leave, and subscribes where the town pushes.
const box = document.querySelector("#device"), button = box?.querySelector("button"), said = box?.querySelector("output");
const key = box?.dataset.key;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const same = (subscription) => {
  const made = subscription?.options.applicationServerKey;
  return made && String(new Uint8Array(made)) === String(bytes(key));
};

async function keep(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  const r = await fetch("/inbox/me/devices", { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ endpoint, ...keys }) });
  if (!r.ok) throw new Error((await r.json()).error);
}

async function subscribe() {
  const worker = await navigator.serviceWorker.register("/inbox/worker.js", { scope: "/inbox" });
  await navigator.serviceWorker.ready;
  let now = await worker.pushManager.getSubscription();
  if (now && !same(now)) { // made with a key the town has no more
    await now.unsubscribe();
    now = null;
  }
  await keep(now ?? await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) }));
}

if (box) {
  box.hidden = false;
  const can = "Notification" in window;
  if (!can) said.textContent = box.dataset.none;
  else if (Notification.permission === "denied") said.textContent = box.dataset.denied;
  else button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    try {
      if (await Notification.requestPermission() !== "granted") {
        said.textContent = box.dataset.denied;
        return;
      }
      if (key && navigator.serviceWorker && "PushManager" in window) {
        await subscribe();
        location.assign("/inbox/me#notices");
        location.reload();
        return;
      }
      said.textContent = box.dataset.page;
    } catch {
      said.textContent = box.dataset.unreachable;
    } finally {
      button.disabled = false;
    }
  });
}
