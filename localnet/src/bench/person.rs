//! Somebody who uses a relayer by its HTTP API, beside many others.

use super::diary::{Act, Diary};
use super::stream::{self, Stream};
use crate::demo::{new_key, people};
use anyhow::{bail, ensure, Context, Result};
use reqwest::{Client, Method, StatusCode};
use serde_json::{json, Value};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use timebank_api::MemberId;
use tokio::sync::Semaphore;
use tokio::time::timeout;

const TIMEOUT: Duration = Duration::from_secs(40);
/// How long one question after an action waits on the server.
const WAIT_SECONDS: u32 = 20;
/// How many such questions: an action that is not at its end by then is lost.
const WAITS: u32 = 6;

/// A relayer's API; passwords are stretched for as many at a time as it has permits for.
pub struct Api {
    http: Client,
    base: String,
    stretching: Semaphore,
}

/// Somebody who has logged in.
pub struct Person {
    http: Client,
    base: String,
    token: String,
    pub member: MemberId,
    /// The own stream, while it is listened to.
    stream: Mutex<Option<Stream>>,
}

/// By what event somebody's own stream tells of an act.
pub type Told = (&'static str, Value);

impl Api {
    pub fn new(base: String) -> Result<Self> {
        let http = Client::builder().timeout(TIMEOUT).build().context("cannot make an HTTP client")?;
        Ok(Self { http, base, stretching: Semaphore::new(4) })
    }

    /// Registers somebody and logs in as member.
    pub async fn register(&self, person: &people::Person) -> Result<Person> {
        let body = json!({"phone": person.phone, "password": person.password, "id_number": person.id_number});
        let nobody = self.nobody();
        let accepted = {
            let _turn = self.stretching.acquire().await?;
            nobody.send(Method::POST, "/v1/auth/registrations", &body).await?
        };
        let action = nobody.outcome(accepted).await?;
        ensure!(state(&action) == "done", "a registration failed: {action}");
        self.log_in(person, "member").await
    }

    pub async fn log_in(&self, person: &people::Person, role: &str) -> Result<Person> {
        let nobody = self.nobody();
        let body = json!({"phone": person.phone, "password": person.password, "role": role});
        let _turn = self.stretching.acquire().await?;
        let session = nobody.send(Method::POST, "/v1/auth/sessions", &body).await?;
        let token = session.get("token").and_then(Value::as_str).context("login gave no token")?;
        let member = session.get("member").and_then(Value::as_u64).context("login names no member")?;
        Ok(Person { token: token.to_owned(), member, ..nobody })
    }

    fn nobody(&self) -> Person {
        let (http, base) = (self.http.clone(), self.base.clone());
        Person { http, base, token: String::new(), member: 0, stream: Mutex::default() }
    }

    /// Makes an office key and gives its public half.
    pub async fn office_key(&self, person: &Person, passphrase: &str) -> Result<Vec<u8>> {
        let _turn = self.stretching.acquire().await?;
        let body = json!({"passphrase": passphrase});
        let answer = person.send(Method::PUT, "/v1/me/office-passphrase", &body).await?;
        let key = answer.get("public_key").and_then(Value::as_str).context("no public key")?;
        hex::decode(key).context("the public key is not hexadecimal")
    }

    /// Unlocks the office for a shift.
    pub async fn unlock(&self, person: &Person, passphrase: &str) -> Result<()> {
        let _turn = self.stretching.acquire().await?;
        let body = json!({"passphrase": passphrase});
        person.send(Method::POST, "/v1/me/office-session", &body).await.map(drop)
    }
}

impl Person {
    /// Asks for something that changes the ledger and waits until the index knows it done; the action. What fails is noted.
    pub async fn act(&self, diary: &Diary, path: &str, body: &Value) -> Result<Value> {
        self.act_with(diary, Method::POST, path, body, None).await
    }

    /// As [`Person::act`], and waits until the own stream has told of it too, if it is listened to.
    pub async fn act_and_hear(&self, diary: &Diary, path: &str, body: &Value, told: Told) -> Result<Value> {
        self.act_with(diary, Method::POST, path, body, Some(told)).await
    }

    pub async fn act_with(
        &self,
        diary: &Diary,
        method: Method,
        path: &str,
        body: &Value,
        told: Option<Told>,
    ) -> Result<Value> {
        diary.turn().await;
        let begun = Instant::now();
        let heard = told.and_then(|(kind, part)| {
            let stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
            stream.as_ref().map(|stream| stream.expect(kind, part))
        });
        let heard = async {
            match heard {
                None => Ok(None),
                Some(heard) => match timeout(TIMEOUT, heard).await {
                    Ok(Ok(())) => Ok(Some(begun.elapsed())),
                    _ => bail!("the stream does not tell of it"),
                },
            }
        };
        let done = async {
            let accepted = self.send(method, path, body).await?;
            let answered = begun.elapsed();
            let action = self.outcome(accepted).await?;
            ensure!(state(&action) == "done", "failed on chain: {action}");
            anyhow::Ok((action, answered, begun.elapsed()))
        };
        let noted = async {
            // An act that fails is told by no stream.
            let ((action, accepted, done), told) = futures::future::try_join(done, heard).await?;
            let kind = action.get("kind").and_then(Value::as_str).context("the action has no kind")?;
            diary.act(Act { kind: kind.to_owned(), accepted, done, told, at: Instant::now() });
            Ok(action)
        };
        let noted: Result<Value> = noted.await;
        noted.with_context(|| path.to_owned()).inspect_err(|error| diary.failure(format!("{error:#}")))
    }

    /// Listens to the own stream from now on.
    pub async fn listen(&self) -> Result<()> {
        let url = format!("{}/v1/stream?topics=me", self.base);
        // The stream has no end: no time limit.
        let open = Client::builder().build().context("cannot make an HTTP client")?;
        let stream = stream::open(open.get(url).bearer_auth(&self.token)).await?;
        *self.stream.lock().unwrap_or_else(PoisonError::into_inner) = Some(stream);
        Ok(())
    }

    /// Listens no more.
    pub fn stop_listening(&self) {
        *self.stream.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub async fn get(&self, path: &str) -> Result<Value> {
        let request = self.http.get(format!("{}{path}", self.base)).bearer_auth(&self.token);
        answer(request.send().await?).await
    }

    /// A changing request with an idempotency key of its own.
    async fn send(&self, method: Method, path: &str, body: &Value) -> Result<Value> {
        let request = self.http.request(method, format!("{}{path}", self.base));
        let request = request.header("Idempotency-Key", new_key()).json(body);
        let request = if self.token.is_empty() { request } else { request.bearer_auth(&self.token) };
        answer(request.send().await?).await
    }

    /// Waits until an action is at its end.
    async fn outcome(&self, mut action: Value) -> Result<Value> {
        let id = action.get("id").and_then(Value::as_str).context("the answer names no action")?.to_owned();
        for _ in 0..WAITS {
            if matches!(state(&action), "done" | "failed") {
                return Ok(action);
            }
            action = self.get(&format!("/v1/actions/{id}?wait={WAIT_SECONDS}")).await?;
        }
        bail!("lost: {action}")
    }
}

fn state(action: &Value) -> &str {
    action.get("state").and_then(Value::as_str).unwrap_or_default()
}

async fn answer(response: reqwest::Response) -> Result<Value> {
    let status: StatusCode = response.status();
    let text = response.text().await?;
    ensure!(status.is_success(), "refused with {status}: {text}");
    match text.is_empty() {
        true => Ok(Value::Null),
        false => serde_json::from_str(&text).with_context(|| format!("no JSON: {text}")),
    }
}
