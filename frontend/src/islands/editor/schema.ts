/** What a text may hold, as Tiptap extensions. Whatever the grammar knows must have a place here, or it is lost. */
import { type Extensions, Extension, InputRule, Mark, Node } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Text } from "@tiptap/extension-text";
import { Dropcursor, Gapcursor, UndoRedo } from "@tiptap/extensions";
import { Fragment } from "@tiptap/pm/model";

import { Image } from "./image";
import { Link } from "./link";
import { isTable, tableMarkdown } from "./table";

/** A line that ends in the source without ending the paragraph; kept as it is, never typed. */
const Break = HardBreak.extend({
  addAttributes() {
    return { soft: { default: false, keepOnSplit: false, rendered: false } };
  },
  // Mod-Enter sends the form.
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
  },
});

/** Lists without space between their items, unless the source has some. */
const Tight = Extension.create({
  name: "tight",
  addGlobalAttributes() {
    return [
      { types: ["bulletList", "orderedList"], attributes: { tight: { default: true, rendered: false } } },
    ];
  },
});

/** Tab leaves the editor, in a list as anywhere: the buttons and Mod-] move an item. */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});

/** Code may also be bold or a link; it must stay the innermost mark, as it is written without escapes. */
const InlineCode = Code.extend({ priority: 20, excludes: "maths" });

/** `$x^2$`, dollars included, written as it is. */
const Maths = Mark.create({
  name: "maths",
  priority: 10,
  excludes: "code",
  inclusive: false,
  parseHTML: () => [{ tag: "span[data-maths]" }],
  renderHTML: () => ["span", { class: "editor__maths", "data-maths": "", spellcheck: "false" }, 0],
  addInputRules() {
    return [
      new InputRule({
        find: /(?<![\d$\\])\$(?![\s$])[^$\n]*[^\s$\\]\$$/,
        handler: ({ state, range }) => {
          state.tr.addMark(range.from, range.to, this.type.create()).removeStoredMark(this.type);
        },
      }),
    ];
  },
});

/** Source that is shown and kept as it stands: tables, displayed maths. */
const Verbatim = Node.create({
  name: "verbatim",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  parseHTML: () => [
    { tag: "pre[data-verbatim]", preserveWhitespace: "full" as const, priority: 60 },
    {
      tag: "table",
      getAttrs: (table) => isTable(table as HTMLTableElement) && null,
      getContent: (table, schema) => Fragment.from(schema.text(tableMarkdown(table as HTMLTableElement))),
    },
  ],
  renderHTML: () => ["pre", { class: "editor__verbatim", "data-verbatim": "", spellcheck: "false" }, 0],
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => editor.isActive(this.name) && editor.commands.insertContent("\n"),
    };
  },
});

/** One by one, and not the starter kit: it would bring a library that finds addresses, which the grammar does. */
export function extensions(): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    Heading,
    Blockquote,
    BulletList,
    OrderedList,
    Item,
    ListKeymap,
    Tight,
    CodeBlock.configure({ HTMLAttributes: { spellcheck: "false" } }),
    HorizontalRule,
    Verbatim,
    Image,
    Break,
    Bold,
    Italic,
    Strike,
    Link,
    InlineCode,
    Maths,
    UndoRedo,
    Dropcursor,
    Gapcursor,
  ];
}
