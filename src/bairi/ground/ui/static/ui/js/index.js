/* All behaviours, one file each. Every page works without them; each looks for its own data attribute. */
import "./scripted.js";
import "./keys.js";
import "./walk.js";
import "./grid.js";
import "./days.js";
import "./wall.js";
import "./dialogs.js";
import "./toasts.js";
import "./errors.js";
import "./forms.js";
import "./check_all.js";
import "./menus.js";
import "./printing.js";
import "./busy.js";
import "./broken.js";
import "./tokens.js";
import "./hints.js";
