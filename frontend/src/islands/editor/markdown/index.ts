/** Markdown in, Markdown out. */
import type { Node, Schema } from "@tiptap/pm/model";

import { reader } from "./reading";
import { written } from "./writing";

/** Beyond these the server shows plain paragraphs, and the plain field is quicker. */
const MAX_LENGTH = 100_000;
const MAX_BRACKETS = 3_000;

export interface Markdown {
  read(markdown: string): Node;
  write(doc: Node): string;
  /** Whether the editor can hold this text without changing what it means. */
  holds(markdown: string): boolean;
}

export function markdownOf(schema: Schema): Markdown {
  const read = reader(schema);
  const holds = (markdown: string): boolean => {
    if (markdown.length > MAX_LENGTH || markdown.split("[").length > MAX_BRACKETS) return false;
    try {
      const first = read(markdown);
      return first.eq(read(written(first)));
    } catch {
      return false;
    }
  };
  return { read, write: written, holds };
}
