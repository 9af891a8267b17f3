//! Ways outside besides SMS, which `identity` has: WeChat template messages and the branch's webhook.

use crate::outgoing::Outgoing;
use anyhow::{bail, ensure, Context, Result};
use hmac::{Hmac, Mac};
use serde::Deserialize;
use serde_json::json;
use sha2::Sha256;
use tokio::sync::Mutex;
use url::Url;
use zeroize::Zeroizing;

/// A token is given up so long before it is over, in seconds.
const EARLY: i64 = 120;

/// Template messages of a WeChat official account.
pub struct WeChat {
    outgoing: Outgoing,
    /// `https://api.weixin.qq.com`
    base: Url,
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
    /// If the base is not a URL.
    pub fn new(
        outgoing: Outgoing,
        base: &str,
        app_id: &str,
        secret: Zeroizing<String>,
        template: &str,
    ) -> Result<Self> {
        Ok(WeChat {
            outgoing,
            base: base.parse().context("not a URL")?,
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
        let url = self.at("cgi-bin/message/template/send", &[("access_token", &token)]);
        let body = json!({
            "touser": openid, "template_id": self.template, "data": { "content": { "value": text } },
        });
        let answer = self.outgoing.post(&url, &[], body.to_string().into_bytes()).await?;
        ensure!(answer.status.is_success(), "answered with {}", answer.status);
        let sent: Sent = answer.json()?;
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
        let query = [
            ("grant_type", "client_credential"),
            ("appid", self.app_id.as_str()),
            ("secret", self.secret.as_str()),
        ];
        let answer = self.outgoing.get(&self.at("cgi-bin/token", &query)).await?;
        let token: Token = answer.json().context("no token")?;
        let until = now.saturating_add(token.expires_in).saturating_sub(EARLY);
        *kept = Some((token.access_token.clone(), until));
        Ok(token.access_token)
    }

    fn at(&self, path: &str, query: &[(&str, &str)]) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/{path}", url.path().trim_end_matches('/')));
        url.query_pairs_mut().extend_pairs(query);
        url
    }
}

/// The branch's own webhook. Bodies hold what kind of thing happened and to which activity, and nobody's data.
pub struct Webhook {
    outgoing: Outgoing,
    url: Url,
    secret: Zeroizing<String>,
}

impl Webhook {
    /// # Errors
    /// If the secret is too short to sign with, or the address is not a URL.
    pub fn new(outgoing: Outgoing, url: &str, secret: Zeroizing<String>) -> Result<Self> {
        ensure!(secret.trim().len() >= 32, "the webhook's secret has at least 32 characters");
        Ok(Webhook { outgoing, url: url.parse().context("not a URL")?, secret })
    }

    /// Posts a body with the header `TimeBank-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hexadecimal>`.
    ///
    /// # Errors
    /// If it was not answered with success.
    pub async fn send(&self, body: &str, now: i64) -> Result<()> {
        let signature = signature(self.secret.trim().as_bytes(), body, now)?;
        let signed = format!("t={now},v1={signature}");
        let headers = [("timebank-signature", signed.as_str())];
        let answer = self.outgoing.post(&self.url, &headers, body.as_bytes().to_vec()).await?;
        ensure!(answer.status.is_success(), "answered with {}", answer.status);
        Ok(())
    }
}

/// The signature of a body at a time.
fn signature(secret: &[u8], body: &str, now: i64) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).context("not a key")?;
    mac.update(format!("{now}.{body}").as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}
