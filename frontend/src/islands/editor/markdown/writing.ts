/** From the editor's document to Markdown. */
import type { Mark, Node } from "@tiptap/pm/model";
import { MarkdownSerializerState } from "prosemirror-markdown";

import { bareAddress } from "./addresses";
import { escaped } from "./escaping";
import { softened } from "./flanking";
import { normalised } from "./grammar";

/** What the library does not declare of itself and this needs. */
interface Inside {
  out: string;
  delim: string;
  closed: Node | null;
  inTightList: boolean;
  inAutolink: boolean | undefined;
  flushClose(size?: number): void;
}

type State = Writing & Inside;
type Marks = ConstructorParameters<typeof StateClass>[1];
type Nodes = ConstructorParameters<typeof StateClass>[0];

// The library's constructor is not in its declarations.
const StateClass = MarkdownSerializerState as unknown as new (
  nodes: Record<string, (state: State, node: Node, parent: Node, index: number) => void>,
  marks: Record<string, object>,
  options: { hardBreakNodeName: string; tightLists: boolean },
) => MarkdownSerializerState;

class Writing extends StateClass {
  /** How many dollars are still to come in the textblock at hand. */
  dollars = 0;

  override esc(text: string, startOfLine = false): string {
    const { out, delim } = this as unknown as Inside;
    const fresh = startOfLine || out === delim || out.endsWith(`\n${delim}`);
    this.dollars -= text.split("$").length - 1;
    return escaped(fresh ? text.replace(/^[ \t]+/, "") : text, fresh, this.dollars);
  }
}

const NODES: Nodes = {
  paragraph(state, node) {
    // Markdown has no empty paragraphs.
    if (node.content.size > 0) textblock(state, node);
  },
  heading(state, node) {
    state.write(`${"#".repeat(node.attrs.level as number)} `);
    textblock(state, node, false);
    // A heading may not end with its own sign.
    state.out = state.out.replace(/(?<=\s)(#+)$/, "\\$1");
  },
  blockquote(state, node) {
    state.wrapBlock("> ", null, node, () => state.renderContent(node));
  },
  bulletList(state, node, parent, index) {
    const sign = isSecond(node, parent, index) ? "* " : "- ";
    separate(state, node);
    state.renderList(node, "  ", () => sign);
  },
  orderedList(state, node, parent, index) {
    const start = (node.attrs.start as number | null) ?? 1;
    const sign = isSecond(node, parent, index) ? ") " : ". ";
    const width = String(start + node.childCount - 1).length;
    separate(state, node);
    state.renderList(node, " ".repeat(width + 2), (at) => String(start + at).padStart(width) + sign);
  },
  listItem(state, node) {
    const tight = state.inTightList;
    node.forEach((child, _, index) => {
      if (index > 0 && tight && interrupts(child)) state.flushClose(1);
      state.render(child, node, index);
    });
  },
  codeBlock(state, node) {
    const language = (node.attrs.language as string | null) ?? "";
    const sign = language.includes("`") ? "~" : "`";
    const runs = node.textContent.match(new RegExp(`${sign}{3,}`, "g")) ?? [];
    const fence = sign.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
    state.write(`${fence}${language}\n`);
    if (node.textContent) {
      state.text(node.textContent, false);
      state.write("\n");
    }
    state.write(fence);
    state.closeBlock(node);
  },
  verbatim(state, node) {
    if (!node.textContent) return;
    state.text(node.textContent, false);
    state.closeBlock(node);
  },
  horizontalRule(state, node, parent) {
    state.write(parent.type.name === "listItem" ? "***" : "---");
    state.closeBlock(node);
  },
  hardBreak(state, node, parent, index) {
    const last = index === parent.childCount - 1;
    // A heading is one line.
    if (parent.type.name === "heading") state.write(" ");
    else if (!last) state.write(node.attrs.soft ? "\n" : "\\\n");
  },
  image(state, node) {
    const { src, alt, title } = node.attrs as {
      src: string | null;
      alt: string | null;
      title: string | null;
    };
    state.write(`![${escaped(alt ?? "", false, 1)}](${destination(src ?? "", title)})`);
  },
  text(state, node) {
    state.text(node.text!, !state.inAutolink);
  },
};

const MARKS: Marks = {
  bold: { open: "**", close: "**", mixable: true, expelEnclosingWhitespace: true },
  italic: { open: "*", close: "*", mixable: true, expelEnclosingWhitespace: true },
  strike: { open: "~~", close: "~~", mixable: true, expelEnclosingWhitespace: true },
  link: {
    open(state: State, mark: Mark, parent: Node, index: number) {
      state.inAutolink = isBare(mark, parent, index);
      return state.inAutolink ? "" : "[";
    },
    close(state: State, mark: Mark) {
      const bare = state.inAutolink;
      state.inAutolink = undefined;
      return bare ? "" : `](${destination(mark.attrs.href as string, mark.attrs.title as string | null)})`;
    },
    mixable: true,
  },
  code: {
    open: (_: State, __: Mark, parent: Node, index: number) => ticks(parent.child(index).text ?? "").open,
    close: (_: State, __: Mark, parent: Node, index: number) =>
      ticks(parent.child(index - 1).text ?? "").close,
    escape: false,
  },
  maths: { open: "", close: "", escape: false },
};

export function written(doc: Node): string {
  const state = new Writing(NODES, MARKS, { hardBreakNodeName: "hardBreak", tightLists: true });
  state.renderContent(doc);
  return (state as unknown as State).out.trimEnd();
}

function textblock(state: State, node: Node, fromBlockStart = true): void {
  const content = softened(node);
  state.dollars = content.textContent.split("$").length - 1;
  state.renderInline(content, fromBlockStart);
  state.closeBlock(node);
}

/** Two lists of one kind in a row are told apart by their sign; a third takes the first sign again. */
function isSecond(node: Node, parent: Node, index: number): boolean {
  let before = 0;
  while (index - before > 0 && parent.child(index - before - 1).type === node.type) before += 1;
  return before % 2 === 1;
}

/** One blank line between two lists, where the library would leave two. */
function separate(state: State, list: Node): void {
  if (state.closed?.type === list.type) state.flushClose(2);
}

/** Whether a block may follow a paragraph without a blank line, and still be itself. */
function interrupts(node: Node): boolean {
  const { name } = node.type;
  if (name === "orderedList") return node.attrs.start === 1;
  return ["bulletList", "codeBlock", "blockquote", "heading", "horizontalRule"].includes(name);
}

function destination(address: string, title: string | null): string {
  const href = /[\s<>]/.test(address) ? encodeURI(address) : address;
  const parts = href.replace(/[()\\]/g, "\\$&");
  return title ? `${parts} "${title.replace(/["\\]/g, "\\$&")}"` : parts;
}

/** Whether a link can be written as its address alone, and be read as the same link. */
function isBare(link: Mark, parent: Node, index: number): boolean {
  const node = parent.child(index);
  if (link.attrs.title || !node.isText || node.marks.some((mark) => mark.type.name === "code")) return false;
  const address = node.text!;
  if (normalised(address) !== link.attrs.href) return false;
  const before = index > 0 ? parent.child(index - 1) : null;
  if (before?.isText && /[<[\p{L}\p{N}]$/u.test(before.text!)) return false;
  const after = index + 1 < parent.childCount ? parent.child(index + 1) : null;
  if (after && !(after.isText && /^\s/.test(after.text!)) && after.type.name !== "hardBreak") {
    const plainly = after.isText && after.marks.length === 0 && node.marks.length === 1;
    if (!plainly || /^[*_~`\\[\]<&$]/.test(after.text!)) return false;
    return bareAddress("", address + after.text!) === address;
  }
  return bareAddress("", address) === address;
}

/** The backticks around code that may hold some itself. */
function ticks(code: string): { open: string; close: string } {
  const runs = new Set((code.match(/`+/g) ?? []).map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const sign = "`".repeat(length);
  const padded = /^`|`$/.test(code) || (/^ .* $/.test(code) && code.trim() !== "");
  return padded ? { open: `${sign} `, close: ` ${sign}` } : { open: sign, close: sign };
}
