/** Addresses written as they are (GitHub Flavored Markdown, 6.9, for http and https), as the server links them. */

const ADDRESS = /^https?:\/\/[^\s<>"\\^`{|}[\]]{1,2000}/i;
const TRAILING = "?!.,:;*_~'’\"";

/** The address at the beginning of `text`, without the punctuation of the sentence, or null. */
export function bareAddress(before: string, text: string): string | null {
  if (/[\p{L}\p{N}]$/u.test(before)) return null;
  const found = ADDRESS.exec(text)?.[0];
  if (!found) return null;
  const address = trimmed(found);
  return address.length > address.indexOf("://") + 3 ? address : null;
}

/** Where the bare addresses of `text` are: pairs of begin and end. */
export function bareAddresses(text: string): [number, number][] {
  const places: [number, number][] = [];
  for (const found of text.matchAll(/https?:\/\//gi)) {
    if (found.index < (places.at(-1)?.[1] ?? 0)) continue;
    const address = bareAddress(text.slice(0, found.index), text.slice(found.index));
    if (address) places.push([found.index, found.index + address.length]);
  }
  return places;
}

function trimmed(address: string): string {
  let end = address.length;
  const opened = address.split("(").length;
  let closed = address.split(")").length;
  while (end > 0) {
    if (TRAILING.includes(address[end - 1]!)) end -= 1;
    else if (address[end - 1] === ")" && closed > opened) {
      end -= 1;
      closed -= 1;
    } else break;
  }
  return address.slice(0, end);
}
