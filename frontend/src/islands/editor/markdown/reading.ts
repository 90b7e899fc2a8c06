/** From Markdown to the editor's document. */
import type { Node, Schema } from "@tiptap/pm/model";
import type Token from "markdown-it/lib/token.mjs";
import { MarkdownParser, type ParseSpec } from "prosemirror-markdown";

import { grammar } from "./grammar";

const TOKENS: Record<string, ParseSpec> = {
  paragraph: { block: "paragraph" },
  heading: { block: "heading", getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  blockquote: { block: "blockquote" },
  bullet_list: { block: "bulletList", getAttrs: (_, tokens, at) => ({ tight: isTight(tokens, at) }) },
  ordered_list: {
    block: "orderedList",
    getAttrs: (token, tokens, at) => ({
      start: Number(token.attrGet("start") ?? 1),
      tight: isTight(tokens, at),
    }),
  },
  list_item: { block: "listItem" },
  code_block: { block: "codeBlock", noCloseToken: true },
  fence: {
    block: "codeBlock",
    getAttrs: (token) => ({ language: token.info.trim() || null }),
    noCloseToken: true,
  },
  verbatim: { block: "verbatim", noCloseToken: true },
  hr: { node: "horizontalRule" },
  hardbreak: { node: "hardBreak" },
  softbreak: { node: "hardBreak", attrs: { soft: true } },
  image: {
    node: "image",
    getAttrs: (token) => ({
      src: token.attrGet("src"),
      alt: words(token.children ?? []),
      title: token.attrGet("title") || null,
    }),
  },
  em: { mark: "italic" },
  strong: { mark: "bold" },
  s: { mark: "strike" },
  link: {
    mark: "link",
    getAttrs: (token) => ({ href: token.attrGet("href"), title: token.attrGet("title") || null }),
  },
  code_inline: { mark: "code", noCloseToken: true },
  maths: { mark: "maths", noCloseToken: true },
};

export function reader(schema: Schema): (markdown: string) => Node {
  const parser = new MarkdownParser(schema, grammar(), TOKENS);
  return (markdown) => {
    const read = parser.parse(markdown);
    return read.childCount > 0 ? read : schema.topNodeType.createAndFill()!;
  };
}

function isTight(tokens: Token[], at: number): boolean {
  const level = tokens[at]!.level;
  for (let i = at + 1; i < tokens.length && tokens[i]!.level > level; i += 1) {
    if (tokens[i]!.type === "paragraph_open" && tokens[i]!.level === level + 2) return tokens[i]!.hidden;
  }
  return true;
}

function words(tokens: Token[]): string {
  return tokens
    .map((token) =>
      token.type === "softbreak" ? " " : token.children ? words(token.children) : token.content,
    )
    .join("");
}
