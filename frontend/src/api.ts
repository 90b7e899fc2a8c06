/** The product's own calls of its API: from the same site, with the session's cookie and the page's CSRF token. */

const ROOT = "/api/v1";

/** What the API said against a call. Its message can be shown; it has none for who was signed out meanwhile. */
export class Refused extends Error {
  readonly status: number;
  /** The problem's own name, as `stale`. */
  readonly code: string;

  constructor(status: number, message = "", code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }
}

interface Asked {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** A `FormData` goes as it is, anything else as JSON. */
  body?: unknown;
  /** For a page that goes away. */
  keepalive?: boolean;
  signal?: AbortSignal;
}

/** What the API answers at a path, null when it has nothing to say. Throws `Refused`, and what fetch throws without a network. */
export async function ask<Told>(path: string, { method = "GET", body, ...asked }: Asked = {}): Promise<Told> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = token();
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const sent = body === undefined || form ? body : JSON.stringify(body);
  const response = await fetch(ROOT + path, { method, headers, body: sent as BodyInit | undefined, ...asked });
  const told: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return told as Told;
  const { detail = "", type = "" } = (told ?? {}) as { detail?: string; type?: string };
  throw new Refused(response.status, response.status === 401 ? "" : detail, type.slice(type.lastIndexOf("/") + 1));
}

function token(): string {
  return document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
}
