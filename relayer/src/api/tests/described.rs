//! What the description says can be asked, and that answers are what it says.

use super::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// An operation as its description has it.
pub(super) struct Operation {
    pub name: String,
    pub method: Method,
    pub route: String,
    /// An example of its body.
    pub body: Option<Value>,
    pub said: Value,
    codes: BTreeSet<&'static str>,
}

/// Every operation.
pub(super) static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let document = openapi();
    let operation = |(route, method, operation): (&str, _, &utoipa::openapi::path::Operation)| {
        let said = serde_json::to_value(operation).unwrap();
        let body = said.get("requestBody").map(|body| body["content"]["application/json"]["example"].clone());
        Operation {
            name: operation.operation_id.clone().unwrap(),
            method,
            route: route.to_owned(),
            body,
            codes: codes::of(operation)
                .into_iter()
                .chain(codes::of_ledger(operation))
                .map(|problem| problem.code)
                .collect(),
            said,
        }
    };
    describe::operations(document).map(operation).collect()
});

impl Operation {
    fn parameters(&self) -> impl Iterator<Item = &Value> {
        self.said["parameters"].as_array().into_iter().flatten()
    }

    pub fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters().find(|parameter| parameter["name"] == name)
    }

    pub fn has(&self, place: &str) -> bool {
        self.parameters().any(|parameter| parameter["in"] == place)
    }

    /// Its path with the examples in it; whole numbers are `id` where one is given.
    pub fn path(&self, id: Option<&str>) -> String {
        let inside = self.parameters().filter(|parameter| parameter["in"] == "path");
        inside.fold(self.route.clone(), |path, parameter| {
            let example = match (&parameter["example"], id) {
                (Value::Number(_), Some(id)) => id.to_owned(),
                (Value::String(text), _) => text.replace(' ', "%20"),
                (example, _) => example.to_string(),
            };
            path.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), &example)
        })
    }

    /// The parts of the query that it needs, with their examples.
    pub fn query(&self) -> String {
        let needed = self.parameters().filter(|one| one["in"] == "query" && one["required"] == true);
        let part = |one: &Value| {
            let value = one["example"].as_str().map_or_else(|| one["example"].to_string(), str::to_owned);
            format!("{}={value}", one["name"].as_str().unwrap())
        };
        needed.map(part).collect::<Vec<_>>().join("&")
    }

    /// Whether it ends sessions of whoever asks.
    pub fn ends_sessions(&self) -> bool {
        self.route.contains("/sessions") && self.method == Method::DELETE
    }

    pub fn public(&self) -> bool {
        self.said["security"] == json!([{}])
    }

    /// Whether only other branches may ask it.
    pub fn of_branches(&self) -> bool {
        self.said["security"][0].get("branch").is_some()
    }

    /// The words of its door: nothing for a door of another kind.
    pub fn offices(&self) -> Vec<&str> {
        let alternatives = self.said["security"].as_array().unwrap();
        let words = alternatives.iter().filter_map(|one| one["session"].as_array());
        words.flatten().filter_map(Value::as_str).collect()
    }

    fn matches(&self, method: &Method, path: &str) -> bool {
        let (route, path): (Vec<_>, Vec<_>) = (self.route.split('/').collect(), path.split('/').collect());
        self.method == *method
            && route.len() == path.len()
            && route.iter().zip(&path).all(|(said, asked)| said.starts_with('{') || said == asked)
    }
}

/// Fails for an answer that the description does not name.
pub(super) fn check(method: &Method, path: &str, answer: &Answer) {
    let found = OPERATIONS.iter().filter(|operation| operation.matches(method, path));
    // Of two routes the one with the words counts.
    let Some(operation) = found.min_by_key(|operation| operation.route.matches('{').count()) else { return };
    let status = answer.status.as_u16();
    if status < 400 {
        let listed = operation.said["responses"].get(status.to_string());
        assert!(listed.is_some(), "{} answers {status}, which is not described", operation.name);
    } else {
        let code = answer.code();
        assert!(operation.codes.contains(code), "{} answers {code}, which is not listed", operation.name);
    }
}

#[test]
fn every_operation_shows_what_is_sent_and_answered_and_lists_its_codes() {
    for Operation { name, said, body, codes, .. } in OPERATIONS.iter() {
        assert!(body.as_ref().is_none_or(|example| !example.is_null()), "{name}: no example of a body");
        for parameter in said["parameters"].as_array().into_iter().flatten() {
            let optional = parameter["required"] != true;
            assert!(optional || !parameter["example"].is_null(), "{name}: {parameter}");
        }
        let responses = said["responses"].as_object().unwrap();
        assert!(!responses.contains_key("default"), "{name}");
        let good = responses.iter().filter(|(status, _)| status.starts_with('2'));
        let mut answers = 0;
        for (_, response) in good {
            answers += 1;
            for content in response["content"].as_object().into_iter().flat_map(|all| all.values()) {
                let shown = !content["example"].is_null() || !content["examples"].is_null();
                assert!(shown, "{name}: no example of an answer");
            }
        }
        assert!(answers > 0, "{name}: nothing good comes of it");
        assert!(codes.contains("system.internal"), "{name}");
    }
}

#[test]
fn problems_are_described_once_for_each_set_of_codes_with_headers_and_an_example() {
    let document = serde_json::to_value(openapi()).unwrap();
    let responses = document["components"]["responses"].as_object().unwrap();
    for operation in OPERATIONS.iter() {
        for (status, response) in operation.said["responses"].as_object().unwrap() {
            let Some(name) = response["$ref"].as_str().and_then(|path| path.rsplit('/').next()) else {
                continue;
            };
            assert!(name.starts_with(&format!("Problem{status}.")), "{name}");
            let content = &responses[name]["content"]["application/problem+json"];
            assert_eq!(content["example"]["status"].to_string(), *status, "{name}");
        }
    }
    let limited = responses.values().find(|said| said.to_string().contains("rate.limited")).unwrap();
    for header in ["Retry-After", "RateLimit", "RateLimit-Policy"] {
        assert!(limited["headers"].get(header).is_some(), "{header}");
    }
}

#[test]
fn whatever_the_description_refers_to_is_there() {
    let document = serde_json::to_value(openapi()).unwrap();
    let text = document.to_string();
    let mut references = 0;
    for part in text.split("\"$ref\":\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
        references += 1;
    }
    assert!(references > 1_000, "{references}");
}
