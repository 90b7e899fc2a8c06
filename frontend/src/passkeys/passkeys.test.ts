// @vitest-environment jsdom
import { WebAuthnError } from "@simplewebauthn/browser";
import { expect, test } from "vitest";

import { words } from "./words";

const form = document.createElement("form");
for (const sentence of ["cancelled", "known", "address", "unable", "failed"]) form.dataset[sentence] = sentence;

function failure(name: string): WebAuthnError {
  const cause = new DOMException("", name);
  return new WebAuthnError({ message: "", code: "ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY", cause });
}

test.each([
  [failure("NotAllowedError"), "cancelled"],
  [failure("InvalidStateError"), "known"],
  [failure("SecurityError"), "address"],
  [new DOMException("", "SecurityError"), "address"],
  [failure("ConstraintError"), "unable"],
  [new TypeError("Failed to fetch"), "failed"],
  ["anything", "failed"],
])("says what went wrong: %s", (error, sentence) => {
  expect(words(form, error)).toBe(sentence);
});
