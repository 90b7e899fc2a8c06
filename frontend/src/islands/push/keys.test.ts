import { expect, test } from "vitest";
import { bytes, digest } from "./keys";

test("base64url without padding, with its two own letters", () => {
  expect([...bytes("-_8")]).toEqual([0xfb, 0xff]);
  expect(bytes("BA")).toHaveLength(1);
});

test("an address is recognised as the server names it", async () => {
  expect(await digest("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
