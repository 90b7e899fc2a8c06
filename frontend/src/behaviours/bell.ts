/** The bell: what is new, without reload. */

export {};
