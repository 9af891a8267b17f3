//! What the description of every operation says beside what its handler's attributes say: who may call it, which headers it takes and
//! answers with, every code it can be refused with, and an example of what is sent and answered.

use super::problem::Problem;
use super::{access, acting, codes, examples};
use axum::http::Method;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, Schema, Type};
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

/// Completes the description.
pub(super) fn describe(document: &mut OpenApi) {
    let mut problems = BTreeMap::new();
    let mut examples = examples::Examples::of(document);
    for item in document.paths.paths.values_mut() {
        for (method, operation) in operations_mut(item) {
            access::describe(&method, operation);
            acting::describe(operation);
            refusals(operation, &mut problems);
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
    components.examples.extend(examples.shared());
}

/// Every code, by status. Operations with the same codes of a status share one description of it.
fn refusals(operation: &mut Operation, shared: &mut BTreeMap<String, RefOr<Response>>) {
    let mut by_status: BTreeMap<u16, Vec<Problem>> = BTreeMap::new();
    for problem in codes::of(operation) {
        by_status.entry(problem.status).or_default().push(problem);
    }
    operation.responses.responses.remove("default");
    for (status, problems) in by_status {
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        let digest = hex::encode(Sha256::digest(codes.join(" ")));
        let name = format!("Problem{status}.{}", digest.get(..8).unwrap_or_default());
        let reference = Ref::from_response_name(&name);
        shared.entry(name).or_insert_with(|| response(&problems).into());
        operation.responses.responses.insert(status.to_string(), reference.into());
    }
}

fn response(problems: &[Problem]) -> Response {
    let lines: Vec<String> =
        problems.iter().map(|problem| format!("`{}`: {}", problem.code, problem.title())).collect();
    let codes = problems.iter().map(|problem| problem.code);
    let code = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes));
    let schema = AllOfBuilder::new()
        .item(Ref::from_schema_name("Problem"))
        .item(ObjectBuilder::new().property("code", code));
    let content = ContentBuilder::new()
        .schema(Some(Schema::AllOf(schema.build())))
        .example(problems.first().and_then(|problem| serde_json::to_value(problem.document()).ok()))
        .build();
    let mut response = ResponseBuilder::new()
        .description(lines.join("\n"))
        .content("application/problem+json", content)
        .build();
    let says = |code: &str| problems.iter().any(|problem| problem.code == code);
    match problems.first().map(|problem| problem.status) {
        Some(429 | 503) => {
            let about = "Seconds after which it makes sense to ask again, where that is known";
            response.headers.insert("Retry-After".into(), header(Type::Integer, about).into());
        }
        Some(401) => {
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
