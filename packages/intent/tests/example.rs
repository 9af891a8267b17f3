//! The program in `docs/examples/` makes what this crate reads.

#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)]

use k256::ecdsa::signature::hazmat::PrehashVerifier;
use k256::ecdsa::{Signature, SigningKey};
use k256::pkcs8::{EncodePrivateKey, LineEnding};
use serde_json::{json, Value};
use std::path::PathBuf;
use std::process::Command;
use timebank_intent::{key_proof_digest, CanonicalAddress, Intent, Scope, SignedIntent};

const CHAIN: &str = "timebank-local-1";
const PROXY: CanonicalAddress = [0xa0; 32];
const TOKEN: CanonicalAddress = [0xc2; 32];
const MESSAGE: &str = r#"{"transfer":{"recipient":"wasm1…","amount":"20"}}"#;

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

fn point(key: &SigningKey) -> String {
    hex::encode(key.verifying_key().to_encoded_point(true).as_bytes())
}

struct Example {
    folder: tempfile::TempDir,
}

impl Example {
    fn new(key: &SigningKey) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pem = k256::SecretKey::from(key).to_pkcs8_pem(LineEnding::LF).unwrap();
        std::fs::write(folder.path().join("key.pem"), pem.as_bytes()).unwrap();
        let basis = json!({
            "chain_id": CHAIN,
            "proxy": hex::encode(PROXY),
            "contracts": [{"name": "time-token", "address": "wasm1…", "canonical": hex::encode(TOKEN)}],
            "public_key": point(key),
            "key_epoch": 3,
            "own": true,
            "nonces": [null, 300, 0, 0, 0, 0, 0, 0],
            "longest_message": 4096,
            "longest_validity": 86400,
        });
        std::fs::write(folder.path().join("basis.json"), basis.to_string()).unwrap();
        Example { folder }
    }

    fn run(&self, command: &str, more: &[&str]) -> Result<String, String> {
        let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap());
        let done = Command::new("node")
            .arg(root.join("../../docs/examples/self-custody.mjs"))
            .args([command, "--member", "7", "--scope", "owner", "--basis", "basis.json", "--key", "key.pem"])
            .args(more)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        match done.status.success() {
            true => Ok(String::from_utf8(done.stdout).unwrap().trim().to_owned()),
            false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
        }
    }
}

#[test]
fn what_the_example_signs_is_read_and_verified_here() {
    let key = key(7);
    let example = Example::new(&key);
    // Often enough that a signature in the upper half would have come up.
    for _ in 0..8 {
        let more = ["--contract", "time-token", "--message", MESSAGE, "--for", "9"];
        let bytes = hex::decode(example.run("sign", &more).unwrap()).unwrap();
        let (signed, digest) = SignedIntent::decode(&bytes, CHAIN, &PROXY).unwrap();
        let signature = Signature::from_slice(&signed.signature).unwrap();
        key.verifying_key().verify_prehash(&digest, &signature).unwrap();
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let valid_until = signed.intent.valid_until;
        assert!((now..=now + 300).contains(&valid_until), "{valid_until}");
        assert_eq!(
            signed.intent,
            Intent {
                scope: Scope::Owner,
                signer: 7,
                on_behalf_of: Some(9),
                key_epoch: 3,
                lane: 1,
                nonce: 300,
                valid_until,
                contract: TOKEN,
                message: MESSAGE.as_bytes().to_vec(),
            }
        );
    }
    let unknown = example.run("sign", &["--contract", "bank", "--message", MESSAGE]).unwrap_err();
    assert!(unknown.contains("there is no contract bank"), "{unknown}");
    let other = Example::new(&key);
    let pem = k256::SecretKey::from(&self::key(8)).to_pkcs8_pem(LineEnding::LF).unwrap();
    std::fs::write(other.folder.path().join("key.pem"), pem.as_bytes()).unwrap();
    let refused = other.run("sign", &["--contract", "time-token", "--message", MESSAGE]).unwrap_err();
    assert!(refused.contains("the ledger knows another key"), "{refused}");
}

#[test]
fn what_the_example_proves_is_what_an_own_key_has_to_sign() {
    let key = key(9);
    let proven: Value = serde_json::from_str(&Example::new(&key).run("proof", &[]).unwrap()).unwrap();
    assert_eq!(proven["key"], point(&key));
    let signature = hex::decode(proven["proof"].as_str().unwrap()).unwrap();
    let signature = Signature::from_slice(&signature).unwrap();
    assert!(signature.normalize_s().is_none());
    let digest = key_proof_digest(CHAIN, &PROXY, 7, Scope::Owner, 4);
    key.verifying_key().verify_prehash(&digest, &signature).unwrap();
}
