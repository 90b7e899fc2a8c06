/** Sending an image to the server, and the place it will take in the text. */
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";

import { element } from "./elements";

export interface Stored {
  url: string;
  alt: string;
}

/** What the server or the network said against an image; its message can be shown. */
export class Refused extends Error {}

export async function upload(url: string, token: string, image: File, alternative: string): Promise<Stored> {
  const body = new FormData();
  body.append("image", image);
  body.append("alternative", alternative);
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token, Accept: "application/json" },
    });
  } catch {
    throw new Refused("");
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok || !isStored(answer)) {
    const title = (answer as { title?: unknown } | null)?.title;
    throw new Refused(typeof title === "string" ? title : "");
  }
  return { url: answer.url, alt: alternative };
}

function isStored(answer: unknown): answer is Stored {
  return typeof answer === "object" && answer !== null && typeof (answer as Stored).url === "string";
}

/** The images among what is pasted or dropped. A spreadsheet puts a picture beside its words: the words count. */
export function imagesIn(data: DataTransfer | null): File[] {
  if (data?.getData("text/plain").trim()) return [];
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

interface Change {
  add?: { id: object; at: number; words: string };
  remove?: object;
}

const key = new PluginKey<DecorationSet>("uploads");

/** Keeps the place of each image on its way, whatever is written meanwhile. */
export function uploadPlaces(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, places) {
        const mapped = places.map(transaction.mapping, transaction.doc);
        const change = transaction.getMeta(key) as Change | undefined;
        if (change?.add) {
          const { id, at, words } = change.add;
          const waiting = (): HTMLElement => element("span", { class: "editor__waiting" }, words);
          return mapped.add(transaction.doc, [Decoration.widget(at, waiting, { id, side: 1 })]);
        }
        return change?.remove
          ? mapped.remove(mapped.find(undefined, undefined, (spec) => spec.id === change.remove))
          : mapped;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

export function takePlace(view: EditorView, at: number, words: string): object {
  const id = {};
  view.dispatch(view.state.tr.setMeta(key, { add: { id, at, words } } satisfies Change));
  return id;
}

/** Where the place is now; null when what was around it has been deleted. */
export function placeOf(view: EditorView, id: object): number | null {
  return key.getState(view.state)?.find(undefined, undefined, (spec) => spec.id === id)[0]?.from ?? null;
}

export function leavePlace(view: EditorView, id: object): void {
  view.dispatch(view.state.tr.setMeta(key, { remove: id } satisfies Change).setMeta("addToHistory", false));
}
