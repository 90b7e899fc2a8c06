/** What a form holds, as plain names and texts, and how to give it back. */

export type Fields = Record<string, string>;

const NEVER = new Set(["password", "file", "hidden", "submit", "button", "image", "reset"]);

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (one): one is Field =>
      (one instanceof HTMLInputElement ||
        one instanceof HTMLTextAreaElement ||
        one instanceof HTMLSelectElement) &&
      one.name !== "" &&
      !NEVER.has(one.type),
  );
}

/** Texts by name; the boxes ticked under one name as a list with commas. Never a password, a file or a hidden field. */
export function collect(form: HTMLFormElement): Fields {
  const found: Fields = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "checkbox") {
      found[field.name] ??= "";
      if ((field as HTMLInputElement).checked)
        found[field.name] += (found[field.name] ? "," : "") + field.value;
    } else if (field.type === "radio") {
      found[field.name] ??= "";
      if ((field as HTMLInputElement).checked) found[field.name] = field.value;
    } else found[field.name] = field.value;
  }
  return found;
}

/** Puts texts into a form. Names that it does not know are left out; each changed field says so (`input`). */
export function apply(form: HTMLFormElement, fields: Fields): void {
  for (const field of fieldsOf(form)) {
    const value = fields[field.name];
    if (value === undefined) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      const box = field as HTMLInputElement;
      const checked = field.type === "radio" ? value === box.value : value.split(",").includes(box.value);
      if (checked === box.checked) continue;
      box.checked = checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      if (field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

export function same(one: Fields, other: Fields): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
}
