import "./styles/main.css";
import "./htmx";
import "./behaviours/keys";
import "./behaviours/notices";
import "./behaviours/more";
import "./behaviours/theme";
import "./behaviours/copy";
import "./islands/draft";
import "./islands/editor";
import icons from "./generated/icons.svg?url";

// Islands draw their icons from the same sprite as the templates.
document.documentElement.dataset.icons = icons;
