// Generated from the contracts' JSON schemas by generate.js; do not edit.
export type * as activityRegistry from "./activity-registry.js";
export type * as events from "./events.js";
export type * as memberRegistry from "./member-registry.js";
export type * as oracle from "./oracle.js";
export type * as proxy from "./proxy.js";
export type * as reputation from "./reputation.js";
export type * as rulebook from "./rulebook.js";
export type * as timeToken from "./time-token.js";
export type * as training from "./training.js";
