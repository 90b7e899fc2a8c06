// @vitest-environment jsdom
import { getSchema } from "@tiptap/core";
import { DOMParser as DOMParserOf } from "@tiptap/pm/model";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { offsetOf, positionOf } from "./caret";
import type { CordeeEditor } from "./index";
import "./index";
import { markdownOf } from "./markdown";
import { bareAddress } from "./markdown/addresses";
import { askedBy, offersFor } from "./offers";
import { extensions } from "./schema";

describe("what asks for people and skills", () => {
  it.each([
    ["merci @nad", { sign: "@", query: "nad" }],
    ["(@Élo", { sign: "@", query: "Élo" }],
    ["voir #animer-une", { sign: "#", query: "animer-une" }],
    ["merci @", null],
    ["nadia@example", null],
    ["https://example.org/#haut", null],
    ["merci @nadia ", null],
    ["## titre", null],
  ])("%j", (words, expected) => {
    expect(askedBy(words)).toEqual(expected);
  });

  it("is asked of the API", async () => {
    const answers: Record<string, unknown> = {
      "/api/v1/people-called?q=na": [
        { handle: "nadia", name: "Nadia", headline: "Formatrice", avatar_url: "/a.svg" },
        { handle: "naim", name: "Naïm", headline: "", avatar_url: null },
      ],
      "/api/v1/skills?q=%C3%A9c": { items: [{ slug: "ecoute", name: "Écoute active" }], next: null },
    };
    vi.stubGlobal("fetch", async (path: string) => Response.json(answers[path]));
    expect(await offersFor({ sign: "@", query: "na" })).toEqual([
      { text: "@nadia", name: "Nadia", detail: "Formatrice", avatar: "/a.svg" },
      { text: "@naim", name: "Naïm", detail: "", avatar: "" },
    ]);
    expect(await offersFor({ sign: "#", query: "éc" })).toEqual([
      { text: "#ecoute", name: "Écoute active", detail: "", avatar: "" },
    ]);
    vi.unstubAllGlobals();
  });
});

describe("addresses as they are written", () => {
  it.each([
    ["https://example.org/a.", "https://example.org/a"],
    ["https://example.org/a_(b)", "https://example.org/a_(b)"],
    ["https://example.org/a)", "https://example.org/a"],
    ["https://", null],
  ])("%j", (text, expected) => {
    expect(bareAddress("", text)).toBe(expected);
  });
});

describe("what is pasted", () => {
  const schema = getSchema(extensions());
  const { write } = markdownOf(schema);
  const pasted = (html: string): string => {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    return write(DOMParserOf.fromSchema(schema).parse(body));
  };

  it.each([
    [
      "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>2</td></tr></table>",
      "| a | b\\|c |\n| --- | --- |\n| 1 | 2 |",
    ],
    ["<table><tr><td><p>un</p></td></tr></table>", "un"],
    ['<p>a<img src="https://elsewhere.example/x.png" onerror="x">b</p>', "ab"],
    [`<p><img src="${location.origin}/media/a.webp" alt="A"></p>`, "![A](/media/a.webp)"],
    [
      '<p><a href="javascript:x">a</a> <a href="https://example.org/">b</a></p>',
      "a [b](https://example.org/)",
    ],
    ["<h2>T</h2><ul><li>un<ul><li>deux</li></ul></li></ul>", "## T\n\n- un\n  - deux"],
  ])("%j", (html, expected) => {
    expect(pasted(html)).toBe(expected);
  });
});

describe("the caret", () => {
  const schema = getSchema(extensions());
  const markdown = markdownOf(schema);

  it.each([
    ["un **gras** ici", 5, "g"],
    ["- un\n- deux", 8, "e"],
    ["voir [là](/b) et", 14, "et"],
    ["# Titre", 2, "Titre"],
    ["- un", 0, "un"],
  ])("of %j at %i stands before %j, and comes back", (text, offset, next) => {
    const doc = markdown.read(text);
    const position = positionOf(markdown, text, doc, offset);
    expect(doc.textBetween(position, doc.content.size, " ").startsWith(next)).toBe(true);
    const state = EditorState.create({ doc, selection: TextSelection.create(doc, position) });
    expect(text.slice(offsetOf(markdown, state))).toContain(next);
  });
});

describe("<cordee-editor>", () => {
  const page = (textarea: string, attributes = ""): CordeeEditor => {
    document.body.innerHTML = `<form><label for="b">Mots</label><cordee-editor ${attributes}>${textarea}</cordee-editor></form>`;
    return document.querySelector<CordeeEditor>("cordee-editor")!;
  };
  const textarea = () => document.querySelector("textarea")!;
  const surface = () => document.querySelector<HTMLElement>(".editor__surface");

  beforeEach(() => {
    localStorage.clear();
    // What jsdom lacks of a browser.
    Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
    Range.prototype.getBoundingClientRect = () => new DOMRect();
    document.elementFromPoint = () => null;
  });
  afterEach(() => {
    document.body.replaceChildren();
    vi.restoreAllMocks();
  });

  it("waits until somebody comes to write", async () => {
    const editor = page('<textarea id="b" name="body" required>**Bonjour**</textarea>');
    expect(surface()).toBeNull();
    await editor.upgrade();
    expect(surface()?.innerHTML).toBe("<p><strong>Bonjour</strong></p>");
    expect(surface()?.getAttribute("role")).toBe("textbox");
    expect(document.getElementById(surface()!.getAttribute("aria-labelledby")!)?.textContent).toBe("Mots");
    expect([textarea().hidden, textarea().required, textarea().value]).toEqual([true, false, "**Bonjour**"]);
  });

  it("leaves a text that it would change to the textarea", async () => {
    const editor = page(
      '<textarea id="b" name="body">Un titre\\\nsur deux lignes\n===</textarea>',
      'data-label-plain="En Markdown"',
    );
    await editor.upgrade();
    expect(textarea().hidden).toBe(false);
    expect(document.querySelector("[role=alert]")?.textContent).toBe("En Markdown");
  });

  it("takes its words from the page", async () => {
    document.body.innerHTML = `<template id="editor-words" data-label-code-block="Bloc de code"></template>
      <cordee-editor><textarea></textarea></cordee-editor>`;
    await document.querySelector<CordeeEditor>("cordee-editor")!.upgrade();
    expect(document.querySelector("[data-tool=codeBlock]")?.getAttribute("aria-label")).toBe("Bloc de code");
  });

  it("follows a text that comes from elsewhere, and the form's reset", async () => {
    const editor = page('<textarea id="b" name="body">avant</textarea>');
    await editor.upgrade();
    textarea().value = "- un brouillon";
    textarea().dispatchEvent(new Event("input", { bubbles: true }));
    expect(surface()?.querySelector("li")?.textContent).toBe("un brouillon");
    document.querySelector("form")!.reset();
    await vi.waitFor(() => expect(surface()?.textContent).toBe("avant"));
  });

  it("walks along its buttons with the arrows, one stop for Tab", async () => {
    const editor = page('<textarea id="b" name="body"></textarea>');
    await editor.upgrade();
    const tools = () => [...document.querySelectorAll<HTMLButtonElement>(".editor__button:not([hidden])")];
    tools()[0]!.focus();
    tools()[0]!.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    expect(document.activeElement).toBe(tools()[1]);
    expect(tools().filter((tool) => tool.tabIndex === 0)).toEqual([tools()[1]]);
    tools()[1]!.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
    expect(document.activeElement).toBe(tools().at(-1));
  });

  it("gives the textarea back when it goes", async () => {
    const editor = page('<textarea id="b" name="body" required>mots</textarea>');
    await editor.upgrade();
    const field = textarea();
    editor.remove();
    expect([field.hidden, field.required, field.value]).toEqual([false, true, "mots"]);
    expect(editor.querySelector(".editor__toolbar")).toBeNull();
  });
});
