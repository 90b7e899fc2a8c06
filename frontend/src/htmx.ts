/** HTMX without eval and without inline styles, as the Content-Security-Policy asks. */
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0;
htmx.config.scrollBehavior = "auto";
// A refused form comes back as 422 with its reasons: it is shown, not thrown away.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];
