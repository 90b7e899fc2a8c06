/** What runs when no page is open: shows what is pushed, and opens it. It answers no request and keeps no page. */

interface Told {
  title: string;
  body: string;
  url: string;
  tag: string;
  lang: string;
}

interface Window {
  url: string;
  focus(): Promise<Window>;
  navigate(url: string): Promise<Window | null>;
}

interface Moment extends Event {
  waitUntil(done: Promise<unknown>): void;
}

const worker = self as unknown as {
  addEventListener(type: string, listener: (event: never) => void): void;
  skipWaiting(): Promise<void>;
  location: Location;
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<Window[]>;
    openWindow(url: string): Promise<Window | null>;
  };
};

worker.addEventListener("install", () => void worker.skipWaiting());

worker.addEventListener("push", (event: Moment & { data: { json(): Told } | null }) => {
  if (!event.data) return;
  const { title, body, url, tag, lang } = event.data.json();
  event.waitUntil(
    worker.registration.showNotification(title, {
      body,
      tag,
      lang,
      icon: "/static/cordee.svg",
      data: url,
    }),
  );
});

worker.addEventListener("notificationclick", (event: Moment & { notification: Notification }) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data)));
});

/** In a window of ours that is open already, else in a new one; never another site. */
async function open(path: string): Promise<void> {
  const target = new URL(path, worker.location.origin);
  if (target.origin !== worker.location.origin) return;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const one of windows) {
    const moved = await one.navigate(target.href).catch(() => null);
    if (moved) return void (await moved.focus());
  }
  await worker.clients.openWindow(target.href);
}
