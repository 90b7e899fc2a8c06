// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { nextVersion, Shelf, verdict } from "./copies";
import { apply, collect, same } from "./fields";
import "./index";

function formOf(html: string): HTMLFormElement {
  document.body.innerHTML = `<form>${html}</form>`;
  return document.querySelector("form")!;
}

describe("the fields of a form", () => {
  const HTML = `
    <input type="hidden" name="csrfmiddlewaretoken" value="secret"><input type="password" name="password" value="x">
    <input type="file" name="attachment"><input name="title" value="Un titre"><textarea name="body">Des mots</textarea>
    <input type="radio" name="kind" value="tip"><input type="radio" name="kind" value="question" checked>
    <input type="checkbox" name="skills" value="a" checked><input type="checkbox" name="skills" value="b">
    <input type="checkbox" name="skills" value="c" checked><button name="undo" value="1">x</button>`;

  it("are texts by name, without passwords, files and hidden ones", () => {
    expect(collect(formOf(HTML))).toEqual({
      title: "Un titre",
      body: "Des mots",
      kind: "question",
      skills: "a,c",
    });
  });

  it("come back as they were, and say what changed", () => {
    const form = formOf(HTML);
    const changed: string[] = [];
    form.addEventListener("input", (event) => changed.push((event.target as HTMLInputElement).name));
    const fields = { title: "Un titre", body: "D'autres mots", kind: "tip", skills: "b", unknown: "x" };
    apply(form, fields);
    const { unknown: _, ...known } = fields;
    expect(collect(form)).toEqual(known);
    expect(changed).toEqual(["body"]);
  });

  it("are the same when an empty one is missing", () => {
    expect(same({ title: "", body: "a" }, { body: "a" })).toBe(true);
    expect(same({ body: "a" }, { body: "b" })).toBe(false);
  });
});

describe("which copy is the right one", () => {
  const copy = (version: number, sent: boolean) => ({ fields: {}, version, sent });

  it.each([
    ["nothing here", null, 0, "server"],
    ["nothing here, a draft there", null, 5, "server"],
    ["newer here", copy(6, false), 5, "device"],
    ["newer there", copy(4, true), 5, "server"],
    ["the same", copy(5, true), 5, "server"],
    ["never sent, nothing there", copy(5, false), 0, "device"],
    ["sent, and there no more", copy(5, true), 0, "over"],
  ] as const)("%s", (_, here, there, expected) => {
    expect(verdict(here, there)).toBe(expected);
  });

  it("versions grow even when the clock goes back", () => {
    expect(nextVersion(10, 20)).toBe(20);
    expect(nextVersion(20, 10)).toBe(21);
  });

  it("a spoilt copy is no copy", () => {
    localStorage.setItem("cordee:draft:p:x", '{"fields":{"body":3},"version":1,"sent":true}');
    expect(new Shelf("p", "x").read()).toBeNull();
    localStorage.setItem("cordee:draft:p:x", "{");
    expect(new Shelf("p", "x").read()).toBeNull();
  });
});

describe("<cordee-draft>", () => {
  let answers: (Response | Error)[];
  let asked: {
    method: string;
    body: { fields: Record<string, string>; version: number } | null;
    keepalive: boolean;
  }[];

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    localStorage.clear();
    answers = [];
    asked = [];
    vi.stubGlobal("fetch", async (_: string, init: RequestInit = {}) => {
      const body = init.body ? JSON.parse(String(init.body)) : null;
      asked.push({ method: init.method ?? "GET", body, keepalive: init.keepalive ?? false });
      const answer = answers.shift() ?? (body ? Response.json(body) : new Response(null, { status: 204 }));
      if (answer instanceof Error) throw answer;
      return answer;
    });
  });

  afterEach(() => {
    document.body.replaceChildren();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function page(
    version: string,
    form = '<form><textarea name="body"></textarea><output></output></form>',
  ): void {
    document.body.innerHTML = `<cordee-draft data-place="new" data-person="p" data-version="${version}"
      data-text-saved="gardé" data-text-offline="ici" data-text-restored="revenu" data-text-discard="jeter">${form}</cordee-draft>`;
  }

  const body = () => document.querySelector("textarea")!;
  const state = () => document.querySelector("output")!.textContent;
  const stored = () => new Shelf("p", "new").read();

  async function write(text: string): Promise<void> {
    body().value = text;
    body().dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(600);
  }

  it("keeps what is written, here and there", async () => {
    page("0");
    await write("bonjour");
    expect(asked).toEqual([
      { method: "PUT", body: { fields: { body: "bonjour" }, version: 1_000_500 }, keepalive: false },
    ]);
    expect(stored()).toEqual({ fields: { body: "bonjour" }, version: 1_000_500, sent: true });
    expect(state()).toBe("gardé");
  });

  it("keeps it here without a network, and sends it when that is back", async () => {
    page("0");
    answers = [new TypeError("offline")];
    await write("bonjour");
    expect(state()).toBe("ici");
    expect(stored()?.sent).toBe(false);
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(stored()?.sent).toBe(true);
    expect(state()).toBe("gardé");
  });

  it("brings back what the server never had", async () => {
    new Shelf("p", "new").write({ fields: { body: "perdu ?" }, version: 7, sent: false });
    page("0");
    expect(body().value).toBe("perdu ?");
    expect(state()).toBe("revenu");
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.map((one) => one.body?.version)).toEqual([7]);
  });

  it("forgets what was published", () => {
    new Shelf("p", "new").write({ fields: { body: "publié" }, version: 7, sent: true });
    page("0");
    expect(body().value).toBe("");
    expect(stored()).toBeNull();
  });

  it("asks a server that has not looked, once somebody comes to write", async () => {
    page("");
    expect(asked).toEqual([]);
    answers = [Response.json({ fields: { body: "d'ailleurs" }, version: 9 })];
    body().dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(0);
    expect(body().value).toBe("d'ailleurs");
  });

  it("throws it away when asked", async () => {
    new Shelf("p", "new").write({ fields: { body: "à jeter" }, version: 7, sent: false });
    page("0");
    await vi.advanceTimersByTimeAsync(0);
    document.querySelector<HTMLButtonElement>(".draft-discard")!.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.at(-1)?.method).toBe("DELETE");
    expect(body().value).toBe("");
    expect(stored()).toBeNull();
  });

  it("says its last word when the page goes away within the pause", async () => {
    page("0");
    body().value = "vite";
    body().dispatchEvent(new Event("input", { bubbles: true }));
    dispatchEvent(new Event("pagehide"));
    expect(asked).toMatchObject([{ method: "PUT", body: { fields: { body: "vite" } }, keepalive: true }]);
    expect(stored()?.fields).toEqual({ body: "vite" });
  });

  it("is over when HTMX published, and only then", async () => {
    page("0", '<form hx-post="/r/"><textarea name="body"></textarea><output></output></form>');
    await write("réponse");
    const answered = (status: number): void => {
      const elt = document.querySelector("form")!;
      elt.dispatchEvent(
        new CustomEvent("htmx:afterRequest", {
          bubbles: true,
          detail: { elt, xhr: { status }, successful: true },
        }),
      );
    };
    answered(422);
    expect(stored()?.fields).toEqual({ body: "réponse" });
    answered(201);
    expect(stored()).toBeNull();
  });

  it("leaves nothing on the device of who signs out, except what the server lacks", () => {
    new Shelf("p", "kept").write({ fields: { body: "envoyé" }, version: 1, sent: true });
    new Shelf("p", "new").write({ fields: { body: "pas encore" }, version: 2, sent: false });
    localStorage.setItem("other", "x");
    document.body.innerHTML = '<form action="/sign-out/" method="post"></form>';
    document.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(Object.keys(localStorage).sort()).toEqual(["cordee:draft:p:new", "other"]);
  });
});
