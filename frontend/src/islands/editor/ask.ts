/** A small question beside the text (an address, a description), answered in place and never in the way. */
import { element, freshId } from "./elements";

export interface Choice {
  words: string;
  /** Returns what is wrong with the answer, or nothing when it was taken. */
  take(answer: string): string | void;
  /** The answer on Enter. */
  main?: boolean;
}

export interface Question {
  words: string;
  answer: string;
  choices: Choice[];
  inputMode?: "url" | "text";
  preview?: string;
  /** When it is over, whatever was chosen. */
  done(): void;
  /** On Escape and on leaving without a choice. */
  leave(): void;
}

/** Shows the question in `host`, and gives back what takes it away. */
export function ask(host: HTMLElement, question: Question): () => void {
  const id = freshId("editor-ask");
  const input = element("input", {
    id,
    type: "text",
    class: "input editor__answer",
    inputmode: question.inputMode,
    autocomplete: "off",
    "aria-describedby": `${id}-wrong`,
  });
  input.value = question.answer;
  const wrong = element("p", { id: `${id}-wrong`, class: "editor__wrong", role: "alert" });
  const close = (): void => {
    panel.remove();
    question.done();
  };
  const choose = (choice: Choice): void => {
    const refused = choice.take(input.value.trim());
    wrong.textContent = refused ?? "";
    if (refused) {
      input.setAttribute("aria-invalid", "true");
      input.focus();
    } else close();
  };
  const buttons = question.choices.map((choice) => {
    const button = element(
      "button",
      { type: "button", class: choice.main ? "editor__choice is-main" : "editor__choice" },
      choice.words,
    );
    button.addEventListener("click", () => choose(choice));
    return button;
  });
  const panel = element(
    "div",
    { class: "editor__ask", role: "group", "aria-labelledby": `${id}-words` },
    element("label", { id: `${id}-words`, for: id }, question.words),
    ...(question.preview
      ? [element("img", { src: question.preview, alt: "", class: "editor__preview" })]
      : []),
    input,
    wrong,
    element("div", { class: "editor__choices" }, ...buttons),
  );
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      close();
      question.leave();
    } else if (event.key === "Enter" && event.target === input) {
      const main = question.choices.find((choice) => choice.main);
      if (main) choose(main);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // These words are not the form's: they are no input of the draft.
  panel.addEventListener("input", (event) => event.stopPropagation());
  panel.addEventListener("change", (event) => event.stopPropagation());
  host.append(panel);
  input.focus({ preventScroll: true });
  input.select();
  // Clear of the bars that stick to the edges of the screen.
  panel.scrollIntoView({ block: "center" });
  return close;
}
