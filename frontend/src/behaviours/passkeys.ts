/** Passkeys: the browser makes and shows them. */

export {};
