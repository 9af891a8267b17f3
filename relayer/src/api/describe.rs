//! What the description of every operation says beside what its handler's attributes say: who may call it, which headers it takes and
//! answers with, every code it can be refused with, and an example of what is sent and answered.

use super::problem::Problem;
use super::{access, acting, codes, examples};
use axum::http::Method;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AllOfBuilder, AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{ContentBuilder, Header, OpenApi, PathItem, Ref, RefOr, Response, ResponseBuilder};

/// All operations, with route and method.
pub(super) fn operations(document: &OpenApi) -> impl Iterator<Item = (&str, Method, &Operation)> {
    document.paths.paths.iter().flat_map(|(path, item)| {
        let all = [
            (Method::GET, &item.get),
            (Method::PUT, &item.put),
            (Method::POST, &item.post),
            (Method::DELETE, &item.delete),
        ];
        all.into_iter()
            .filter_map(move |(method, operation)| Some((path.as_str(), method, operation.as_ref()?)))
    })
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let all = [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::DELETE, &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// What the schemas are called, before the status, that list the ledger's codes.
const LEDGER: &str = "LedgerCode";

/// Completes the description.
pub(super) fn describe(document: &mut OpenApi) {
    let (mut problems, mut words) = (BTreeMap::new(), BTreeMap::new());
    let mut examples = examples::Examples::of(document);
    for item in document.paths.paths.values_mut() {
        for (method, operation) in operations_mut(item) {
            access::describe(&method, operation);
            acting::describe(operation);
            refusals(operation, &mut problems, &mut words);
            if access::bucket(operation).is_some() {
                quota(operation);
            }
            if method == Method::GET {
                tagged(operation);
            }
            examples.show(operation);
        }
    }
    let components = document.components.get_or_insert_default();
    components.responses.extend(problems);
    components.schemas.extend(words);
    components.examples.extend(examples.shared());
}

/// What is said of the codes of a status: those that the operation lists, and those that the ledger has.
#[derive(Default)]
struct Said {
    listed: Vec<Problem>,
    ledger: Vec<Problem>,
}

/// Every code, by status. Operations with the same codes of a status share one description of it, and all of them those of the
/// ledger.
fn refusals(
    operation: &mut Operation,
    shared: &mut BTreeMap<String, RefOr<Response>>,
    words: &mut BTreeMap<String, RefOr<Schema>>,
) {
    let mut by_status: BTreeMap<u16, Said> = BTreeMap::new();
    for problem in codes::of(operation) {
        by_status.entry(problem.status).or_default().listed.push(problem);
    }
    for problem in codes::of_ledger(operation) {
        by_status.entry(problem.status).or_default().ledger.push(problem);
    }
    operation.responses.responses.remove("default");
    for (status, said) in by_status {
        let mut codes: Vec<&str> = said.listed.iter().map(|problem| problem.code).collect();
        if !said.ledger.is_empty() {
            codes.push(LEDGER);
            let about =
                format!("What the ledger would answer an action with, as problems of status {status}.");
            let schema = text(&said.ledger).description(Some(about));
            words.entry(format!("{LEDGER}{status}")).or_insert_with(|| schema.build().into());
        }
        let digest = hex::encode(Sha256::digest(codes.join(" ")));
        let name = format!("Problem{status}.{}", digest.get(..8).unwrap_or_default());
        let reference = Ref::from_response_name(&name);
        shared.entry(name).or_insert_with(|| response(status, &said).into());
        operation.responses.responses.insert(status.to_string(), reference.into());
    }
}

/// One of these codes.
fn text(problems: &[Problem]) -> ObjectBuilder {
    let codes = problems.iter().map(|problem| problem.code);
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes))
}

fn response(status: u16, Said { listed: problems, ledger }: &Said) -> Response {
    let mut lines: Vec<String> =
        problems.iter().map(|problem| format!("`{}`: {}", problem.code, problem.title())).collect();
    let mut code = AnyOfBuilder::new();
    if !problems.is_empty() {
        code = code.item(text(problems));
    }
    if !ledger.is_empty() {
        lines.push(format!("`{LEDGER}{status}`: what the ledger would answer, told before anything is kept"));
        code = code.item(Ref::from_schema_name(format!("{LEDGER}{status}")));
    }
    let code: RefOr<Schema> = match ledger.is_empty() {
        true => text(problems).into(),
        false => code.into(),
    };
    let schema = AllOfBuilder::new()
        .item(Ref::from_schema_name("Problem"))
        .item(ObjectBuilder::new().property("code", code));
    let example = problems.first().or(ledger.first());
    let content = ContentBuilder::new()
        .schema(Some(Schema::AllOf(schema.build())))
        .example(example.and_then(|problem| serde_json::to_value(problem.document()).ok()))
        .build();
    let mut response = ResponseBuilder::new()
        .description(lines.join("\n"))
        .content("application/problem+json", content)
        .build();
    let says = |code: &str| problems.iter().any(|problem| problem.code == code);
    match status {
        429 | 503 => {
            let about = "Seconds after which it makes sense to ask again, where that is known";
            response.headers.insert("Retry-After".into(), header(Type::Integer, about).into());
        }
        401 => {
            let about = "The scheme by which one shows who one is";
            response.headers.insert("WWW-Authenticate".into(), header(Type::String, about).into());
        }
        _ => {}
    }
    if says("rate.limited") {
        quota_headers(&mut response);
    }
    response
}

/// What is left of a bucket is said with every answer.
fn quota(operation: &mut Operation) {
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            quota_headers(response);
        }
    }
}

fn quota_headers(response: &mut Response) {
    let fields = [
        ("RateLimit-Policy", "`\"name\";q=30;w=30`: so many requests in so many seconds"),
        ("RateLimit", "`\"name\";r=29;t=1`: so many are left, all of them are back after so many seconds"),
    ];
    for (name, about) in fields {
        response.headers.insert(name.into(), header(Type::String, about).into());
    }
}

/// What is read as JSON has a tag, and is not sent again to whoever has it.
fn tagged(operation: &mut Operation) {
    let about = "A digest of the answer, for `If-None-Match`";
    let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") else { return };
    if response.content.contains_key("application/json") {
        response.headers.insert("ETag".into(), header(Type::String, about).into());
        let same = ResponseBuilder::new()
            .description("The answer is still the one that `If-None-Match` names")
            .header("ETag", header(Type::String, about));
        operation.responses.responses.insert("304".into(), same.build().into());
    }
}

fn header(of: Type, about: &str) -> Header {
    let schema = ObjectBuilder::new().schema_type(of).build();
    HeaderBuilder::new().schema(Some(schema)).description(Some(about)).build()
}
