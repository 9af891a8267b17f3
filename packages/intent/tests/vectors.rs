//! The files in `vectors/` are what this crate says today, and they hold together when read by themselves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation
)]

use k256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use k256::ecdsa::{Signature, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;
use timebank_intent::{
    attendance_digest, key_proof_digest, AttendanceSide, Digest, Intent, IntentError, Scope, SignedIntent,
    HEADER_LEN, MAX_MESSAGE_LEN,
};

const CHAIN: &str = "timebank-local-1";
const PROXY: [u8; 32] = [0xa0; 32];
const REGISTRY: [u8; 32] = [0xb1; 32];
const TOKEN: [u8; 32] = [0xc2; 32];
const WRITE: &str = "TIMEBANK_WRITE_VECTORS";

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct IntentVector {
    name: String,
    chain_id: String,
    proxy: String,
    private_key: String,
    public_key: String,
    fields: Fields,
    envelope: String,
    digest: String,
    signature: String,
    signed_intent: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Fields {
    scope: String,
    signer: String,
    on_behalf_of: Option<String>,
    key_epoch: u32,
    lane: u8,
    nonce: String,
    valid_until: String,
    contract: String,
    message: String,
    /// The same as text, where it is one.
    message_text: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Proofs {
    key_proofs: Vec<KeyProof>,
    attendance: Vec<Attendance>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct KeyProof {
    chain_id: String,
    proxy: String,
    member: String,
    scope: String,
    epoch: u32,
    #[serde(flatten)]
    signed: SignedDigest,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Attendance {
    chain_id: String,
    registry: String,
    activity: String,
    side: String,
    step: String,
    #[serde(flatten)]
    signed: SignedDigest,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SignedDigest {
    private_key: String,
    public_key: String,
    digest: String,
    signature: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Refused {
    name: String,
    chain_id: String,
    proxy: String,
    public_key: String,
    bytes: String,
    code: String,
    reason: String,
}

fn key(byte: u8) -> SigningKey {
    SigningKey::from_slice(&[byte; 32]).unwrap()
}

fn public_key(key: &SigningKey) -> String {
    hex::encode(key.verifying_key().to_encoded_point(true).as_bytes())
}

fn sign(key: &SigningKey, digest: &Digest) -> [u8; 64] {
    let signature: Signature = key.sign_prehash(digest).unwrap();
    signature.to_bytes().into()
}

fn signed_digest(key: &SigningKey, digest: &Digest) -> SignedDigest {
    SignedDigest {
        private_key: hex::encode(key.to_bytes()),
        public_key: public_key(key),
        digest: hex::encode(digest),
        signature: hex::encode(sign(key, digest)),
    }
}

fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Everyday => "everyday",
        Scope::Owner => "owner",
        Scope::Office => "office",
    }
}

fn plain() -> Intent {
    Intent {
        scope: Scope::Everyday,
        signer: 7,
        on_behalf_of: None,
        key_epoch: 1,
        lane: 0,
        nonce: 0,
        valid_until: 1_800_000_000,
        contract: REGISTRY,
        message: br#"{"enrol":{"id":5}}"#.to_vec(),
    }
}

/// Name, chain id and proxy, byte of the private key, intent.
fn intents() -> Vec<(&'static str, &'static str, [u8; 32], u8, Intent)> {
    vec![
        ("everyday key enrols", CHAIN, PROXY, 1, plain()),
        (
            "owner key transfers on the last lane",
            CHAIN,
            PROXY,
            2,
            Intent {
                scope: Scope::Owner,
                lane: 7,
                nonce: 41,
                contract: TOKEN,
                message: br#"{"transfer":{"recipient":"wasm1recipient","amount":"120"}}"#.to_vec(),
                ..plain()
            },
        ),
        (
            "office key of the third epoch reviews",
            CHAIN,
            PROXY,
            3,
            Intent {
                scope: Scope::Office,
                key_epoch: 3,
                nonce: 1_000,
                message: br#"{"return":{"id":5,"revision":2,"reason":"missing"}}"#.to_vec(),
                ..plain()
            },
        ),
        ("on behalf of another member", CHAIN, PROXY, 4, Intent { on_behalf_of: Some(9), ..plain() }),
        (
            "text beyond ASCII counts in bytes",
            CHAIN,
            PROXY,
            5,
            Intent {
                message: r#"{"take_down":{"id":5,"reason":"信息有误"}}"#.as_bytes().to_vec(),
                ..plain()
            },
        ),
        (
            "the largest numbers",
            CHAIN,
            PROXY,
            6,
            Intent {
                signer: u64::MAX,
                on_behalf_of: Some(u64::MAX),
                key_epoch: u32::MAX,
                nonce: u64::MAX,
                valid_until: u64::MAX,
                contract: [0xff; 32],
                ..plain()
            },
        ),
        ("no message", CHAIN, PROXY, 7, Intent { message: vec![], ..plain() }),
        (
            "the longest message, of bytes that are no text",
            CHAIN,
            PROXY,
            8,
            Intent { message: vec![0xfe; MAX_MESSAGE_LEN], ..plain() },
        ),
        ("the first one for another chain", "timebank-2", PROXY, 1, plain()),
        ("the first one for another proxy", CHAIN, [0xa1; 32], 1, plain()),
    ]
}

fn intent_vectors() -> Vec<IntentVector> {
    intents()
        .into_iter()
        .map(|(name, chain_id, proxy, byte, intent)| {
            let key = key(byte);
            let digest = intent.digest(chain_id, &proxy).unwrap();
            let signature = sign(&key, &digest);
            let signed = SignedIntent { intent: intent.clone(), signature };
            IntentVector {
                name: name.into(),
                chain_id: chain_id.into(),
                proxy: hex::encode(proxy),
                private_key: hex::encode(key.to_bytes()),
                public_key: public_key(&key),
                envelope: hex::encode(intent.encode().unwrap()),
                digest: hex::encode(digest),
                signature: hex::encode(signature),
                signed_intent: hex::encode(signed.encode().unwrap()),
                fields: Fields {
                    scope: scope_name(intent.scope).into(),
                    signer: intent.signer.to_string(),
                    on_behalf_of: intent.on_behalf_of.map(|member| member.to_string()),
                    key_epoch: intent.key_epoch,
                    lane: intent.lane,
                    nonce: intent.nonce.to_string(),
                    valid_until: intent.valid_until.to_string(),
                    contract: hex::encode(intent.contract),
                    message: hex::encode(&intent.message),
                    message_text: String::from_utf8(intent.message).ok(),
                },
            }
        })
        .collect()
}

fn proofs() -> Proofs {
    let key_proofs = [
        (CHAIN, 7, Scope::Owner, 1),
        (CHAIN, 7, Scope::Owner, 2),
        (CHAIN, 7, Scope::Office, 1),
        (CHAIN, 8, Scope::Owner, 1),
        ("timebank-2", 7, Scope::Owner, 1),
        (CHAIN, u64::MAX, Scope::Everyday, u32::MAX),
    ];
    let attendance = [
        (5, AttendanceSide::Start, 60_000_000),
        (5, AttendanceSide::End, 60_000_000),
        (5, AttendanceSide::Start, 60_000_001),
        (6, AttendanceSide::Start, 60_000_000),
        (u64::MAX, AttendanceSide::End, u64::MAX),
    ];
    Proofs {
        key_proofs: key_proofs
            .into_iter()
            .map(|(chain_id, member, scope, epoch)| KeyProof {
                chain_id: chain_id.into(),
                proxy: hex::encode(PROXY),
                member: member.to_string(),
                scope: scope_name(scope).into(),
                epoch,
                signed: signed_digest(&key(9), &key_proof_digest(chain_id, &PROXY, member, scope, epoch)),
            })
            .collect(),
        attendance: attendance
            .into_iter()
            .map(|(activity, side, step)| Attendance {
                chain_id: CHAIN.into(),
                registry: hex::encode(REGISTRY),
                activity: activity.to_string(),
                side: match side {
                    AttendanceSide::Start => "start",
                    AttendanceSide::End => "end",
                }
                .into(),
                step: step.to_string(),
                signed: signed_digest(&key(10), &attendance_digest(CHAIN, &REGISTRY, activity, side, step)),
            })
            .collect(),
    }
}

const TOO_SHORT: &str = "fewer bytes than header and signature";
const LENGTH: &str = "the message's length is not what the header says, or more than 4096";
const DIGEST: &str = "the signature is over another digest";

fn refused() -> Vec<Refused> {
    let genuine = |intent: Intent, byte: u8| {
        let signature = sign(&key(byte), &intent.digest(CHAIN, &PROXY).unwrap());
        SignedIntent { intent, signature }.encode().unwrap()
    };
    let bytes = genuine(plain(), 1);
    let split = bytes.len() - 64;
    let with = |at: usize, value: u8| {
        let mut other = bytes.clone();
        other[at] = value;
        other
    };
    let trailing = [bytes.as_slice(), &[0]].concat();
    let between = [&bytes[..split], b" ", &bytes[split..]].concat();
    let (r, s) = Signature::from_slice(&bytes[split..]).unwrap().split_scalars();
    let twin = Signature::from_scalars(r, -*s).unwrap();
    let twin = [&bytes[..split], &twin.to_bytes()].concat();
    let long =
        [&bytes[..HEADER_LEN - 2], &[0x10, 0x01], &[b' '; MAX_MESSAGE_LEN + 1], &bytes[split..]].concat();
    let blank = Intent { message: [plain().message.as_slice(), b" "].concat(), ..plain() };
    let blank = [blank.encode().unwrap().as_slice(), &bytes[split..]].concat();
    let mut flipped = bytes.clone();
    flipped[bytes.len() - 1] ^= 1;

    let malformed = "intent.malformed";
    let signature = "intent.signature";
    [
        ("nothing", vec![], malformed, TOO_SHORT),
        ("a signature alone", bytes[split..].to_vec(), malformed, TOO_SHORT),
        ("the header's last byte is missing", bytes[..HEADER_LEN + 63].to_vec(), malformed, TOO_SHORT),
        ("version 0", with(0, 0), malformed, "unknown version"),
        ("version 2", with(0, 2), malformed, "unknown version"),
        ("scope 3", with(1, 3), malformed, "unknown scope"),
        ("lane 8", with(22, 8), malformed, "no such lane"),
        ("length one too small", with(72, 23), malformed, LENGTH),
        ("length one too large", with(72, 25), malformed, LENGTH),
        ("a byte after the signature", trailing, malformed, LENGTH),
        ("a byte before the signature", between, malformed, LENGTH),
        ("a message of 4097 bytes", long, malformed, LENGTH),
        ("the high-s twin", twin, signature, "s is in the upper half of the group order"),
        ("one bit of the signature", flipped, signature, DIGEST),
        ("owner scope under the everyday key's signature", with(1, 1), signature, DIGEST),
        ("another member", with(9, 8), signature, DIGEST),
        ("on behalf of somebody", with(17, 9), signature, DIGEST),
        ("another epoch", with(21, 2), signature, DIGEST),
        ("another lane", with(22, 1), signature, DIGEST),
        ("another nonce", with(30, 1), signature, DIGEST),
        ("another time", with(38, 1), signature, DIGEST),
        ("another contract", with(39, 0), signature, DIGEST),
        ("a blank after the message", blank, signature, DIGEST),
        ("another key", genuine(plain(), 2), signature, DIGEST),
    ]
    .into_iter()
    .map(|(name, bytes, code, reason)| refusal(name, CHAIN, PROXY, &bytes, code, reason))
    .chain([
        refusal("signed for another chain", "timebank-2", PROXY, &bytes, signature, DIGEST),
        refusal("signed for another proxy", CHAIN, [0xa1; 32], &bytes, signature, DIGEST),
    ])
    .collect()
}

fn refusal(name: &str, chain_id: &str, proxy: [u8; 32], bytes: &[u8], code: &str, reason: &str) -> Refused {
    Refused {
        name: name.into(),
        chain_id: chain_id.into(),
        proxy: hex::encode(proxy),
        public_key: public_key(&key(1)),
        bytes: hex::encode(bytes),
        code: code.into(),
        reason: reason.into(),
    }
}

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors").join(file)
}

fn committed<T: serde::de::DeserializeOwned>(file: &str) -> T {
    serde_json::from_str(&std::fs::read_to_string(path(file)).unwrap()).unwrap()
}

/// Compares a file with what it should say, or writes it.
fn check<T: Serialize>(file: &str, value: &T) {
    let text = serde_json::to_string_pretty(value).unwrap() + "\n";
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(path(file), text).unwrap();
        return;
    }
    let stored = std::fs::read_to_string(path(file)).unwrap_or_default();
    assert!(stored == text, "{file} is out of date: set {WRITE}=1 to rewrite it");
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

fn verifies(public_key: &str, digest: &Digest, signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(&hex::decode(public_key).unwrap()).unwrap();
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
}

#[test]
fn files_are_what_this_crate_says() {
    check("intents.json", &intent_vectors());
    check("proofs.json", &proofs());
    check("refused.json", &refused());
}

#[test]
fn every_intent_decodes_and_verifies_from_the_file_alone() {
    let vectors: Vec<IntentVector> = committed("intents.json");
    assert!(vectors.len() >= 10);
    for vector in &vectors {
        let bytes = hex::decode(&vector.signed_intent).unwrap();
        let (signed, digest) = SignedIntent::decode(&bytes, &vector.chain_id, &array(&vector.proxy)).unwrap();
        assert_eq!(hex::encode(digest), vector.digest, "{}", vector.name);
        assert_eq!(hex::encode(signed.intent.encode().unwrap()), vector.envelope);
        assert_eq!(hex::encode(signed.signature), vector.signature);
        assert_eq!(signed.intent.signer.to_string(), vector.fields.signer);
        assert_eq!(signed.intent.nonce.to_string(), vector.fields.nonce);
        assert_eq!(scope_name(signed.intent.scope), vector.fields.scope);
        assert_eq!(hex::encode(signed.intent.message), vector.fields.message);
        assert!(verifies(&vector.public_key, &digest, &signed.signature), "{}", vector.name);
    }
    let digests: BTreeSet<_> = vectors.iter().map(|vector| &vector.digest).collect();
    assert_eq!(digests.len(), vectors.len());
}

#[test]
fn every_proof_verifies_from_the_file_alone() {
    let proofs: Proofs = committed("proofs.json");
    let signed: Vec<_> = proofs
        .key_proofs
        .iter()
        .map(|proof| &proof.signed)
        .chain(proofs.attendance.iter().map(|attendance| &attendance.signed))
        .collect();
    for signed in &signed {
        let signature = hex::decode(&signed.signature).unwrap();
        assert!(verifies(&signed.public_key, &array(&signed.digest), &signature));
    }
    let digests: BTreeSet<_> = signed.iter().map(|signed| &signed.digest).collect();
    assert_eq!(digests.len(), signed.len());
}

#[test]
fn every_refused_one_is_refused_for_its_reason() {
    for vector in committed::<Vec<Refused>>("refused.json") {
        let bytes = hex::decode(&vector.bytes).unwrap();
        let (code, reason) = match SignedIntent::decode(&bytes, &vector.chain_id, &array(&vector.proxy)) {
            Err(IntentError::TooShort) => ("intent.malformed", TOO_SHORT),
            Err(IntentError::Version) => ("intent.malformed", "unknown version"),
            Err(IntentError::Scope) => ("intent.malformed", "unknown scope"),
            Err(IntentError::Lane) => ("intent.malformed", "no such lane"),
            Err(IntentError::Length) => ("intent.malformed", LENGTH),
            Err(IntentError::HighS) => ("intent.signature", "s is in the upper half of the group order"),
            Ok((signed, digest)) => {
                assert!(!verifies(&vector.public_key, &digest, &signed.signature), "{}", vector.name);
                ("intent.signature", DIGEST)
            }
        };
        assert_eq!((code, reason), (&*vector.code, &*vector.reason), "{}", vector.name);
    }
}
