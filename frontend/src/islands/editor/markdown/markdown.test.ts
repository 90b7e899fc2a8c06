import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";

import { extensions } from "../schema";
import { markdownOf } from ".";

const schema = getSchema(extensions());
const { read, write, holds } = markdownOf(schema);

/** Texts that come back letter for letter. */
const SAME = [
  "Bonjour",
  "Un paragraphe.\n\nUn autre.",
  "Deux lignes\nd'un même paragraphe",
  "Une fin de ligne\\\nvoulue",
  "# Un\n\n## Deux\n\n### Trois",
  "- un\n- deux\n- trois",
  "1. un\n2. deux",
  "7. sept\n8. huit",
  " 9. neuf\n10. dix",
  "- un\n  - un a\n    - un a i\n  - un b\n- deux",
  "- un\n  1. premier\n  2. second\n- deux",
  "- un\n\n  Suite du premier.\n\n- deux",
  "- lire :\n  ```sh\n  ls\n  ```\n- écrire",
  "> Une citation\n>\n> en deux paragraphes",
  "> - une liste\n> - citée",
  "Du **gras**, de l'*italique*, du ~~barré~~, du `code`",
  "***les deux***",
  "**gras et *italique* dedans**",
  "[un lien](https://example.org/a_b)",
  '[un lien](https://example.org "avec un titre")',
  "[`code`](https://example.org) et **`gras`**",
  "Voir https://example.org/~nadia/a_b?c=d&e=f, puis revenir.",
  "(https://fr.wikipedia.org/wiki/Corde_(alpinisme))",
  "**https://example.org/a**",
  "![une image](/media/2026/a.webp)",
  "Avant ![deux](/media/b.webp) après",
  "```python\nprint(`x`)\n\nprint('*')\n```",
  "````md\n```\ncode\n```\n````",
  "Du code `` `avec` accents `` graves et ``a`b``",
  "Avant\n\n---\n\nAprès",
  "| a | b |\n|---|:-:|\n| 1 | *2* |",
  "> | a | b |\n> |---|---|\n> | 1 | 2 |",
  "Soit $x_1^2 * y_2$ et **$a$**",
  "$$\n\\int_0^1 f(x)\\,dx * 2\n$$",
  "$$a_1 = b_1$$",
  "Entre $$a_1$$ et b",
  "Cela coûte 10 $ et non 5 $.",
  "Merci @nadia.benali et @jean_paul, voir #animer-une-reunion",
  "#accueil",
  "Quoi\u202f? «\u202fOui\u202f»\u202f: voilà\u202f; 1\u202f234,5\u00a0%",
  "Du <b>gras</b> & un <script>alert(1)</script>",
  "Emoji 👩🏽‍💻 et 🇫🇷 et é (décomposé)",
  "**Attention\u202f:** lire ceci",
  "l'**équipe** et anti**constitu**tion",
  "snake_case_name et 2 ~ 3",
  "x \\* y, \\_z\\_ et \\[note\\]",
  "- a\n\n* b",
];

/** Texts written otherwise, but that mean the same. */
const EQUAL: [string, string][] = [
  ["* un\n* deux", "- un\n- deux"],
  ["__gras__ _italique_", "**gras** *italique*"],
  ["Titre\n===", "# Titre"],
  ["    code indenté", "```\ncode indenté\n```"],
  ["[a][1]\n\n[1]: https://example.org", "[a](https://example.org)"],
  ["<https://example.org/x>", "https://example.org/x"],
  ["fin de ligne  \nvoulue", "fin de ligne\\\nvoulue"],
  ["~~~\ncode\n~~~", "```\ncode\n```"],
  ["***", "---"],
  ["[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"],
  ["&eacute;t&eacute; &amp;amp;", "été \\&amp;"],
];

/** Words typed in the editor that must stay words. */
const WORDS = [
  "- pas une liste",
  "+ pas une liste",
  "1. pas une liste",
  "1) pas une liste",
  "# pas un titre",
  "> pas une citation",
  "---",
  "===",
  "a*b*c et a_b_c et _x_",
  "[pas](un lien)",
  "![pas](une image)",
  "`pas du code`",
  "&amp; &lt; &#39;",
  "<https://example.org>",
  "$pas$ des $maths$",
  "$$pas$$",
  "~~pas barré~~",
  "une barre \\ et \\* deux",
  "| a | b |",
  "```",
  "@nadia #accueil",
  "https://example.org/~a/*b*",
  "fin\\",
];

describe("a text that is read and written again", () => {
  it.each(SAME)("stays as it is: %j", (sample) => {
    expect(write(read(sample))).toBe(sample);
    expect(holds(sample)).toBe(true);
  });

  it.each(EQUAL)("means the same: %j", (sample, expected) => {
    expect(write(read(sample))).toBe(expected);
    expect(holds(sample)).toBe(true);
  });

  it.each(WORDS)("words stay words: %j", (words) => {
    for (const text of [words, `avant\n${words}`]) {
      const [first, second] = text.split("\n");
      const inline = second
        ? [schema.text(first!), schema.nodes.hardBreak!.create(), schema.text(second)]
        : schema.text(first!);
      const doc = schema.node("doc", null, schema.node("paragraph", null, inline));
      const again = read(write(doc));
      expect(again.textContent).toBe(doc.textContent);
      expect(again.childCount).toBe(1);
      expect(again.firstChild!.type.name).toBe("paragraph");
      expect(holds(write(doc))).toBe(true);
    }
  });
});

describe("emphasis that Markdown cannot write as it was marked", () => {
  it.each([
    [["C'", "est", "bold"], "C'**est**"],
    [["", "C'", "bold", "est"], "**C**'est"],
    [["l", "«mot»", "italic", "s"], "l«*mot*»s"],
  ] as [string[], string][])("%j", ([before, marked, mark, after], expected) => {
    const content = [
      before ? schema.text(before) : null,
      schema.text(marked!, [schema.mark(mark!)]),
      after ? schema.text(after) : null,
    ].filter((node) => node !== null);
    expect(write(schema.node("doc", null, schema.node("paragraph", null, content)))).toBe(expected);
    expect(read(expected).textContent).toBe(`${before}${marked}${after ?? ""}`);
  });
});

describe("a text that the editor would change", () => {
  it.each(["x".repeat(100_001), "[".repeat(3_001), `${">".repeat(30)} trop profond`])(
    "is left to the plain field",
    (text) => {
      expect(holds(text)).toBe(false);
    },
  );

  it("says so when a title on two lines would become one", () => {
    expect(holds("Un titre\\\nsur deux lignes\n===")).toBe(false);
  });
});

describe("any text made of what people write", () => {
  /** A small generator with a seed (mulberry32), so that a failure can be run again. */
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  const PARTS = [
    "mot",
    " ",
    " ",
    "\n",
    "**",
    "*",
    "_",
    "`",
    "~~",
    "[a](/b)",
    "$x$",
    "$",
    "@nadia",
    "é",
    ".",
    "- ",
    "1. ",
    "> ",
    "#",
    "\\",
    "<",
    "&amp;",
    "https://a.fr/b",
    "![i](/media/c)",
    "\n\n",
    "|",
    "l'",
    "«",
    "»",
    "(",
    ")",
  ];

  it("keeps its words through the editor, or is refused", () => {
    let held = 0;
    for (let seed = 1; seed <= 3000; seed += 1) {
      const next = random(seed);
      const text = Array.from(
        { length: 3 + Math.floor(next() * 12) },
        () => PARTS[Math.floor(next() * PARTS.length)],
      );
      const source = text.join("");
      if (!holds(source)) continue;
      held += 1;
      const once = write(read(source));
      expect(write(read(once)), JSON.stringify(source)).toBe(once);
    }
    expect(held).toBeGreaterThan(2900);
  });
});
