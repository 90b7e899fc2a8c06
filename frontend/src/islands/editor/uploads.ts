/** Sending an image to the server, and the place it will take in the text. */
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";

import { ask } from "../../api";
import { element } from "./elements";

/** The address that an image has once it is stored at the API's `path`. */
export async function upload(path: string, image: File, alternative: string): Promise<string> {
  const body = new FormData();
  body.append("image", image);
  body.append("alternative", alternative);
  return (await ask<{ url: string }>(path, { method: "POST", body })).url;
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
