/**
 * Where the caret stands, from Markdown to document and back: a sign that nobody types (private use) goes through
 * the conversion in its place.
 */
import type { EditorState } from "@tiptap/pm/state";
import type { Node } from "@tiptap/pm/model";

import type { Markdown } from "./markdown";

const SIGN = "\uE0C0";
/** The sign cannot stand inside syntax (`- `, `**`): the nearest place that can hold it is near enough. */
const FURTHEST = 12;

/** The document position of offset `at` in `text`, whose document is `doc`. */
export function positionOf(markdown: Markdown, text: string, doc: Node, at: number): number {
  for (const offset of nearby(at, text.length)) {
    try {
      const read = markdown.read(text.slice(0, offset) + SIGN + text.slice(offset));
      const position = find(read);
      if (
        position !== null &&
        read.textContent.replace(SIGN, "") === doc.textContent &&
        position <= doc.content.size
      ) {
        return position;
      }
    } catch {
      // Not a place for the sign.
    }
  }
  return doc.content.size;
}

/** The offset in the Markdown of the caret of `state`. */
export function offsetOf(markdown: Markdown, state: EditorState): number {
  const plain = markdown.write(state.doc);
  const { $head } = state.selection;
  if (!$head.parent.isTextblock) return plain.length;
  const marked = markdown.write(state.tr.insert($head.pos, state.schema.text(SIGN, $head.marks())).doc);
  const offset = marked.indexOf(SIGN);
  return offset < 0 ? plain.length : Math.min(offset, plain.length);
}

function* nearby(at: number, length: number): Generator<number> {
  yield at;
  for (let step = 1; step <= FURTHEST; step += 1) {
    if (at + step <= length) yield at + step;
    if (at - step >= 0) yield at - step;
  }
}

function find(doc: Node): number | null {
  let found: number | null = null;
  doc.descendants((node, position) => {
    const at = node.isText ? node.text!.indexOf(SIGN) : -1;
    if (at >= 0) found = position + at;
    return found === null;
  });
  return found;
}
