//! An HTTP service that answers with JSON: `GET url?after=<version>&limit=<rows>` gives the rows after a version, the lowest first.

use super::{json, versions, Page, Source, SourceError};
use crate::mapping::{self, Mapping, MappingError};
use crate::row::{self, Bad, Row};
use crate::secret::read_text;
use async_trait::async_trait;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use std::path::Path;
use std::time::Duration;
use ureq::http::StatusCode;
use ureq::tls::{Certificate, ClientCert, PrivateKey, RootCerts, TlsConfig};
use ureq::Agent;
use zeroize::Zeroizing;

const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of the longest answer.
const LONGEST: u64 = 16 << 20;

pub struct Http {
    agent: Agent,
    url: String,
    token: Option<Zeroizing<String>>,
    rows: String,
    columns: Vec<String>,
    version: usize,
    overlap: u64,
    limit: u32,
    /// What the service called its last answer, and to which address: the same again is not read again.
    seen: Option<(String, String)>,
}

impl Http {
    pub fn new(mapping: &Mapping, from: &mapping::Http) -> Result<Self, MappingError> {
        let token = from.token_file.as_ref().map(|file| read_text(file)).transpose()?;
        let roots = match &from.ca_file {
            None => RootCerts::WebPki,
            Some(file) => RootCerts::new_with_certs(&certificates("ca_file", file)?),
        };
        let ours = match (&from.certificate_file, &from.key_file) {
            (Some(certificate), Some(key)) => Some(ours(certificate, key)?),
            _ => None,
        };
        let tls = TlsConfig::builder().root_certs(roots).client_cert(ours).build();
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls)
            .build()
            .into();
        let (columns, version) = (mapping.columns().to_vec(), mapping.version_place());
        Ok(Http {
            agent,
            url: from.url.clone(),
            token,
            rows: from.rows.clone(),
            columns,
            version,
            overlap: from.overlap,
            limit: from.page,
            seen: None,
        })
    }

    /// The rows after a version and how many there were; nothing if it is what was read last.
    async fn read(&mut self, after: u64) -> Result<Option<(Vec<Row>, Vec<Bad>)>, SourceError> {
        let more = if self.url.contains('?') { '&' } else { '?' };
        let url = format!("{}{more}after={after}&limit={}", self.url, self.limit);
        let mut request = self.agent.get(&url).header("Accept", "application/json");
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {}", token.trim()));
        }
        if let Some((_, tag)) = self.seen.as_ref().filter(|(of, _)| *of == url) {
            request = request.header("If-None-Match", tag);
        }
        let call = move || -> Result<_, ureq::Error> {
            let mut answer = request.call()?;
            let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).map(str::to_owned);
            let body = Zeroizing::new(answer.body_mut().with_config().limit(LONGEST).read_to_vec()?);
            Ok((answer.status(), tag, body))
        };
        let away = || SourceError::Away("no answer, or half of one".into());
        let answered = tokio::task::spawn_blocking(call).await.map_err(|_| away())?;
        let (status, tag, body) = answered.map_err(|error| match error {
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
                SourceError::Refused("its certificate is not one that is trusted".into())
            }
            _ => away(),
        })?;
        match status {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED => return Ok(None),
            status if status.is_client_error() => {
                return Err(SourceError::Refused(format!("status {}", status.as_u16())))
            }
            status => return Err(SourceError::Away(format!("status {}", status.as_u16()))),
        }
        let read = json::rows(&body, &self.rows, &self.columns, self.version)?;
        let (good, bad) = json::placed(read, |_| row::place(None));
        self.seen = tag.map(|tag| (url, tag));
        Ok(Some((good, bad)))
    }
}

/// The certificates of a file.
fn certificates(what: &str, file: &Path) -> Result<Vec<Certificate<'static>>, MappingError> {
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let read = read.ok().filter(|all| !all.is_empty()).ok_or_else(|| {
        MappingError::Invalid(format!("from.http.{what}: {} holds no certificate", file.display()))
    })?;
    Ok(read.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect())
}

/// What we show to the service, if key and certificate belong together.
fn ours(certificate_file: &Path, key_file: &Path) -> Result<ClientCert, MappingError> {
    let chain = certificates("certificate_file", certificate_file)?;
    let pem = read_text(key_file)?;
    let wrong = || {
        MappingError::Invalid(format!(
            "from.http.key_file: {} holds no key of the certificate",
            key_file.display()
        ))
    };
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| wrong())?;
    let ders = chain.iter().map(|certificate| CertificateDer::from(certificate.der().to_vec())).collect();
    CertifiedKey::from_der(ders, key, &rustls::crypto::ring::default_provider()).map_err(|_| wrong())?;
    let key = PrivateKey::from_pem(pem.as_bytes()).map_err(|_| wrong())?;
    Ok(ClientCert::new_with_certs(&chain, key))
}

#[async_trait]
impl Source for Http {
    async fn page(&mut self, after: Option<&str>) -> Result<Page, SourceError> {
        let from = versions::from(after, self.overlap);
        let Some((rows, bad)) = self.read(from).await? else {
            let (position, more) = versions::next(after, from, None, false);
            return Ok(Page { position: Some(position), more, ..Page::default() });
        };
        let last = rows.iter().filter_map(|row| row::version(row.values.get(self.version)?.as_deref())).max();
        let count = rows.len().saturating_add(bad.len());
        let full = u32::try_from(count).is_ok_and(|count| count >= self.limit);
        let (position, more) = versions::next(after, from, last, full);
        Ok(Page { rows, bad, position: Some(position), more })
    }

    fn after(&self, version: u64) -> Option<String> {
        Some(version.to_string())
    }
}
