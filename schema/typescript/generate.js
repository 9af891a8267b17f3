// Writes the types of every contract: `node generate.js <folder of the schemas> <folder to write to>`.
import { compile } from "json-schema-to-typescript";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const BANNER = "// Generated from the contract's JSON schema by generate.js; do not edit.";

// One schema for all of a contract: a type that messages and answers share is one type in TypeScript too.
function whole(contract) {
  const definitions = {};
  const define = (name, { definitions: inner = {}, $schema, title, ...schema }) => {
    for (const [name, schema] of Object.entries(inner)) definitions[name] ??= schema;
    definitions[name] = schema;
    return { $ref: `#/definitions/${name}` };
  };
  const object = (description, entries) => ({
    description,
    type: "object",
    additionalProperties: false,
    required: entries.map(([name]) => name),
    properties: Object.fromEntries(entries),
  });
  const messages = ["instantiate", "execute", "query", "migrate"].map((entry) => [
    entry,
    define(contract[entry].title, contract[entry]),
  ]);
  const answers = Object.entries(contract.responses).map(([query, schema]) => [query, define(schema.title, schema)]);
  definitions.Responses = object("What each query answers with, by the query's name.", answers);
  const entries = [...messages, ["responses", { $ref: "#/definitions/Responses" }]];
  return { ...object(`Messages and answers of ${contract.contract_name}.`, entries), definitions };
}

// The events of all contracts stand in one schema of their own.
const ofEvents = ({ title, ...schema }) => ({ ...schema, description: "An event of any contract: its name, and what it says." });

// A variant's description belongs to its name, or it would be lost in a union.
function described(schema) {
  if (Array.isArray(schema)) return schema.map(described);
  if (schema === null || typeof schema !== "object") return schema;
  const { description, ...rest } = schema;
  const own = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, described(value)]));
  if (typeof description !== "string") return description === undefined ? own : { ...own, description: described(description) };
  const text = readable(description);
  const [variant, ...others] = Object.keys(own.properties ?? {});
  const isVariant = own.additionalProperties === false && own.required?.[0] === variant && others.length === 0;
  if (!isVariant || own.properties[variant].description) return { ...own, description: text };
  // A reference that is described must stand for itself, or it would become a type of its own.
  const { $ref, ...value } = own.properties[variant];
  const target = $ref ? { allOf: [{ $ref }] } : value;
  return { ...own, properties: { [variant]: { ...target, description: text } } };
}

// Rust's links and examples help nobody here.
function readable(description) {
  return description.split(/\n\n#+ Examples/)[0].replace(/\[(`[^`]+`)\](\([^)]*\))?/g, "$1");
}

const [schemas, target] = process.argv.slice(2);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const names = [];
for (const folder of (await readdir(schemas, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
  const file = path.join(schemas, folder.name, `${folder.name}.json`);
  const text = folder.isDirectory() && (await readFile(file, "utf8").catch(() => undefined));
  if (!text) continue;
  const schema = JSON.parse(text);
  const [all, name] = schema.contract_name ? [whole(schema), "Contract"] : [ofEvents(schema), schema.title];
  const types = await compile(described(all), name, {
    additionalProperties: false,
    bannerComment: BANNER,
    style: { printWidth: 110 },
  });
  await writeFile(path.join(target, `${folder.name}.ts`), types);
  names.push(folder.name);
}
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const index = names.map((name) => `export type * as ${camel(name)} from "./${name}.js";`);
await writeFile(path.join(target, "index.ts"), [BANNER.replace("the contract's JSON schema", "the contracts' JSON schemas"), ...index, ""].join("\n"));
