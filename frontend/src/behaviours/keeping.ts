/** Follow, keep, share, polls. */

export {};
