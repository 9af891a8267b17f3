use super::fake::*;
use crate::row::Fault;
use crate::source::connect;
use crate::{Mapping, SourceError};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A service that answers each request with what it was given for it, and keeps the requests.
struct FakeService {
    url: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl FakeService {
    fn start(answer: impl Fn(&str) -> (u16, String) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/changes", listener.local_addr().unwrap());
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let keep = heard.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.unwrap());
                let mut head = String::new();
                while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head).unwrap() > 0 {}
                let (status, body) = answer(&head);
                keep.lock().unwrap().push(head);
                let length = body.len();
                let head = format!("HTTP/1.1 {status} X\r\nETag: \"{length}\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
                let _ = stream.get_mut().write_all((head + &body).as_bytes());
            }
        });
        FakeService { url, heard }
    }

    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.heard.lock().unwrap())
    }

    fn mapping(&self, folder: &Path) -> Mapping {
        let http = format!(
            "[from.http]\nurl = \"{}\"\ntoken_file = \"source.key\"\nrows = \"/data\"\npage = 2\noverlap = 3",
            self.url
        );
        key(&folder.join("source.key"));
        Mapping::parse(&MAPPING.replace("[from.csv]\nfolder = \"drop\"", &http), folder).unwrap()
    }
}

fn row(version: u64, person: u64) -> String {
    format!(
        r#"{{"id_no":"{}","seq":{version},"at":{NOW},"fit":"yes","until":"2027-06-30","born":null,"more":[1]}}"#,
        number(person)
    )
}

#[tokio::test]
async fn pages_are_asked_for_by_version_and_an_unchanged_answer_is_not_read_again() {
    let service = FakeService::start(|head| {
        if head.to_lowercase().contains("if-none-match") {
            return (304, String::new());
        }
        let rows = match head.split_whitespace().nth(1).unwrap() {
            "/changes?after=0&limit=2" => vec![row(4, 1), row(6, 2)],
            "/changes?after=6&limit=2" => vec![row(9, 1)],
            other => panic!("{other}"),
        };
        (200, format!(r#"{{"data":[{}]}}"#, rows.join(",")))
    });
    let folder = tempfile::tempdir().unwrap();
    let mapping = service.mapping(folder.path());
    let mut source = connect(&mapping).unwrap();
    let first = source.page(None).await.unwrap();
    assert_eq!((first.rows.len(), first.more, first.position.as_deref()), (2, true, Some("6+")));
    let second = source.page(first.position.as_deref()).await.unwrap();
    assert_eq!((second.rows.len(), second.more, second.position.as_deref()), (1, false, Some("9")));
    let third = source.page(second.position.as_deref()).await.unwrap();
    assert_eq!((third.rows.len(), third.more, third.position.as_deref()), (0, false, Some("9")));
    let heard = service.heard();
    assert!(heard[2].to_lowercase().contains("if-none-match"), "{heard:?}");
    assert!(heard.iter().all(|head| head.contains(&format!("Bearer {}\r\n", "42".repeat(32)))), "{heard:?}");
}

#[tokio::test]
async fn rows_that_lack_something_are_told_and_the_others_count() {
    // In the last one columns are mixed up: what stands for the version is somebody's number.
    let service = FakeService::start(|_| {
        (200, format!(r#"{{"data":[{{"seq":3}},{},7,{}]}}"#, row(4, 1), row(990_101_195_001_010_011, 1)))
    });
    let folder = tempfile::tempdir().unwrap();
    let (chain, links) = (FakeChain::new(1), Arc::new(crate::tests::fake::FakeLinks::default()));
    links.link(&number(1), 11);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let mut source = connect(&service.mapping(folder.path())).unwrap();
    let step = feeder.feed.read(source.as_mut(), NOW).await.unwrap();
    let faults: Vec<&Fault> = step.bad.iter().map(|bad| &bad.fault).collect();
    assert_eq!(faults, [&Fault::Columns, &Fault::Columns, &Fault::Version], "{step:?}");
    assert_eq!(step.attested, 1);
    let position = feeder.store.standing(1).await.unwrap().unwrap().position;
    assert_eq!(position.as_deref(), Some("4+"), "nothing is passed over");
    assert!(!format!("{step:?}").contains("990101"), "{step:?}");
}

#[tokio::test]
async fn what_is_no_answer_is_told_without_its_words() {
    for (status, body, told) in [
        (401, "", "source.refused: status 401"),
        (302, "", "source.away: status 302"),
        (500, "", "source.away: status 500"),
        (200, "<html>", "source.columns: the answer is not JSON"),
        (200, "{}", "source.columns: the answer has no list of rows"),
    ] {
        let service = FakeService::start(move |_| (status, body.into()));
        let folder = tempfile::tempdir().unwrap();
        let error = connect(&service.mapping(folder.path())).unwrap().page(None).await.unwrap_err();
        assert_eq!(error.to_string(), told);
    }
    let nobody = FakeService { url: "http://127.0.0.1:1/x".into(), heard: Arc::default() };
    let folder = tempfile::tempdir().unwrap();
    let error = connect(&nobody.mapping(folder.path())).unwrap().page(None).await.unwrap_err();
    assert!(matches!(error, SourceError::Away(_)), "{error}");
    for url in [
        "http://issuer.example/x",
        "http://127.0.0.1.example/x",
        "ftp://127.0.0.1",
        "http://localhost.example",
    ] {
        let service = FakeService { url: url.into(), heard: Arc::default() };
        let refused = std::panic::catch_unwind(|| service.mapping(folder.path()));
        assert!(refused.is_err(), "{url}");
    }
}

/// An authority, and what it has signed, in PEM.
struct Authority {
    issuer: rcgen::Issuer<'static, rcgen::KeyPair>,
    certificate: String,
}

impl Authority {
    fn new() -> Self {
        let mut params = rcgen::CertificateParams::new([]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap().pem();
        Authority { issuer: rcgen::Issuer::new(params, key), certificate }
    }

    /// A certificate for a name, and its key.
    fn sign(&self, name: &str) -> (String, String) {
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new([name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.issuer).unwrap().pem(), key.serialize_pem())
    }
}

/// A service that answers whoever shows a certificate of the authority with no rows.
fn strict_service(authority: &Authority) -> String {
    use rustls::pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer};
    let (certificate, key) = authority.sign("localhost");
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority.certificate.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier =
        rustls::server::WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()],
            PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap(),
        )
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let mut stream = BufReader::new(rustls::StreamOwned::new(connection, stream.unwrap()));
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head).is_ok_and(|read| read > 0) {}
            let answer = "HTTP/1.1 200 X\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{\"rows\":[]}";
            let _ = stream.get_mut().write_all(answer.as_bytes());
            let _ = stream.get_mut().flush();
        }
    });
    format!("https://localhost:{port}/changes")
}

#[tokio::test]
async fn a_service_that_asks_for_a_certificate_is_shown_ours() {
    let folder = tempfile::tempdir().unwrap();
    let (authority, other) = (Authority::new(), Authority::new());
    let url = strict_service(&authority);
    let write = |name: &str, text: &str| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::write(folder.path().join(name), text).unwrap();
        std::fs::set_permissions(folder.path().join(name), std::fs::Permissions::from_mode(0o600)).unwrap();
    };
    let (certificate, private) = authority.sign("feeder");
    let (strange, strangers) = other.sign("feeder");
    write("ca.pem", &authority.certificate);
    write("other.pem", &other.certificate);
    for (name, text) in
        [("our.pem", &certificate), ("our.key", &private), ("their.pem", &strange), ("their.key", &strangers)]
    {
        write(name, text);
    }
    key(&folder.path().join("source.key"));
    let mapping = |ca: &str, ours: &str| {
        let http = format!("[from.http]\nurl = \"{url}\"\nca_file = \"{ca}\"\n{ours}");
        Mapping::parse(&MAPPING.replace("[from.csv]\nfolder = \"drop\"", &http), folder.path())
    };
    let ours = |certificate, key| format!("certificate_file = \"{certificate}\"\nkey_file = \"{key}\"");
    let read = |ca: &'static str, ours: String| {
        let mut source = connect(&mapping(ca, &ours).unwrap()).unwrap();
        async move { source.page(None).await.map(|page| page.rows.len()) }
    };
    assert_eq!(read("ca.pem", ours("our.pem", "our.key")).await, Ok(0));
    for (ca, ours) in [
        ("ca.pem", String::new()),
        ("ca.pem", ours("their.pem", "their.key")),
        ("other.pem", ours("our.pem", "our.key")),
    ] {
        let error = read(ca, ours.clone()).await.unwrap_err();
        assert!(!matches!(error, SourceError::Columns(_)), "{ca} {ours}: {error}");
    }
    let refused = |ours: &str| connect(&mapping("ca.pem", ours).unwrap()).err().unwrap().to_string();
    assert!(refused(&ours("our.pem", "their.key")).contains("holds no key of the certificate"));
    assert!(refused(&ours("our.key", "our.key")).contains("holds no certificate"));
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(folder.path().join("our.key"), open).unwrap();
    assert!(refused(&ours("our.pem", "our.key")).starts_with("mapping.secret"));
    assert!(mapping("ca.pem", "certificate_file = \"our.pem\"").is_err(), "one of two");
}
