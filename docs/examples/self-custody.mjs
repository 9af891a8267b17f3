#!/usr/bin/env node
// Signs what a member wants with a key that the member holds, and hands it in at a branch. Needs nothing but Node.
//
//   self-custody.mjs proof --branch URL --member 7 --scope owner --key owner.pem
//   self-custody.mjs send  --branch URL --member 7 --scope owner --key owner.pem --contract time-token --message JSON
//   self-custody.mjs sign  …as send, with --basis FILE in place of --branch: prints the signed intent and sends nothing
//
// Keys are PKCS#8 in PEM on secp256k1. Of an encrypted one the passphrase is read from the variable PASSPHRASE.
import { createPrivateKey, createPublicKey, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const SCOPES = { everyday: 0, owner: 1, office: 2 };
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const MINUTES = 5;

const text = (value) => Buffer.from(value, "utf8");
const hex = (value) => Buffer.from(value, "hex");
const number = (value, bytes) => hex(BigInt(value).toString(16).padStart(bytes * 2, "0"));
/** A text behind its length, so that no two chains give the same bytes. */
const prefixed = (value) => Buffer.concat([number(text(value).length, 1), text(value)]);

/** The 64 bytes r and s over sha256 of what is signed, with s in the lower half, as the proxy wants it. */
function signature(key, bytes) {
  const both = sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" });
  const s = BigInt(`0x${both.subarray(32).toString("hex")}`);
  return s > ORDER / 2n ? Buffer.concat([both.subarray(0, 32), number(ORDER - s, 32)]) : both;
}

function readKey(file) {
  const key = createPrivateKey({ key: readFileSync(file), format: "pem", passphrase: process.env.PASSPHRASE });
  const { crv, x, y } = createPublicKey(key).export({ format: "jwk" });
  if (crv !== "secp256k1") throw new Error(`${file} is not a key on secp256k1`);
  const [left, right] = [x, y].map((part) => Buffer.from(part, "base64url"));
  return { key, point: Buffer.concat([Buffer.from([2 + (right.at(-1) & 1)]), left]) };
}

/** The envelope of packages/intent and its signature. */
function intent(basis, { member, scope, key, contract, message, behalf = 0, lane, now }) {
  const target = basis.contracts.find((one) => one.name === contract);
  if (!target) throw new Error(`there is no contract ${contract}`);
  const body = text(message);
  if (body.length > basis.longest_message) throw new Error("the message is too long");
  const free = lane ?? basis.nonces.findIndex((nonce) => nonce !== null);
  if (free < 0) throw new Error("no nonce is free now");
  const envelope = Buffer.concat([
    number(1, 1),
    number(SCOPES[scope], 1),
    number(member, 8),
    number(behalf, 8),
    number(basis.key_epoch, 4),
    number(free, 1),
    number(basis.nonces[free], 8),
    number(now + MINUTES * 60, 8),
    hex(target.canonical),
    number(body.length, 2),
    body,
  ]);
  const signed = Buffer.concat([text("timebank/intent/v1"), prefixed(basis.chain_id), hex(basis.proxy), envelope]);
  return Buffer.concat([envelope, signature(key, signed)]).toString("hex");
}

/** Shows that the holder of a new key has it: what `POST /v1/me/custody/exit` asks for. */
function proof(basis, { member, scope, key, point }) {
  const signed = Buffer.concat([
    text("timebank/key/v1"),
    prefixed(basis.chain_id),
    hex(basis.proxy),
    number(member, 8),
    number(SCOPES[scope], 1),
    number(basis.key_epoch + 1, 4),
  ]);
  return { key: point.toString("hex"), proof: signature(key, signed).toString("hex") };
}

async function ask(url, init) {
  const answer = await fetch(url, init);
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} ${body.code}: ${body.title}`);
  return body;
}

const [command, ...rest] = process.argv.slice(2);
const options = {};
for (let at = 0; at < rest.length; at += 2) options[rest[at].replace(/^--/, "")] = rest[at + 1];
const { branch, member, scope } = options;
const basis = options.basis
  ? JSON.parse(readFileSync(options.basis, "utf8"))
  : await ask(`${branch}/v1/intents/basis?member=${member}&scope=${scope}`);
const { key, point } = readKey(options.key);
const wish = () => {
  const { contract, message } = options;
  if (point.toString("hex") !== basis.public_key) throw new Error("the ledger knows another key");
  return intent(basis, { member, scope, key, contract, message, behalf: options.for, now: Math.floor(Date.now() / 1000) });
};
switch (command) {
  case "proof":
    console.log(JSON.stringify(proof(basis, { member, scope, key, point })));
    break;
  case "sign":
    console.log(wish());
    break;
  case "send": {
    const action = await ask(`${branch}/v1/intents`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID(), prefer: "wait=20" },
      body: JSON.stringify({ intent: wish() }),
    });
    console.log(JSON.stringify(action, null, 2));
    process.exitCode = action.state === "failed" ? 1 : 0;
    break;
  }
  default:
    throw new Error("proof, sign or send");
}
