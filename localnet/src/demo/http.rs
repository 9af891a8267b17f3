//! The relayer's HTTP API, spoken as a page would speak it.

use super::people::random;
use anyhow::{bail, Context, Result};
use serde_json::Value;
use std::time::Duration;
use ureq::Agent;

const TIMEOUT: Duration = Duration::from_secs(40);
/// How long one question after an action waits on the server.
const WAIT_SECONDS: u32 = 8;
/// How many such questions: an action that is not final by then has a fault.
const WAITS: u32 = 6;

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The stable code of a problem document.
    pub fn code(&self) -> Option<&str> {
        self.body.get("code").and_then(Value::as_str)
    }

    /// The body of a success.
    pub fn ok(self) -> Result<Value> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        bail!("refused with {}: {}", self.status, self.body)
    }
}

/// One person's conversation with one branch's relayer.
#[derive(Clone)]
pub struct Session {
    agent: Agent,
    base: String,
    token: Option<String>,
}

impl Session {
    /// A conversation with nobody logged in.
    pub fn anonymous(base: &str) -> Self {
        let config =
            Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false).build();
        Self { agent: config.into(), base: base.to_owned(), token: None }
    }

    /// The same conversation, logged in.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub fn get(&self, path: &str) -> Result<Answer> {
        let mut request = self.agent.get(self.url(path));
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let response = request.call().with_context(|| format!("no answer to GET {path}"))?;
        answer(response, path)
    }

    /// The status of a page, whatever its body.
    pub fn status(&self, path: &str) -> Result<u16> {
        let response =
            self.agent.get(self.url(path)).call().with_context(|| format!("no answer to GET {path}"))?;
        Ok(response.status().as_u16())
    }

    /// A page that is no JSON.
    pub fn text(&self, path: &str) -> Result<String> {
        let mut response =
            self.agent.get(self.url(path)).call().with_context(|| format!("no answer to GET {path}"))?;
        response.body_mut().read_to_string().with_context(|| format!("{path}: half an answer"))
    }

    /// A changing request with an idempotency key of its own.
    pub fn send(&self, method: &str, path: &str, body: &Value) -> Result<Answer> {
        self.send_raw(method, path, &body.to_string(), &new_key())
    }

    /// A changing request with any body and key.
    pub fn send_raw(&self, method: &str, path: &str, body: &str, key: &str) -> Result<Answer> {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(self.url(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key);
        let request = match &self.token {
            Some(token) => request.header("Authorization", format!("Bearer {token}")),
            None => request,
        };
        let request = request.body(body.to_owned()).with_context(|| format!("cannot ask {path}"))?;
        let response = self.agent.run(request).with_context(|| format!("no answer to {method} {path}"))?;
        answer(response, path)
    }

    /// Waits until an action is done or failed, and gives its last state: at the next block or two.
    pub fn settle(&self, accepted: &Value) -> Result<Value> {
        let id = accepted.get("id").and_then(Value::as_str).context("the answer names no action")?;
        for _ in 0..WAITS {
            let action = self.get(&format!("/v1/actions/{id}?wait={WAIT_SECONDS}"))?.ok()?;
            match action.get("state").and_then(Value::as_str) {
                Some("done" | "failed") => return Ok(action),
                _ => continue,
            }
        }
        bail!("action {id} is not final after {} s", WAITS.saturating_mul(WAIT_SECONDS))
    }

    /// A changing request that ends on the chain: waits until it is done. Refusals of either side are an error.
    pub fn act(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let accepted = self.send(method, path, body)?.ok().with_context(|| format!("{method} {path}"))?;
        let action = self.settle(&accepted)?;
        match action.get("state").and_then(Value::as_str) {
            Some("done") => Ok(action),
            _ => bail!("{method} {path} failed on chain: {action}"),
        }
    }

    /// A changing request that must be refused, at once or on the chain: its code.
    pub fn refused(&self, method: &str, path: &str, body: &Value) -> Result<(u16, String)> {
        let answer = self.send(method, path, body)?;
        if let Some(code) = answer.code() {
            return Ok((answer.status, code.to_owned()));
        }
        let status = answer.status;
        let action = self.settle(&answer.ok()?)?;
        match action.get("code").and_then(Value::as_str) {
            Some(code) => Ok((status, code.to_owned())),
            None => bail!("{method} {path} was carried out, but it must be refused"),
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// A new idempotency key.
pub fn new_key() -> String {
    format!("demo-{:08x}{:08x}", random(u32::MAX), random(u32::MAX))
}

fn answer(mut response: ureq::http::Response<ureq::Body>, path: &str) -> Result<Answer> {
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().with_context(|| format!("{path}: half an answer"))?;
    let body = if text.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(&text).with_context(|| format!("{path} gave no JSON: {text}"))?
    };
    Ok(Answer { status, body })
}
