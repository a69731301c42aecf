/**
 * Whether everything is played, also what takes longest: `npm run faults` does, and so does CI in a job of its own. `npm test`
 * leaves a half of the crashes and the killing of the whole demo out, so that it stays short.
 */
export const isWhole = process.env["SIGNALBOX_FAULTS"] === "whole";
