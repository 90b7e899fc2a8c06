/** Links, to where the server would link. */
import { InputRule, Mark } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

import { bareAddress } from "./markdown/addresses";
import { linkable, normalised } from "./markdown/grammar";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    link: {
      setLink(attributes: { href: string }): ReturnType;
      unsetLink(): ReturnType;
    };
  }
}

export const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  keepOnSplit: false,
  exitable: true,
  addAttributes() {
    return { href: { default: null }, title: { default: null } };
  },
  parseHTML: () => [
    { tag: "a[href]", getAttrs: (link) => (linkable(link.getAttribute("href") ?? "") ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
  addCommands() {
    return {
      setLink:
        (attributes) =>
        ({ commands }) =>
          commands.setMark(this.name, attributes),
      unsetLink:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    };
  },
  /** An address that has been typed is a link, as the reader will see it. */
  addInputRules() {
    return [
      new InputRule({
        find: /(?<![\p{L}\p{N}])https?:\/\/\S+\s$/iu,
        handler: ({ state, range, match }) => {
          const address = bareAddress("", match[0]);
          if (!address) return null;
          const mark = this.type.create({ href: normalised(address) });
          state.tr.addMark(range.from, range.from + address.length, mark);
        },
      }),
    ];
  },
  /** An address pasted over words makes them a link. */
  addProseMirrorPlugins() {
    const { type } = this;
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const address = event.clipboardData?.getData("text/plain").trim() ?? "";
            const { from, to, empty, $from } = view.state.selection;
            if ($from.parent.type.spec.code || bareAddress("", address) !== address) return false;
            const mark = type.create({ href: normalised(address) });
            const { tr } = view.state;
            if (empty) tr.replaceSelectionWith(view.state.schema.text(address, [mark]), false);
            else tr.addMark(from, to, mark);
            view.dispatch(tr.scrollIntoView());
            return true;
          },
        },
      }),
    ];
  },
});
