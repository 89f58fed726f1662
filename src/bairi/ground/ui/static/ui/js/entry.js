/* What is bundled: htmx, the meaning of its answers for our pages, and the behaviours. */
import htmx from "htmx.org";
import "./index.js";

window.htmx = htmx;
