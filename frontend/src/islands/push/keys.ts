/** Keys and names, in the forms in which browsers and the server give them. */

/** The bytes of base64url. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** SHA-256 in hexadecimal: a device is recognised by its address, without the address standing in the page. */
export async function digest(text: string): Promise<string> {
  const found = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(found)].map((one) => one.toString(16).padStart(2, "0")).join("");
}
