/** Live: what happens is shown on the page that is open. */

export {};
