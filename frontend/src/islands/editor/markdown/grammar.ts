/**
 * The grammar of what people write, the same as the server's: CommonMark, tables, strikethrough, maths between
 * dollars, bare addresses. Tables and maths become tokens that hold their source, so that nothing in them changes.
 */
import MarkdownIt from "markdown-it";
import type StateBlock from "markdown-it/lib/rules_block/state_block.mjs";
import type StateInline from "markdown-it/lib/rules_inline/state_inline.mjs";

import { bareAddress } from "./addresses";

/** Lists count twice; the server shows what is nested deeper as plain text. */
export const MAX_NESTING = 20;
const LINK = /^(?:https?:\/\/|mailto:|\/(?![/\\]))/i;

/** Whether the server would link to this address. */
export function linkable(address: string): boolean {
  return LINK.test(address);
}

const plain = new MarkdownIt();

/** An address as it stands in a link: encoded. */
export function normalised(address: string): string {
  return plain.normalizeLink(address);
}

export function grammar(): MarkdownIt {
  const options = { html: false, maxNesting: MAX_NESTING };
  const md = new MarkdownIt("commonmark", options);
  md.enable(["table", "strikethrough"]);
  md.validateLink = linkable;
  // Longer first: a rule placed before another is tried before it.
  md.inline.ruler.before("escape", "maths", inlineMaths);
  md.inline.ruler.before("maths", "bare_link", bareLink);
  md.block.ruler.before("table", "maths_block", mathsBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  md.block.ruler.at("table", keepingSource(ruleNamed(md, "table")), { alt: ["paragraph", "reference"] });
  // The parser drops what lies deeper.
  md.core.ruler.push("depth", (state) => {
    if (state.tokens.some((token) => token.level >= MAX_NESTING - 1)) throw new RangeError("nested too deep");
  });
  return md;
}

type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean;

function ruleNamed(md: MarkdownIt, name: string): BlockRule {
  const rules = (md.block.ruler as unknown as { __rules__: { name: string; fn: BlockRule }[] }).__rules__;
  const found = rules.find((rule) => rule.name === name);
  if (!found) throw new Error(`markdown-it has no rule named ${name}`);
  return found.fn;
}

/** The same rule, but what it found is one token with its source. */
function keepingSource(rule: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    const before = state.tokens.length;
    if (!rule(state, startLine, endLine, silent)) return false;
    if (!silent) {
      state.tokens.length = before;
      keep(state, startLine, lastWritten(state, startLine));
    }
    return true;
  };
}

function lastWritten(state: StateBlock, startLine: number): number {
  let end = state.line;
  while (end > startLine + 1 && state.isEmpty(end - 1)) end -= 1;
  return end;
}

function keep(state: StateBlock, startLine: number, endLine: number): void {
  const token = state.push("verbatim", "", 0);
  token.content = state.getLines(startLine, endLine, state.blkIndent, false);
  token.map = [startLine, endLine];
}

/** `$$` to `$$`, on one line or several without a blank one. */
function mathsBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const first = lineAt(state, startLine);
  if (!first.startsWith("$$")) return false;
  let last = startLine;
  if (first.trim().length > 3) {
    if (!first.trim().endsWith("$$")) {
      if (first.slice(2).includes("$$")) return false;
      last = closing(state, startLine, endLine);
    }
  } else {
    last = closing(state, startLine, endLine);
  }
  if (last < 0) return false;
  state.line = last + 1;
  if (!silent) keep(state, startLine, last + 1);
  return true;
}

function closing(state: StateBlock, startLine: number, endLine: number): number {
  for (let line = startLine + 1; line < endLine; line += 1) {
    const text = lineAt(state, line).trim();
    if (text.endsWith("$$")) return line;
    if (text === "") return -1;
  }
  return -1;
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
}

/** `$x$` and `$$x$$` within a line: no space inside the dollars, no digit outside them (these are prices). */
function inlineMaths(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$" || /[ \t]|^$/.test(src[pos + 1] ?? "")) return false;
  if (/\d/.test(src[pos - 1] ?? "")) return false;
  const width = src[pos + 1] === "$" ? 2 : 1;
  const dollars = "$".repeat(width);
  for (let end = src.indexOf("$", pos + width); end >= 0; end = src.indexOf("$", end + 1)) {
    if (src[end - 1] === "\\" || !src.startsWith(dollars, end)) continue;
    const after = end + width;
    if (/[ \t]/.test(src[end + width - 2] ?? "") || /\d/.test(src[after] ?? "") || end === pos + width)
      return false;
    if (!silent) state.push("maths", "", 0).content = src.slice(pos, after);
    state.pos = after;
    return true;
  }
  return false;
}

function bareLink(state: StateInline & { linkLevel?: number }, silent: boolean): boolean {
  if (silent || (state.linkLevel ?? 0) > 0 || !state.src.startsWith("://", state.pos)) return false;
  const scheme = /https?$/i.exec(state.pending)?.[0];
  if (!scheme) return false;
  const before = state.pending.slice(0, -scheme.length);
  const address = bareAddress(before, scheme + state.src.slice(state.pos, state.posMax));
  if (!address) return false;
  state.pending = before;
  state.push("link_open", "a", 1).attrs = [["href", state.md.normalizeLink(address)]];
  state.push("text", "", 0).content = address;
  state.push("link_close", "a", -1);
  state.pos += address.length - scheme.length;
  return true;
}
