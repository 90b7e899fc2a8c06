/** Undo rather than confirm. */

export {};
