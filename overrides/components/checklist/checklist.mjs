// A checklist: everything it does is what every list with ticks does.

export { startTicks as start } from "../core/ticks.mjs"
