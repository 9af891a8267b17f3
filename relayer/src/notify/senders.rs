//! Ways outside besides SMS, which `identity` has: WeChat template messages and the branch's webhook.

use anyhow::{bail, ensure, Context, Result};
use hmac::{Hmac, Mac};
use reqwest::Client;
use serde::Deserialize;
use serde_json::json;
use sha2::Sha256;
use std::time::Duration;
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// The longest a message may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// A token is given up so long before it is over, in seconds.
const EARLY: i64 = 120;

/// # Errors
/// If the client cannot be made.
fn client() -> Result<Client> {
    Client::builder().timeout(PATIENCE).build().context("cannot make an HTTP client")
}

/// Template messages of a WeChat official account.
pub struct WeChat {
    client: Client,
    /// `https://api.weixin.qq.com`
    base: String,
    app_id: String,
    secret: Zeroizing<String>,
    template: String,
    /// The access token and until when it is good.
    token: Mutex<Option<(String, i64)>>,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    expires_in: i64,
}

#[derive(Deserialize)]
struct Sent {
    errcode: i64,
}

impl WeChat {
    /// # Errors
    /// If there is no HTTP client.
    pub fn new(base: &str, app_id: &str, secret: Zeroizing<String>, template: &str) -> Result<Self> {
        Ok(WeChat {
            client: client()?,
            base: base.trim_end_matches('/').to_owned(),
            app_id: app_id.to_owned(),
            secret,
            template: template.to_owned(),
            token: Mutex::new(None),
        })
    }

    /// Sends one message. What is wrong is said without the token and without whom it was for.
    ///
    /// # Errors
    /// If WeChat did not take it.
    pub async fn send(&self, openid: &str, text: &str, now: i64) -> Result<()> {
        let token = self.token(now).await?;
        let url = format!("{}/cgi-bin/message/template/send", self.base);
        let body = json!({
            "touser": openid, "template_id": self.template, "data": { "content": { "value": text } },
        });
        let answer = self.client.post(url).query(&[("access_token", &token)]).json(&body).send().await;
        let answer = answer.map_err(|error| error.without_url())?.error_for_status();
        let sent: Sent = answer.map_err(|error| error.without_url())?.json().await.context("no JSON")?;
        match sent.errcode {
            0 => Ok(()),
            code @ (40_001 | 40_014 | 42_001) => {
                *self.token.lock().await = None;
                bail!("the token is no longer good ({code})")
            }
            code => bail!("refused with {code}"),
        }
    }

    async fn token(&self, now: i64) -> Result<String> {
        let mut kept = self.token.lock().await;
        if let Some((token, _)) = kept.as_ref().filter(|(_, until)| *until > now) {
            return Ok(token.clone());
        }
        let url = format!("{}/cgi-bin/token", self.base);
        let query = [
            ("grant_type", "client_credential"),
            ("appid", self.app_id.as_str()),
            ("secret", self.secret.as_str()),
        ];
        let answer = self.client.get(url).query(&query).send().await.map_err(|error| error.without_url())?;
        let token: Token = answer.json().await.map_err(|error| error.without_url()).context("no token")?;
        let until = now.saturating_add(token.expires_in).saturating_sub(EARLY);
        *kept = Some((token.access_token.clone(), until));
        Ok(token.access_token)
    }
}

/// The branch's own webhook. Bodies hold what kind of thing happened and to which activity, and nobody's data.
pub struct Webhook {
    client: Client,
    url: String,
    secret: Zeroizing<String>,
}

impl Webhook {
    /// # Errors
    /// If the secret is too short to sign with, or there is no HTTP client.
    pub fn new(url: &str, secret: Zeroizing<String>) -> Result<Self> {
        ensure!(secret.trim().len() >= 32, "the webhook's secret has at least 32 characters");
        Ok(Webhook { client: client()?, url: url.to_owned(), secret })
    }

    /// Posts a body with the header `TimeBank-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hexadecimal>`.
    ///
    /// # Errors
    /// If it was not answered with success.
    pub async fn send(&self, body: &str, now: i64) -> Result<()> {
        let signature = signature(self.secret.trim().as_bytes(), body, now)?;
        let request = self
            .client
            .post(&self.url)
            .header("content-type", "application/json")
            .header("timebank-signature", format!("t={now},v1={signature}"))
            .body(body.to_owned());
        let answer = request.send().await.map_err(|error| error.without_url())?;
        ensure!(answer.status().is_success(), "answered with {}", answer.status());
        Ok(())
    }
}

/// The signature of a body at a time.
fn signature(secret: &[u8], body: &str, now: i64) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).context("not a key")?;
    mac.update(format!("{now}.{body}").as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}
