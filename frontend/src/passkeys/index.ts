/** Asks the browser for a passkey and sends what it answers with the form; or says why nothing came. */
import {
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  sendSignal,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

import { words } from "./words";

interface Options {
  publicKey: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
}

/** The browser's window for this form; one that is open for another is closed by it. */
export async function ask(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector("button");
  if (button) button.disabled = true;
  say(form, "");
  try {
    const { publicKey } = await options(form);
    const isNew = form.dataset.passkey === "new";
    send(form, await (isNew ? startRegistration : startAuthentication)({ optionsJSON: publicKey }));
  } catch (error) {
    say(form, words(form, error));
    if ("passkeyQuietly" in form.dataset) void offer(form);
  } finally {
    if (button) button.disabled = false;
  }
}

/** The browser offers passkeys where it offers passwords, in the field of the address. Silent when nothing comes. */
export async function offer(form: HTMLFormElement): Promise<void> {
  try {
    if (!(await browserSupportsWebAuthnAutofill())) return;
    const { publicKey } = await options(form);
    send(form, await startAuthentication({ optionsJSON: publicKey, useBrowserAutofill: true }));
  } catch {
    // The button says what is wrong to whoever presses it.
  }
}

/** Tells the browser which passkeys are still good here, so that it does not offer those that were removed. */
export async function keepOnly(accepted: string): Promise<void> {
  try {
    await sendSignal({ signalName: "allAcceptedCredentials", ...JSON.parse(accepted) });
  } catch {
    // Not every browser listens.
  }
}

/** What the server asks for: in the form, or fetched, so that a page that is only looked at costs no challenge. */
async function options(form: HTMLFormElement): Promise<Options> {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (answer.redirected) location.assign(answer.url); // signed in meanwhile, in another tab
  return (await answer.json()).request_options;
}

function send(form: HTMLFormElement, credential: object): void {
  const field = form.querySelector<HTMLInputElement>("[name=credential]");
  if (field) field.value = JSON.stringify(credential);
  form.submit();
}

function say(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>("[data-said]");
  if (!place) return;
  place.querySelector("span")!.textContent = text;
  place.hidden = !text;
}
