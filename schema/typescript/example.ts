// What the types are for; compiled with them, never run.
import type { activityRegistry, events, timeToken } from "./src/index.js";

const transfer: timeToken.ExecuteMsg = { transfer: { recipient: "wasm1…", amount: "60" } };
const question: timeToken.QueryMsg = { balance: { address: "wasm1…" } };
const minutes = (answer: timeToken.Responses["balance"]): bigint => BigInt(answer.balance);
const title = (answer: activityRegistry.Responses["activity"]): string => answer.activity.title;
const enrolled = (event: events.Event): number[] => ("enrolled" in event ? [event.enrolled.participant] : []);

// @ts-expect-error an amount is a text, since it may be larger than a number can be
const number: timeToken.ExecuteMsg = { transfer: { recipient: "wasm1…", amount: 60 } };
// @ts-expect-error no contract has such a message
const unknown: timeToken.ExecuteMsg = { print_money: {} };

export { enrolled, minutes, number, question, title, transfer, unknown };
