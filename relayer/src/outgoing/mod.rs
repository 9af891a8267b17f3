//! Requests to services outside: SMS, WeChat, the webhook, the identity check, registrars. Certificates are checked against the
//! authorities that the web trusts, or in their place those that the configuration names; there is no way to leave it out.
//! Nothing is followed elsewhere, and what went wrong is said without the address, which may name somebody or hold a token.

#[cfg(test)]
pub(crate) mod fake_tls;

use anyhow::{bail, ensure, Context, Result};
use serde::de::DeserializeOwned;
use std::path::Path;
use std::time::Duration;
use ureq::http::{HeaderMap, Request, StatusCode, Uri};
use ureq::tls::{parse_pem, PemItem, RootCerts, TlsConfig};
use ureq::Agent;
use url::Url;

/// The longest a request may take, from the name's look-up to the answer's last byte.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Whether an address keeps what is sent to it from others: https, or this machine.
pub fn is_private(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

/// Asks services outside. Cheap to clone.
#[derive(Clone)]
pub struct Outgoing(Agent);

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Outgoing")
    }
}

/// What a service answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    /// The answer's JSON.
    ///
    /// # Errors
    /// If it is none of that form; what it said is not repeated.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).ok().context("the answer is not the JSON that was expected")
    }
}

impl Outgoing {
    /// `authorities` are PEM certificates that count in place of those that the web trusts.
    ///
    /// # Errors
    /// If the file cannot be read, or holds no certificate.
    pub fn new(authorities: Option<&Path>) -> Result<Self> {
        let mut tls = TlsConfig::builder();
        if let Some(path) = authorities {
            let pem = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            tls = tls.root_certs(roots(&pem).with_context(|| format!("in {}", path.display()))?);
        }
        let agent = Agent::config_builder()
            .tls_config(tls.build())
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Ok(Outgoing(agent.into()))
    }

    /// Posts a body of JSON with more headers.
    ///
    /// # Errors
    /// If there was no answer.
    pub async fn post(&self, url: &Url, headers: &[(&str, &str)], body: Vec<u8>) -> Result<Answer> {
        let mut request = Request::post(address(url)?).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).ok().context("a header cannot be sent")?;
        self.ask(move |agent| agent.run(request)).await
    }

    /// # Errors
    /// If there was no answer.
    pub async fn get(&self, url: &Url) -> Result<Answer> {
        let request = Request::get(address(url)?).body(()).ok().context("the address cannot be asked")?;
        self.ask(move |agent| agent.run(request)).await
    }

    async fn ask(
        &self,
        run: impl FnOnce(&Agent) -> Result<ureq::http::Response<ureq::Body>, ureq::Error> + Send + 'static,
    ) -> Result<Answer> {
        let agent = self.0.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let mut response = run(&agent)?;
            let body = response.body_mut().with_config().limit(LONGEST).read_to_vec()?;
            Ok::<_, ureq::Error>(Answer {
                status: response.status(),
                headers: response.headers().clone(),
                body,
            })
        });
        match asked.await.context("the request was broken off")? {
            Ok(answer) => Ok(answer),
            Err(ureq::Error::BadUri(_) | ureq::Error::Http(_)) => bail!("the address cannot be asked"),
            Err(error) => bail!("there was no answer: {error}"),
        }
    }
}

fn address(url: &Url) -> Result<Uri> {
    url.as_str().parse().ok().context("the address cannot be asked")
}

fn roots(pem: &[u8]) -> Result<RootCerts> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.ok().context("not PEM")? {
            certificates.push(certificate);
        }
    }
    ensure!(!certificates.is_empty(), "there is no certificate");
    Ok(RootCerts::new_with_certs(&certificates))
}

#[cfg(test)]
mod tests {
    use super::fake_tls::{self, FakeService, ANOTHER, AUTHORITY, EXPIRED, MISNAMED, SERVER};
    use super::*;

    fn trusting(authority: &str) -> Outgoing {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), authority).unwrap();
        Outgoing::new(Some(file.path())).unwrap()
    }

    async fn post(outgoing: &Outgoing, service: &FakeService) -> Result<Answer> {
        let url: Url = format!("{}/13912345678?token=geheim", service.address()).parse().unwrap();
        outgoing.post(&url, &[("authorization", "Bearer geheim")], b"{\"a\":1}".to_vec()).await
    }

    #[tokio::test]
    async fn a_service_is_asked_when_its_certificate_is_of_a_trusted_authority_for_its_name_and_in_time() {
        let bundle = format!("{ANOTHER}\n{AUTHORITY}");
        for authorities in [AUTHORITY, &bundle] {
            let service = FakeService::start(SERVER);
            let answer = post(&trusting(authorities), &service).await.unwrap();
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.json::<serde_json::Value>().unwrap(), serde_json::json!({"a": 1}));
        }
        for (certificate, authority) in [(SERVER, ANOTHER), (MISNAMED, AUTHORITY), (EXPIRED, AUTHORITY)] {
            let service = FakeService::start(certificate);
            let refused = post(&trusting(authority), &service).await.unwrap_err().to_string();
            assert!(refused.contains("certificate"), "{refused}");
            assert!(!refused.contains("geheim") && !refused.contains("139"), "{refused}");
            assert_eq!(service.heard(), 0, "nothing was said before the certificate was looked at");
        }
        // The authorities that the web trusts are no exception for this machine.
        let service = FakeService::start(SERVER);
        assert!(post(&Outgoing::new(None).unwrap(), &service).await.is_err());
        assert_eq!(service.heard(), 0);
    }

    #[tokio::test]
    async fn a_redirection_is_not_followed() {
        let service = FakeService::start(SERVER);
        let url: Url = format!("{}{}", service.address(), fake_tls::ELSEWHERE).parse().unwrap();
        let answer = trusting(AUTHORITY).post(&url, &[], Vec::new()).await.unwrap();
        assert_eq!((answer.status, service.heard()), (StatusCode::TEMPORARY_REDIRECT, 1));
    }

    #[test]
    fn a_file_without_a_certificate_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for text in ["", "no PEM at all", fake_tls::KEY] {
            std::fs::write(file.path(), text).unwrap();
            assert!(Outgoing::new(Some(file.path())).is_err(), "{text}");
        }
    }

    #[test]
    fn secrets_go_by_https_or_stay_on_this_machine() {
        for address in
            ["https://sms.example/send", "http://127.0.0.1:8080/", "http://localhost/", "http://[::1]:9/"]
        {
            assert!(is_private(address), "{address}");
        }
        for address in
            ["http://sms.example/", "http://10.0.0.1/", "http://127.0.0.1.example/", "ftp://localhost/", "x"]
        {
            assert!(!is_private(address), "{address}");
        }
    }
}
