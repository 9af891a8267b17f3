use super::fake::*;
use crate::source::connect;
use crate::{Mapping, Source};
use ed25519_consensus::SigningKey;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// A port that was free a moment ago.
fn address() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

fn mapping(folder: &Path, address: &str, key: &str) -> Mapping {
    let push = format!("[from.push]\nlisten = \"{address}\"\n{key}");
    super::fake::key(&folder.join("source.key"));
    Mapping::parse(&MAPPING.replace("[from.csv]\nfolder = \"drop\"", &push), folder).unwrap()
}

fn body(version: u64, person: u64) -> String {
    format!(
        r#"{{"rows":[{{"id_no":"{}","seq":{version},"at":{},"fit":"yes","until":"2027-06-30","born":null}}]}}"#,
        number(person),
        now()
    )
}

fn message(time: u64, body: &str) -> Vec<u8> {
    [b"timebank/push/v1".as_slice(), &time.to_be_bytes(), body.as_bytes()].concat()
}

fn hmac(time: u64, body: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(&[0x42; 32]).unwrap().chain_update(message(time, body));
    hex::encode(mac.finalize().into_bytes())
}

/// Posts in a thread of its own, as a partner would, once the address is open.
fn post(address: &str, time: u64, signature: String, body: String) -> tokio::task::JoinHandle<(u16, String)> {
    let url = format!("http://{address}/");
    tokio::task::spawn_blocking(move || {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = agent
            .post(&url)
            .header("Timebank-Time", time.to_string())
            .header("Timebank-Signature", signature);
        let mut answer = request.send(body).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    })
}

async fn serve(
    feeder: &Feeder,
    source: &mut dyn Source,
    asked: tokio::task::JoinHandle<(u16, String)>,
) -> (u16, String) {
    while !asked.is_finished() {
        feeder.feed.read(source, now()).await.unwrap();
    }
    asked.await.unwrap()
}

#[tokio::test]
async fn signed_rows_are_taken_once_and_answered_when_they_are_kept() {
    let (folder, address) = (tempfile::tempdir().unwrap(), address());
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let mut source = connect(&mapping(folder.path(), &address, "hmac_key_file = \"source.key\"")).unwrap();
    feeder.feed.read(source.as_mut(), now()).await.unwrap();
    let (at, text) = (now(), body(3, 1));
    let right = hmac(at, &text);
    let mut answers = Vec::new();
    for (time, signature, text) in [
        (at, right.clone(), text.clone()),
        (at, right.clone(), text.clone()),
        (at + 1, right.clone(), text.clone()),
        (at, right, body(4, 1)),
        (at - 400, hmac(at - 400, &text), text.clone()),
        (at, hmac(at, "{"), "{".into()),
        (at, "zz".into(), text),
    ] {
        answers.push(serve(&feeder, source.as_mut(), post(&address, time, signature, text)).await);
    }
    let told: Vec<(u16, &str)> = answers.iter().map(|(status, code)| (*status, code.as_str())).collect();
    assert_eq!(
        told,
        [
            (204, ""),
            (401, "push.replayed"),
            (401, "push.signature"),
            (401, "push.signature"),
            (401, "push.time"),
            (422, "push.json"),
            (401, "push.signature"),
        ]
    );
    assert_eq!(feeder.store.outbox(1).await.unwrap(), (1, 0), "kept before it was answered");
}

#[tokio::test]
async fn a_partners_own_key_signs_too_and_what_is_not_kept_may_come_again() {
    let (folder, address) = (tempfile::tempdir().unwrap(), address());
    let (chain, links) = (FakeChain::new(1), Arc::new(FakeLinks::default()));
    links.link(&number(1), 11);
    let feeder = Feeder::new(&chain, &links, "one").await;
    let key = SigningKey::from([9; 32]);
    let public = format!("ed25519_key = \"{}\"", hex::encode(key.verification_key().to_bytes()));
    let mut source = connect(&mapping(folder.path(), &address, &public)).unwrap();
    feeder.feed.read(source.as_mut(), now()).await.unwrap();
    let (at, text) = (now(), body(3, 1));
    let signature = hex::encode(key.sign(&message(at, &text)).to_bytes());
    let first = post(&address, at, signature.clone(), text.clone());
    // It is read, and not kept: as if the store had failed.
    while source.page(None).await.unwrap().rows.is_empty() {}
    source.page(None).await.unwrap();
    assert_eq!(first.await.unwrap(), (503, "push.later".into()));
    let second = post(&address, at, signature, text);
    assert_eq!(serve(&feeder, source.as_mut(), second).await.0, 204);
    assert_eq!(feeder.store.outbox(1).await.unwrap(), (1, 0));
}
