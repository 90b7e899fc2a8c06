/** What a form says to one question, in the shape that the server grades. */
export type Answer = string | (string | [number, number])[];

/** The answer that stands in the fields of a question's element; the name of its fields is its id. */
export function answerIn(question: HTMLElement): Answer {
  const name = question.id;
  const fields = [...question.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[name]")];
  const ofPart = fields
    .filter((field) => field.name.startsWith(`${name}-`) && field.name !== `${name}-there`)
    .sort((one, other) => part(one.name) - part(other.name));
  switch (question.dataset.kind) {
    case "choice":
      return ticked(fields, name);
    case "hotspot": {
      const points = fields.filter((field) => field.name === `${name}.x`).map((field, at): [number, number] => {
        const y = fields.filter((other) => other.name === `${name}.y`)[at];
        return [Number(field.value), Number(y?.value)];
      });
      return [...points, ...ticked(fields, name)];
    }
    case "truth":
      return ticked(fields, name)[0] ?? "";
    case "ordering":
      // By rank; what has none yet comes first, as on the server.
      return ofPart
        .map((field, at) => ({ at, rank: field.value === "" ? -1 : Number(field.value) }))
        .sort((one, other) => one.rank - other.rank || one.at - other.at)
        .map((one) => String(one.at));
    case "matching":
    case "cloze":
      return ofPart.map((field) => field.value);
    default:
      return fields.find((field) => field.name === name)?.value ?? "";
  }
}

function ticked(fields: Element[], name: string): string[] {
  return fields
    .filter((field): field is HTMLInputElement => field instanceof HTMLInputElement && field.name === name && field.checked)
    .map((field) => field.value);
}

function part(name: string): number {
  return Number(name.slice(name.lastIndexOf("-") + 1));
}
