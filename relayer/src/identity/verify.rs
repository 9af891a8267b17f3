//! Whether a name and an ID number belong together.

use super::fill::Template;
use super::{IdNumber, IdentityError, SecretText};
use crate::outgoing::Outgoing;
use async_trait::async_trait;
use serde_json::Value;
use url::Url;

/// Checks a person. Neither name nor number is kept or logged.
#[async_trait]
pub trait Verifier: Send + Sync + 'static {
    /// # Errors
    /// `VerifierName` when the name is needed and missing, `VerifierMismatch`, `VerifierUnavailable`.
    async fn verify(&self, name: Option<&str>, number: &IdNumber) -> Result<(), IdentityError>;

    /// Whether it needs the name.
    fn asks_name(&self) -> bool;
}

/// Asks nobody: what the number says of itself (checksum, region, date) was checked when it was read.
#[derive(Debug, Clone, Copy)]
pub struct OfflineVerifier;

#[async_trait]
impl Verifier for OfflineVerifier {
    async fn verify(&self, _: Option<&str>, _: &IdNumber) -> Result<(), IdentityError> {
        Ok(())
    }

    fn asks_name(&self) -> bool {
        false
    }
}

/// Asks a service for the two factors name and number, with a JSON document by POST and a bearer secret.
#[derive(Debug, Clone)]
pub struct HttpVerifier {
    url: Url,
    secret: SecretText,
    template: Template,
    result: String,
    matches: Value,
    outgoing: Outgoing,
}

impl HttpVerifier {
    /// A verifier for a URL, a template with the places `{name}` and `{id_number}`, a JSON pointer to the answer's result, and the
    /// result that means that they belong together; nothing if one of them cannot be read.
    pub fn new(
        outgoing: Outgoing,
        url: &str,
        secret: SecretText,
        template: &str,
        result: &str,
        matches: &str,
    ) -> Option<Self> {
        Some(HttpVerifier {
            url: url.parse().ok()?,
            secret,
            template: Template::parse(template)?,
            result: result.to_owned(),
            matches: serde_json::from_str(matches).ok()?,
            outgoing,
        })
    }

    async fn ask(&self, name: &str, number: &IdNumber) -> Result<Value, String> {
        let document = self.template.fill(&[("name", name), ("id_number", number.text())]);
        let bearer = format!("Bearer {}", self.secret.reveal());
        let headers = [("authorization", bearer.as_str())];
        let answer = self.outgoing.post(&self.url, &headers, document.to_string().into_bytes()).await;
        let answer = answer.map_err(|error| error.to_string())?;
        if !answer.status.is_success() {
            return Err(format!("it answered {}", answer.status.as_u16()));
        }
        let answer: Value = answer.json().map_err(|_| "its answer is no JSON".to_owned())?;
        answer.pointer(&self.result).cloned().ok_or_else(|| "its answer has no result".to_owned())
    }
}

#[async_trait]
impl Verifier for HttpVerifier {
    async fn verify(&self, name: Option<&str>, number: &IdNumber) -> Result<(), IdentityError> {
        let name = name.map(str::trim).filter(|name| (1..=64).contains(&name.chars().count()));
        let name = name.ok_or(IdentityError::VerifierName)?;
        match self.ask(name, number).await {
            Ok(result) if result == self.matches => Ok(()),
            Ok(_) => Err(IdentityError::VerifierMismatch),
            Err(error) => {
                tracing::warn!(%error, "the identity check could not be made");
                Err(IdentityError::VerifierUnavailable)
            }
        }
    }

    fn asks_name(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, StatusCode};
    use axum::routing::post;
    use axum::{Json, Router};
    use serde_json::json;

    async fn check(name: Option<&str>, secret: &str) -> &'static str {
        let answer = |headers: HeaderMap, Json(body): Json<Value>| async move {
            if headers["authorization"] != "Bearer geheim" {
                return (StatusCode::UNAUTHORIZED, Json(json!({})));
            }
            let same = body == json!({"xm": "王\"芳", "sfz": "11010519491231002X"});
            (StatusCode::OK, Json(json!({"data": {"result": if same { 1 } else { 2 }}})))
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/check", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/check", post(answer))).await });
        let template = r#"{"xm": "{name}", "sfz": "{id_number}"}"#;
        let outgoing = Outgoing::new(None).unwrap();
        let verifier =
            HttpVerifier::new(outgoing, &url, SecretText::new(secret), template, "/data/result", "1")
                .unwrap();
        let now = time::macros::datetime!(2026-11-22 12:00 UTC);
        let number = IdNumber::parse("11010519491231002X", false, now).unwrap();
        verifier.verify(name, &number).await.map_or_else(|error| error.code(), |()| "well")
    }

    #[tokio::test]
    async fn name_and_number_are_asked_together_and_silence_is_not_a_yes() {
        assert_eq!(check(Some(" 王\"芳 "), "geheim").await, "well");
        assert_eq!(check(Some("李芳"), "geheim").await, "identity.mismatch");
        assert_eq!(check(Some("  "), "geheim").await, "identity.name");
        assert_eq!(check(None, "geheim").await, "identity.name");
        assert_eq!(check(Some("王\"芳"), "wrong").await, "identity.unavailable");
    }
}
