/** Images within a line; their bytes are the server's, never the text's. */
import { mergeAttributes, Node } from "@tiptap/core";

/** The path of an image of this site, from an address that a paste may have made whole; null for any other. */
export function ownImage(address: string): string | null {
  try {
    const { origin, pathname } = new URL(address, location.href);
    return origin === location.origin && pathname.startsWith("/media/") ? pathname : null;
  } catch {
    return null;
  }
}

export const Image = Node.create({
  name: "image",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes() {
    const address = (image: HTMLElement): string => image.getAttribute("src") ?? "";
    return {
      src: { default: null, parseHTML: (image) => ownImage(address(image)) ?? address(image) },
      alt: { default: "" },
      title: { default: null },
    };
  },
  // Pasted from elsewhere, only images of this site: any other would tell a stranger who reads.
  parseHTML: () => [
    { tag: "img[data-image]", priority: 60 },
    {
      tag: "img[src]",
      getAttrs: (image) => (ownImage(image.getAttribute("src") ?? "") ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["img", mergeAttributes(HTMLAttributes, { "data-image": "" })],
});
