use super::fill::Template;
use super::{Phone, SecretText, SmsSender};
use crate::outgoing::Outgoing;
use async_trait::async_trait;
use std::io::Error;
use url::Url;

/// Sends messages through a provider that takes a JSON document by POST, with a bearer secret. Any 2xx answer means that the
/// provider has taken the message. What it says otherwise is not logged: it may repeat the number.
#[derive(Debug, Clone)]
pub struct HttpSms {
    url: Url,
    secret: SecretText,
    template: Template,
    outgoing: Outgoing,
}

impl HttpSms {
    /// A sender for a URL and a template with the places `{phone}` and `{text}`; nothing if either cannot be read.
    pub fn new(outgoing: Outgoing, url: &str, secret: SecretText, template: &str) -> Option<Self> {
        Some(HttpSms { url: url.parse().ok()?, secret, template: Template::parse(template)?, outgoing })
    }
}

#[async_trait]
impl SmsSender for HttpSms {
    async fn send(&self, to: &Phone, text: &str) -> std::io::Result<()> {
        let document = self.template.fill(&[("phone", to.text()), ("text", text)]);
        let bearer = format!("Bearer {}", self.secret.reveal());
        let headers = [("authorization", bearer.as_str())];
        let answer = self.outgoing.post(&self.url, &headers, document.to_string().into_bytes()).await;
        match answer.map_err(|error| Error::other(error.to_string()))?.status {
            status if status.is_success() => Ok(()),
            status => Err(Error::other(format!("the provider answered {}", status.as_u16()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, StatusCode};
    use axum::routing::post;
    use axum::{Json, Router};
    use serde_json::{json, Value};

    #[tokio::test]
    async fn provider_gets_the_document_and_a_refusal_tells_nothing_of_the_number() {
        let take = |headers: HeaderMap, Json(body): Json<Value>| async move {
            let known = headers["authorization"] == "Bearer geheim";
            let expected = json!({"mobile": "+8613912345678", "content": "code 123456", "sign": "TimeBank"});
            match known && body == expected {
                true => (StatusCode::OK, String::new()),
                false => (StatusCode::FORBIDDEN, format!("refused {body}")),
            }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/send", post(take))).await });
        let template = r#"{"mobile": "{phone}", "content": "{text}", "sign": "TimeBank"}"#;
        let outgoing = Outgoing::new(None).unwrap();
        let sms =
            |secret: &str| HttpSms::new(outgoing.clone(), &url, SecretText::new(secret), template).unwrap();
        let phone = Phone::parse("13912345678").unwrap();
        sms("geheim").send(&phone, "code 123456").await.unwrap();
        let refused = sms("other").send(&phone, "code 123456").await.unwrap_err().to_string();
        assert_eq!(refused, "the provider answered 403");
        assert!(!format!("{:?}", sms("geheim")).contains("geheim"));
        let nobody = "http://127.0.0.1:1/13912345678";
        let nobody = HttpSms::new(outgoing.clone(), nobody, SecretText::new("s"), template).unwrap();
        let silent = nobody.send(&phone, "code 123456").await.unwrap_err().to_string();
        assert!(!silent.contains("13912345678"), "{silent}");
        assert!(HttpSms::new(outgoing, "no url", SecretText::new("s"), template).is_none());
    }
}
