// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ask, Refused } from "./api";

describe("a call of the API", () => {
  let sent: { path: string; init: RequestInit }[];
  let answer: Response;

  beforeEach(() => {
    sent = [];
    document.body.innerHTML = '<input name="csrfmiddlewaretoken" value="secret">';
    vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
      sent.push({ path, init });
      return answer;
    });
  });

  afterEach(() => vi.unstubAllGlobals());

  it("reads without the page's token", async () => {
    answer = Response.json({ unread: 3 });
    expect(await ask("/me/notifications/count")).toEqual({ unread: 3 });
    expect(sent[0]!.path).toBe("/api/v1/me/notifications/count");
    expect(sent[0]!.init.headers).toEqual({ Accept: "application/json" });
  });

  it("writes JSON with it, and knows an empty answer", async () => {
    answer = new Response(null, { status: 204 });
    expect(await ask("/drafts/x", { method: "PUT", body: { version: 1 }, keepalive: true })).toBeNull();
    expect(sent[0]!.init).toMatchObject({ body: '{"version":1}', keepalive: true });
    expect(sent[0]!.init.headers).toMatchObject({ "X-CSRFToken": "secret", "Content-Type": "application/json" });
  });

  it("leaves the type of a form with files to the browser", async () => {
    answer = Response.json({ url: "/media/a.webp" });
    const body = new FormData();
    await ask("/spaces/s/images", { method: "POST", body });
    expect(sent[0]!.init.body).toBe(body);
    expect(sent[0]!.init.headers).not.toHaveProperty("Content-Type");
  });

  it.each([
    [409, { detail: "Changed elsewhere.", type: "/problems/stale" }, "Changed elsewhere.", "stale"],
    [401, { detail: "Sign in, or send a token.", type: "/problems/unauthenticated" }, "", "unauthenticated"],
    [502, null, "", ""],
  ])("refused with %i says why in words for people", async (status, told, message, code) => {
    answer = told ? Response.json(told, { status }) : new Response("<html>", { status });
    const refused = await ask("/x").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ status, message, code });
  });
});
