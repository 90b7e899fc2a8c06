import "./styles/main.css";
import "./htmx";
import "./behaviours/keys";
import "./behaviours/notices";
import "./behaviours/more";
import "./behaviours/theme";
import "./behaviours/copy";
import "./behaviours/search";
import "./behaviours/live";
import "./behaviours/bell";
import "./behaviours/keeping";
import "./behaviours/talk";
import "./behaviours/passkeys";
import "./behaviours/administering";
import "./behaviours/reading";
import "./behaviours/step";
import "./islands/draft";
import "./islands/editor";
import icons from "./generated/icons.svg?url";

// Islands draw their icons from the same sprite as the templates.
document.documentElement.dataset.icons = icons;

// Quizzes bring their own script, where there is one.
if (document.querySelector("form[data-answers], [data-ended]")) void import("./islands/quiz");
// So does writing a path.
if (document.querySelector("cordee-route")) void import("./islands/route");
// So does an attendance sheet.
if (document.querySelector("[data-sheet]")) void import("./islands/sheet");
// So does the calendar of a programme.
if (document.querySelector("[data-programme]")) void import("./islands/programme");
// And playing a package.
if (document.querySelector("cordee-player")) void import("./islands/player");
// And asking to be told on this device.
if (document.querySelector("cordee-push")) void import("./islands/push");
// And the map of circulation.
if (document.querySelector("cordee-map")) void import("./islands/map");
