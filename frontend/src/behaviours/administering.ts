/** Small things of the administration: the accent seen as it is chosen. */

export {};
