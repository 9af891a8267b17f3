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
