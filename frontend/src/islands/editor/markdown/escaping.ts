/** Words written so that they read as the same words, with as few backslashes as that takes. */
import { bareAddresses } from "./addresses";

const AT_LINE_START: [RegExp, string][] = [
  [/^(\s*)(#{1,6})(?=\s|$)/, "$1\\$2"],
  [/^(\s*)([-+])(?=\s|$)/, "$1\\$2"],
  [/^(\s*)(-+|=+)(?=\s*$)/, "$1\\$2"],
  [/^(\s*)>/, "$1\\>"],
  [/^(\s*\d{1,9})([.)])(?=\s|$)/, "$1\\$2"],
  // The second line of a table.
  [/^(\s*)([-:|])(?=[-:| ]*$)/, "$1\\$2"],
];

/** `dollars`: how many come later in the same block; one that has another behind it could begin maths. */
export function escaped(text: string, lineStart: boolean, dollars: number): string {
  let out = "";
  let at = 0;
  for (const [begin, end] of bareAddresses(text)) {
    out += inLine(text, at, begin, dollars) + text.slice(begin, end);
    at = end;
  }
  out += inLine(text, at, text.length, dollars);
  if (lineStart) {
    for (const [pattern, replacement] of AT_LINE_START) {
      const changed = out.replace(pattern, replacement);
      if (changed !== out) return changed;
    }
  }
  return out;
}

function inLine(text: string, begin: number, end: number, dollars: number): string {
  let out = "";
  for (let i = begin; i < end; i += 1) {
    const char = text[i]!;
    const after = text.slice(i + 1, i + 300);
    const syntax =
      char === "$" ? opens(text.slice(i + 1), dollars) : isSyntax(char, text[i - 1] ?? "", after);
    out += syntax ? `\\${char}` : char;
  }
  return out;
}

function isSyntax(char: string, before: string, after: string): boolean {
  switch (char) {
    case "`":
    case "*":
    case "\\":
    case "[":
    case "]":
      return true;
    case "_":
      return !(/[\p{L}\p{N}_]/u.test(before) && /^[\p{L}\p{N}_]/u.test(after));
    case "~":
      return before === "~" || before === "" || after === "" || after.startsWith("~");
    case "&":
      return /^#?\w+;/.test(after);
    case "<":
      return /^[A-Za-z][^\s<>]*[:@]/.test(after);
    default:
      return false;
  }
}

function opens(after: string, dollars: number): boolean {
  return !/^[ \t]/.test(after) && (dollars > 0 || after.includes("$"));
}
