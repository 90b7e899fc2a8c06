/** The copy of a draft on this device, and which copy is the right one. */
import type { Fields } from "./fields";

export interface Copy {
  fields: Fields;
  /** Grows with each change; the time (milliseconds) unless the clock went back. */
  version: number;
  /** Whether the server said that it has this version. */
  sent: boolean;
}

export interface Kept {
  fields: Fields;
  version: number;
}

/** What to do with the copy of this device, knowing what the server has. */
export type Verdict =
  /** The server's is the newer one, or there is none here. */
  | "server"
  /** This device has words that the server has not. */
  | "device"
  /** The server had this draft, and has it no more: it was published or thrown away. */
  | "over";

/** `version` is the one that the server has; 0 when it has no draft. */
export function verdict(copy: Copy | null, version: number): Verdict {
  if (!copy) return "server";
  if (version === 0) return copy.sent ? "over" : "device";
  return copy.version > version ? "device" : "server";
}

export function nextVersion(last: number, now: number): number {
  return Math.max(now, last + 1);
}

const PREFIX = "cordee:draft:";

/** Forget what the server has too: a device may be shared. Words that it alone has stay, for when their author is back. */
export function forgetSent(): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if ((JSON.parse(localStorage.getItem(key) ?? "null") as Partial<Copy> | null)?.sent !== false) {
        localStorage.removeItem(key);
      }
    }
  } catch {
    // Storage is forbidden or spoilt: nothing of ours can be read there.
  }
}

/** Storage may be full, forbidden or spoilt: a draft is then kept by the server alone. */
export class Shelf {
  readonly #key: string;

  constructor(person: string, place: string) {
    this.#key = `${PREFIX}${person}:${place}`;
  }

  read(): Copy | null {
    try {
      const copy: unknown = JSON.parse(localStorage.getItem(this.#key) ?? "null");
      return isCopy(copy) ? copy : null;
    } catch {
      return null;
    }
  }

  write(copy: Copy): boolean {
    try {
      localStorage.setItem(this.#key, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  clear(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept there.
    }
  }
}

function isCopy(value: unknown): value is Copy {
  const { fields, version, sent } = (value ?? {}) as Partial<Copy>;
  return (
    typeof version === "number" &&
    typeof sent === "boolean" &&
    typeof fields === "object" &&
    fields !== null &&
    Object.values(fields).every((text) => typeof text === "string")
  );
}
