/**
 * Markdown cannot begin emphasis between a letter and a punctuation sign (`C**'est**`), nor end it so. Where
 * somebody marked such a sign, the sign leaves the emphasis: the words stay as they are, and so does their weight.
 */
import { Fragment, type Mark, type Node } from "@tiptap/pm/model";

const EMPHASIS = ["bold", "italic", "strike"];
const SPACE = /^\s$/u;
const PUNCTUATION = /^[\p{P}\p{S}]$/u;

interface Piece {
  /** One character of text; for a whole node, the sign that its Markdown begins and ends with. */
  sign: string;
  whole: boolean;
  marks: readonly Mark[];
  node: Node;
}

export function softened(block: Node): Node {
  if (!block.content.content.some((node) => node.marks.some((mark) => EMPHASIS.includes(mark.type.name)))) {
    return block;
  }
  const pieces = piecesOf(block);
  for (const name of EMPHASIS) {
    release(pieces, name, 1);
    release(pieces, name, -1);
  }
  return block.copy(Fragment.fromArray(merged(pieces)));
}

function piecesOf(block: Node): Piece[] {
  const pieces: Piece[] = [];
  block.forEach((node) => {
    const closed = node.marks.some((mark) => ["link", "code", "maths"].includes(mark.type.name));
    const { marks } = node;
    if (!node.isText || closed) {
      pieces.push({ sign: node.type.name === "hardBreak" ? " " : "[", whole: true, marks, node });
    } else {
      for (const sign of node.text!) pieces.push({ sign, whole: false, marks, node });
    }
  });
  return pieces;
}

/** Takes the mark from the signs at the begin (`step` 1) or end (-1) of each run that could not be read there. */
function release(pieces: Piece[], name: string, step: 1 | -1): void {
  for (let i = step > 0 ? 0 : pieces.length - 1; i >= 0 && i < pieces.length; i += step) {
    const piece = pieces[i]!;
    const outside = pieces[i - step];
    if (!has(piece, name) || !outside || has(outside, name)) continue;
    const letter = !SPACE.test(outside.sign) && !PUNCTUATION.test(outside.sign);
    if (letter && !piece.whole && PUNCTUATION.test(piece.sign)) {
      piece.marks = piece.marks.filter((mark) => mark.type.name !== name);
    }
  }
}

function has(piece: Piece, name: string): boolean {
  return piece.marks.some((mark) => mark.type.name === name);
}

function merged(pieces: Piece[]): Node[] {
  return pieces.map(({ sign, whole, marks, node }) =>
    whole ? node.mark(marks) : node.type.schema.text(sign, marks),
  );
}
