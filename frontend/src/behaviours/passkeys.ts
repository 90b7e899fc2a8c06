/** Passkeys: what needs one shows where the browser can use one; the rest is loaded where it is needed. */

const NUMBERS = /^[\d.]+$|^\[/; // passkeys hold to a name: an address of numbers has none

function show(parts: string, shown: boolean): void {
  for (const part of document.querySelectorAll<HTMLElement>(parts)) part.hidden = !shown;
}

if ("PublicKeyCredential" in window && !NUMBERS.test(location.hostname)) {
  show("[data-without-passkeys]", false);
  show("[data-with-passkeys]", true);
  const forms = document.querySelectorAll<HTMLFormElement>("form[data-passkey]");
  const accepted = document.querySelector<HTMLElement>("[data-passkeys-accepted]");
  // Loaded before the click: a browser shows its window only soon after one.
  const loaded = forms.length || accepted ? import("../passkeys") : undefined;
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void loaded?.then(({ ask }) => ask(form));
    });
    if ("passkeyQuietly" in form.dataset) void loaded?.then(({ offer }) => offer(form));
  }
  if (accepted) void loaded?.then(({ keepOnly }) => keepOnly(accepted.dataset.passkeysAccepted ?? ""));
}

export {};
