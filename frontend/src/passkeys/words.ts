/** Which sentence of the form tells what went wrong; the sentences come with the page, in its language. */

const SENTENCES: Record<string, string> = {
  NotAllowedError: "cancelled", // closed, or out of time: browsers do not say which
  AbortError: "cancelled",
  InvalidStateError: "known",
  SecurityError: "address",
  NotSupportedError: "unable",
  ConstraintError: "unable",
};

export function words(form: HTMLElement, error: unknown): string {
  const { name } = Object(error) as { name?: string };
  return form.dataset[SENTENCES[name ?? ""] ?? "failed"] ?? "";
}
