/** Whether the person writes in Markdown on this device. Where storage is forbidden, nobody remembers. */

const KEY = "cordee:editor:markdown";

export function prefersMarkdown(): boolean {
  try {
    return localStorage.getItem(KEY) === "yes";
  } catch {
    return false;
  }
}

export function preferMarkdown(prefers: boolean): void {
  try {
    localStorage.setItem(KEY, prefers ? "yes" : "no");
  } catch {
    // The choice holds for this page.
  }
}
