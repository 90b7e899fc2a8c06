/**
 * The words of the editor. The template gives them as attributes, `data-label-` and the key with hyphens
 * (`data-label-code-block="Bloc de code"`), on `<cordee-editor>` or once for the page on `#editor-words`. A missing
 * one falls back to the English given here.
 */
export const LABELS = {
  toolbar: "Formatting",
  bold: "Bold",
  italic: "Italic",
  strike: "Strikethrough",
  code: "Code",
  link: "Link",
  heading: "Heading",
  bullets: "Bulleted list",
  numbers: "Numbered list",
  indent: "Move in",
  outdent: "Move out",
  quote: "Quote",
  codeBlock: "Code block",
  image: "Image",
  undo: "Undo",
  redo: "Redo",
  markdown: "Write in Markdown",
  /** Said once when a text holds what the editor would change. */
  plain: "This text uses forms that only Markdown can keep: you are writing in Markdown.",
  linkAddress: "Address of the link",
  linkApply: "Add the link",
  linkRemove: "Remove the link",
  linkRefused: "Give an address that begins with https://",
  cancel: "Cancel",
  alternative: "Describe the image for people who cannot see it",
  alternativeApply: "Add the image",
  alternativeDecorative: "It is only decorative",
  uploading: "The image is being sent",
  uploadFailed: "The image could not be sent. Your text is kept; try again in a moment.",
  people: "People",
  skills: "Skills",
  /** `{count}` is replaced. */
  offers: "{count} suggestions",
};

export type Label = keyof typeof LABELS;
export type Labels = Record<Label, string>;

export function labelsOf(host: HTMLElement): Labels {
  const given = { ...LABELS };
  const page = document.getElementById("editor-words")?.dataset;
  for (const key of Object.keys(LABELS) as Label[]) {
    const name = `label${key[0]!.toUpperCase()}${key.slice(1)}`;
    const text = host.dataset[name] ?? page?.[name];
    if (text) given[key] = text;
  }
  return given;
}
