/**
 * `<cordee-push data-key="…">`: asks the browser to show what is pushed, and tells the server of this device.
 *
 * Of its parts, marked with `data-when`, the one that fits shows: `can` (the button), `blocked`, `home` (a telephone that
 * wants the site on its home screen first), `cannot`.
 */
import { ask, Refused } from "../../api";
import { notice } from "../../behaviours/notices";
import { bytes, digest } from "./keys";

const WORKER = "/service-worker.js";

class Push extends HTMLElement {
  connectedCallback(): void {
    this.querySelector("button")?.addEventListener("click", (event) => {
      const button = event.currentTarget as HTMLButtonElement;
      button.disabled = true;
      void this.begin().finally(() => (button.disabled = false));
    });
    void this.look();
  }

  private async look(): Promise<void> {
    const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    if (!able) return this.show(/iPhone|iPad/.test(navigator.userAgent) ? "home" : "cannot");
    if (Notification.permission === "denied") return this.show("blocked");
    const registration = await navigator.serviceWorker.getRegistration("/");
    const known = await registration?.pushManager.getSubscription();
    const here = known && document.querySelector<HTMLElement>(`[data-device="${await digest(known.endpoint)}"]`);
    if (here) here.hidden = false;
    else this.show("can");
  }

  private show(wanted: string): void {
    for (const part of this.querySelectorAll<HTMLElement>("[data-when]")) part.hidden = part.dataset.when !== wanted;
  }

  private async begin(): Promise<void> {
    if ((await Notification.requestPermission()) !== "granted") return void this.look();
    try {
      const device = await this.subscription();
      const { endpoint, keys } = device.toJSON();
      await ask("/me/devices", { method: "POST", body: { endpoint, p256dh: keys?.p256dh, auth: keys?.auth } });
      location.reload();
    } catch (error) {
      notice((error instanceof Refused && error.message) || (this.dataset.failed ?? ""));
    }
  }

  /** This browser's; one that was made for another key is of no use any more. */
  private async subscription(): Promise<PushSubscription> {
    await navigator.serviceWorker.register(WORKER);
    const { pushManager } = await navigator.serviceWorker.ready;
    const key = bytes(this.dataset.key ?? "");
    const known = await pushManager.getSubscription();
    const same = known && String(new Uint8Array(known.options.applicationServerKey ?? new ArrayBuffer(0))) === String(key);
    if (same) return known;
    await known?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }
}

customElements.define("cordee-push", Push);
