/** Search: results as one types, and the closest answered questions while one asks. */

export {};
