//! Examples of what is sent and answered, made from the schemas. What stands in a field is said beside it (`#[schema(example)]`) or,
//! for fields that mean the same everywhere, here. A test sends every one of them.

use serde_json::{json, Map, Value};
use std::collections::BTreeMap;
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::path::{Operation, ParameterBuilder};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Required};

/// How deep schemas may hold one another.
const DEEPEST: usize = 12;
/// A moment, in seconds of Unix time.
const MOMENT: u64 = 1_790_000_000;
const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const PUBLIC_KEY: &str = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
const SIGNATURE: &str = "2f1c0b6a5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a\
                         7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c";

/// What text a field of this name holds.
fn text(name: &str) -> &'static str {
    match name {
        "phone" => "13912345678",
        "password" | "current_password" | "new_password" => "walnut-4815",
        "transaction_password" | "current_transaction_password" => "480913",
        "passphrase" | "current_passphrase" => "reviewer of branch 1",
        "id_number" => "990000195001010002",
        "code" | "old_code" => "480912",
        "name" => "Wang Xiulan",
        "account" | "spender" => "wasm14hj2tavq8fpesdwxxcu44rty3hh90vhujrvcmstl4zr3txmfvw9s0phg4d",
        "token" => "Zm9yIGRvY3VtZW50YXRpb24gb25seQ",
        "title" => "Accompany to hospital",
        "title_zh" => "陪同就医",
        "summary" | "introduction" | "text" | "comment" | "note" => "Two hours, by bus, from Gulou.",
        "place" | "district" => "Gulou",
        "reason" => "Seen at the counter.",
        "paper" => "binder 12, page 3",
        "consent" | "digest" | "sha256" | "evidence" | "commitment" | "comment_sha256" | "note_sha256"
        | "text_sha256" | "holder" | "seed" | "secret" | "block" | "session" => SHA256,
        "salt" => "000102030405060708090a0b0c0d0e0f",
        "public_key" | "key" => PUBLIC_KEY,
        "signature" | "proof" => SIGNATURE,
        "blinded" | "evaluated" => "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
        "rule" => "elder-80",
        "registration_number" => "91350100M000100Y43",
        "openid" => "oX5yZ0mQ8d1",
        "id" => "01a7d3f0-5b1e-7c42-9f10-6a2b3c4d5e6f",
        "en" | "english" => "The place is missing.",
        "zh" | "chinese" => "缺少地点。",
        "purpose" => "privacy",
        "role" => "publisher",
        "act" => "disclose",
        "type" => "urn:timebank:problem:auth.session",
        "cursor" | "next" => "42",
        "topics" => "me",
        _ => "text",
    }
}

/// What number a field of this name holds.
fn number(name: &str) -> Value {
    match name {
        "start" | "since" | "created" | "updated" | "at" | "time" | "issued" | "agreed" | "applied"
        | "decided" | "settled" | "started" | "proposed" | "indexed_at" | "seen" => json!(MOMENT),
        "end" | "ended" | "until" | "expires" | "expires_at" | "valid_until" | "unlocked_until"
        | "deadline" | "next_at" | "effective" | "closes" | "valid_from" => {
            json!(MOMENT.saturating_add(7_200))
        }
        "minutes" | "amount" | "daily" | "per_recipient" | "per_hour" | "hours" => json!(60),
        "height" | "indexed" => json!(4_815),
        "score" | "mean" => json!(5),
        "seats" | "places" => json!(3),
        "status" => json!(401),
        "degree" => json!(2),
        _ => json!(1),
    }
}

/// A rule pack.
fn pack() -> Value {
    serde_json::from_str(include_str!("../../../contracts/rulebook/packs/plain.json")).unwrap_or_default()
}

/// The schemas by name, and examples of those that whole answers have.
pub(super) struct Examples {
    schemas: Value,
    shared: BTreeMap<String, Value>,
}

impl Examples {
    pub fn of(document: &OpenApi) -> Self {
        let schemas = document.components.as_ref().map(|components| &components.schemas);
        Examples { schemas: serde_json::to_value(schemas).unwrap_or_default(), shared: BTreeMap::new() }
    }

    /// What operations refer to.
    pub fn shared(self) -> BTreeMap<String, RefOr<Example>> {
        let example = |value| ExampleBuilder::new().value(Some(value)).build();
        self.shared.into_iter().map(|(name, value)| (name, example(value).into())).collect()
    }

    /// Gives an operation an example of what it needs in path, query, headers and body, and of its answers.
    pub fn show(&mut self, operation: &mut Operation) {
        for parameter in operation.parameters.iter_mut().flatten() {
            let RefOr::T(parameter) = parameter else { continue };
            if parameter.required == Required::True {
                let schema = serde_json::to_value(&parameter.schema).unwrap_or_default();
                let example = match parameter.name.as_str() {
                    "Idempotency-Key" => json!("6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a"),
                    name => self.value(name, &schema, 0),
                };
                *parameter = ParameterBuilder::from(parameter.clone()).example(Some(example)).build();
            }
        }
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            for content in body.content.values_mut() {
                if let RefOr::T(content) = content {
                    self.fill(content);
                }
            }
        }
        for response in operation.responses.responses.values_mut() {
            let RefOr::T(response) = response else { continue };
            for (kind, content) in &mut response.content {
                let RefOr::T(content) = content else { continue };
                match kind.as_str() {
                    "application/json" => self.refer(content),
                    "text/csv" => content.example = Some(json!("time,kind,minutes,balance\n")),
                    "text/event-stream" => {
                        content.example = Some(json!("id: 42\nevent: enrolled\ndata: {\"activity\":1}\n\n"));
                    }
                    _ => content.example = Some(json!("Kind and on time.")),
                }
            }
        }
    }

    /// Many operations have the same answer: its example stands in the components.
    fn refer(&mut self, content: &mut Content) {
        let Some(RefOr::Ref(schema)) = &content.schema else { return self.fill(content) };
        let name = schema.ref_location.rsplit('/').next().unwrap_or_default().to_owned();
        if !self.shared.contains_key(&name) {
            let value = self.schemas.get(&name).map(|schema| self.value("", schema, 0));
            self.shared.insert(name.clone(), value.unwrap_or_default());
        }
        let reference = Ref::new(format!("#/components/examples/{name}"));
        content.examples.insert("usual".to_owned(), RefOr::Ref(reference));
    }

    fn fill(&self, content: &mut Content) {
        if content.example.is_none() {
            let schema = serde_json::to_value(&content.schema).unwrap_or_default();
            content.example = Some(self.value("", &schema, 0));
        }
    }

    /// A value of this schema, for a field of this name.
    fn value(&self, name: &str, schema: &Value, depth: usize) -> Value {
        if depth > DEEPEST {
            return Value::Null;
        }
        let deeper = depth.saturating_add(1);
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let referred = reference.rsplit('/').next().and_then(|last| self.schemas.get(last));
            return self.value(name, referred.unwrap_or(&Value::Null), deeper);
        }
        let listed = |key: &str| schema.get(key).and_then(Value::as_array);
        let said = schema.get("example").or_else(|| schema.get("const"));
        if let Some(said) = said.or_else(|| listed("examples").and_then(|all| all.first())) {
            return said.clone();
        }
        if let Some(first) = listed("enum").and_then(|all| all.first()) {
            return first.clone();
        }
        if let Some(all) = listed("allOf") {
            let mut whole = Map::new();
            for part in all {
                if let Value::Object(part) = self.value(name, part, deeper) {
                    whole.extend(part);
                }
            }
            return Value::Object(whole);
        }
        for key in ["oneOf", "anyOf"] {
            let first = |all: &Vec<Value>| {
                let told = all.iter().find(|one| one.get("type").is_none_or(|kind| kind != "null"));
                told.map(|one| self.value(name, one, deeper))
            };
            if let Some(value) = listed(key).and_then(first) {
                return value;
            }
        }
        let kind = schema.get("type");
        let kind = kind.and_then(Value::as_str).or_else(|| {
            let kinds = kind?.as_array()?.iter().filter_map(Value::as_str);
            kinds.into_iter().find(|kind| *kind != "null")
        });
        match kind {
            Some("object") if name == "pack" && schema.get("properties").is_none() => pack(),
            Some("object") => self.object(schema, deeper),
            Some("array") => {
                let item = schema.get("items").map(|items| self.value(name, items, deeper));
                Value::Array(item.into_iter().collect())
            }
            Some("integer" | "number") => number(name),
            Some("boolean") => Value::Bool(true),
            Some("string") => Value::String(text(name).to_owned()),
            _ => json!({}),
        }
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let properties = schema.get("properties").and_then(Value::as_object);
        let filled = properties.into_iter().flatten();
        Value::Object(filled.map(|(name, schema)| (name.clone(), self.value(name, schema, depth))).collect())
    }
}
