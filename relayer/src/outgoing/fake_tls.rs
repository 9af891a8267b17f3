//! A fake service behind TLS, with certificates of a fake authority.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

pub(crate) const AUTHORITY: &str = include_str!("fake_authority/authority.pem");
pub(crate) const ANOTHER: &str = include_str!("fake_authority/another.pem");
pub(crate) const SERVER: &str = include_str!("fake_authority/server.pem");
pub(crate) const MISNAMED: &str = include_str!("fake_authority/misnamed.pem");
pub(crate) const EXPIRED: &str = include_str!("fake_authority/expired.pem");
pub(crate) const KEY: &str = include_str!("fake_authority/server.key");
/// Whoever asks for this is sent elsewhere.
pub(crate) const ELSEWHERE: &str = "/elsewhere";

/// Answers every request with the body it was sent. It lives as long as the test's process.
pub(crate) struct FakeService {
    address: String,
    heard: Arc<AtomicUsize>,
}

impl FakeService {
    pub(crate) fn start(certificate: &str) -> Self {
        let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let (config, heard) = (Arc::new(config), Arc::new(AtomicUsize::new(0)));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let counter = heard.clone();
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                // A client that refuses the certificate hangs up: the next one may not.
                let _ = serve(connection.unwrap(), &config, &counter);
            }
        });
        FakeService { address, heard }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// How many requests arrived.
    pub(crate) fn heard(&self) -> usize {
        self.heard.load(Ordering::SeqCst)
    }
}

fn serve(connection: TcpStream, config: &Arc<ServerConfig>, heard: &AtomicUsize) -> std::io::Result<()> {
    let session = ServerConnection::new(config.clone()).unwrap();
    let mut stream = BufReader::new(StreamOwned::new(session, connection));
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head.push_str(&line);
    }
    if head.is_empty() {
        return Ok(());
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    heard.fetch_add(1, Ordering::SeqCst);
    let stream = stream.get_mut();
    let status = match head.contains(ELSEWHERE) {
        true => "307 Temporary Redirect\r\nlocation: /",
        false => "200 OK",
    };
    write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n")?;
    stream.write_all(&body)?;
    stream.conn.send_close_notify();
    stream.flush()
}
