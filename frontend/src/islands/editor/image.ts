/** Images within a line; their bytes are the server's, never the text's. */
import { mergeAttributes, Node } from "@tiptap/core";

export const Image = Node.create({
  name: "image",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes() {
    return { src: { default: null }, alt: { default: "" }, title: { default: null } };
  },
  parseHTML: () => [{ tag: 'img[src]:not([src^="data:"])' }],
  renderHTML: ({ HTMLAttributes }) => ["img", mergeAttributes(HTMLAttributes)],
});
