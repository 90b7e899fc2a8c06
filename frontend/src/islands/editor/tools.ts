/** What the buttons do. */
import type { Editor } from "@tiptap/core";

import type { Tool } from "./toolbar";

export interface Acts {
  rich(): boolean;
  askLink(): void;
  chooseImage(): void;
  toggleMode(): void;
  uploads: boolean;
}

export function toolsFor(editor: Editor, acts: Acts): Tool[] {
  const rich = (tool: Tool): Tool => ({ ...tool, shown: () => acts.rich() && (tool.shown?.() ?? true) });
  const inList = (): boolean => editor.isActive("listItem");
  const chain = (): ReturnType<Editor["chain"]> => editor.chain().focus();
  return [
    rich({
      label: "bold",
      keys: "Mod-b",
      run: () => chain().toggleBold().run(),
      pressed: () => editor.isActive("bold"),
    }),
    rich({
      label: "italic",
      keys: "Mod-i",
      run: () => chain().toggleItalic().run(),
      pressed: () => editor.isActive("italic"),
    }),
    rich({ label: "link", keys: "Mod-k", run: acts.askLink, pressed: () => editor.isActive("link") }),
    { label: "image", run: acts.chooseImage, shown: () => acts.uploads },
    rich({
      label: "heading",
      run: () => chain().toggleHeading({ level: 2 }).run(),
      pressed: () => editor.isActive("heading"),
    }),
    rich({
      label: "bullets",
      run: () => chain().toggleBulletList().run(),
      pressed: () => editor.isActive("bulletList"),
    }),
    rich({
      label: "numbers",
      run: () => chain().toggleOrderedList().run(),
      pressed: () => editor.isActive("orderedList"),
    }),
    rich({
      label: "indent",
      keys: "Mod-]",
      run: () => chain().sinkListItem("listItem").run(),
      shown: inList,
    }),
    rich({
      label: "outdent",
      keys: "Mod-[",
      run: () => chain().liftListItem("listItem").run(),
      shown: inList,
    }),
    rich({
      label: "quote",
      run: () => chain().toggleBlockquote().run(),
      pressed: () => editor.isActive("blockquote"),
    }),
    rich({
      label: "strike",
      run: () => chain().toggleStrike().run(),
      pressed: () => editor.isActive("strike"),
    }),
    rich({
      label: "code",
      keys: "Mod-e",
      run: () => chain().toggleCode().run(),
      pressed: () => editor.isActive("code"),
    }),
    rich({
      label: "codeBlock",
      icon: "code-block",
      run: () => chain().toggleCodeBlock().run(),
      pressed: () => editor.isActive("codeBlock"),
    }),
    rich({
      label: "undo",
      keys: "Mod-z",
      run: () => chain().undo().run(),
      enabled: () => editor.can().undo(),
    }),
    rich({ label: "redo", run: () => chain().redo().run(), enabled: () => editor.can().redo() }),
    { label: "markdown", run: acts.toggleMode, pressed: () => !acts.rich() },
  ];
}
