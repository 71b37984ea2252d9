/** The tools that wait for their first use: index.js asks for them when the table has come to rest. */

import "./columns-drag.js";

export { openBulk } from "./bulk.js";
export { openColumns } from "./columns.js";
export { openDeadline } from "./deadline.js";
export { openExecutors } from "./executors.js";
export { openHistory } from "./history.js";
export { findNext, openFind } from "./find-dialog.js";
export { pasteByButton, take as takePaste } from "./paste.js";
