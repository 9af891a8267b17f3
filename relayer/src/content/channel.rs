//! How two branches speak in confidence. The one that asks makes a key for the answer and signs the question with its operator key;
//! the one that is asked looks up on the ledger whose operator that is, seals the answer to the key, and signs it with an operator
//! key of its own. The key is gone when the answer has been opened, so that nobody who steals a key later can read what went over.
//!
//! Sealed is by HPKE (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode, the question's digest as
//! `info`. `docs/content.md` has the bytes.

use base64::engine::general_purpose::STANDARD as BASE64;
use base64::Engine;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use timebank_api::BranchId;
use timebank_client::{address_of, verifies, SecretKey};
use utoipa::ToSchema;
use zeroize::Zeroizing;

type Curve = X25519HkdfSha256;

const QUESTION: &[u8] = b"timebank/question/v1";
const ANSWER: &[u8] = b"timebank/answer/v1";

/// A question as it is sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sent<T> {
    /// A fresh X25519 key to which the answer is sealed, 32 bytes in hexadecimal.
    key: String,
    pub question: T,
}

/// A sealed answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The operator's compressed secp256k1 key in hexadecimal; the ledger says which branch it works for.
    operator: String,
    /// The encapsulated key of HPKE, 32 bytes in hexadecimal.
    encapsulated: String,
    /// The ciphertext in base64.
    sealed: String,
    /// The operator's signature in hexadecimal.
    signature: String,
}

/// A branch on a chain, with the operator key that it signs with.
#[derive(Clone)]
pub struct Voice {
    pub branch: BranchId,
    pub chain_id: String,
    pub key: Arc<SecretKey>,
}

/// A question on its way.
pub struct Question {
    pub body: Vec<u8>,
    /// What goes into the header `Branch-Operator`: `<public key>.<signature>`, both in hexadecimal.
    pub operator: String,
    pub pending: Pending,
}

/// What opens the answer.
pub struct Pending {
    key: <Curve as Kem>::PrivateKey,
    digest: [u8; 32],
}

/// A question that has arrived, from an operator whom it is for the caller to know.
pub struct Asked {
    /// The address of whoever signed.
    pub operator: String,
    /// What the answer is sealed to.
    pub key: [u8; 32],
    digest: [u8; 32],
}

impl Voice {
    /// Puts a question to another branch; nothing if it cannot be written or signed.
    pub fn ask(&self, to: BranchId, path: &str, question: &impl Serialize) -> Option<Question> {
        let (private, public) = Curve::gen_keypair(&mut OsRng);
        let sent = Sent { key: hex::encode(public.to_bytes()), question };
        let body = serde_json::to_vec(&sent).ok()?;
        let digest = question_digest(&self.chain_id, self.branch, to, path, &body)?;
        let signature = self.key.sign_digest(&digest).ok()?;
        let operator = format!("{}.{}", hex::encode(self.key.public_key()), hex::encode(signature));
        Some(Question { body, operator, pending: Pending { key: private, digest } })
    }

    /// Reads who signed a question to this branch; nothing if the signature does not fit.
    pub fn hear(&self, from: BranchId, path: &str, body: &[u8], operator: &str) -> Option<Asked> {
        let (public, signature) = operator.split_once('.')?;
        let public: [u8; 33] = bytes(public)?;
        let digest = question_digest(&self.chain_id, from, self.branch, path, body)?;
        if !verifies(&public, &digest, &bytes::<64>(signature)?) {
            return None;
        }
        let sent: Sent<serde::de::IgnoredAny> = serde_json::from_slice(body).ok()?;
        Some(Asked { operator: address_of(&public), key: bytes(&sent.key)?, digest })
    }

    /// Seals an answer; nothing for a key that is none.
    pub fn answer(&self, asked: &Asked, secret: &[u8]) -> Option<Answer> {
        let key = <Curve as Kem>::PublicKey::from_bytes(&asked.key).ok()?;
        let (encapsulated, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Curve, _>(
            &OpModeS::Base,
            &key,
            &asked.digest,
            secret,
            &[],
            &mut OsRng,
        )
        .ok()?;
        let encapsulated = encapsulated.to_bytes();
        let signature = self.key.sign_digest(&answer_digest(&asked.digest, &encapsulated, &sealed)).ok()?;
        Some(Answer {
            operator: hex::encode(self.key.public_key()),
            encapsulated: hex::encode(encapsulated),
            sealed: BASE64.encode(sealed),
            signature: hex::encode(signature),
        })
    }
}

impl Pending {
    /// The answer, and the address of the operator who signed it; nothing if it does not belong to this question.
    pub fn open(&self, answer: &Answer) -> Option<(String, Zeroizing<Vec<u8>>)> {
        let operator: [u8; 33] = bytes(&answer.operator)?;
        let encapsulated: [u8; 32] = bytes(&answer.encapsulated)?;
        let sealed = BASE64.decode(&answer.sealed).ok()?;
        let digest = answer_digest(&self.digest, &encapsulated, &sealed);
        if !verifies(&operator, &digest, &bytes::<64>(&answer.signature)?) {
            return None;
        }
        let encapsulated = <Curve as Kem>::EncappedKey::from_bytes(&encapsulated).ok()?;
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Curve>(
            &OpModeR::Base,
            &self.key,
            &encapsulated,
            &self.digest,
            &sealed,
            &[],
        )
        .ok()?;
        Some((address_of(&operator), Zeroizing::new(opened)))
    }
}

fn question_digest(
    chain_id: &str,
    from: BranchId,
    to: BranchId,
    path: &str,
    body: &[u8],
) -> Option<[u8; 32]> {
    let mut hash = Sha256::new();
    hash.update(QUESTION);
    hash.update([u8::try_from(chain_id.len()).ok()?]);
    hash.update(chain_id);
    hash.update(from.to_be_bytes());
    hash.update(to.to_be_bytes());
    hash.update([u8::try_from(path.len()).ok()?]);
    hash.update(path);
    hash.update(body);
    Some(hash.finalize().into())
}

fn answer_digest(question: &[u8; 32], encapsulated: &[u8], sealed: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(ANSWER);
    hash.update(question);
    hash.update(encapsulated);
    hash.update(sealed);
    hash.finalize().into()
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Voice(branch {})", self.branch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/v1/branches/details";

    fn voice(branch: BranchId) -> Voice {
        let key = SecretKey::from_slice(&[u8::try_from(branch).unwrap(); 32]).unwrap();
        Voice { branch, chain_id: "timebank-test-1".into(), key: Arc::new(key) }
    }

    #[test]
    fn an_answer_is_opened_by_whoever_asked_and_says_whose_operators_spoke() {
        let (one, two) = (voice(1), voice(2));
        let question = two.ask(1, PATH, &7).unwrap();
        let asked = one.hear(2, PATH, &question.body, &question.operator).unwrap();
        assert_eq!(asked.operator, two.key.address());
        let answer = one.answer(&asked, b"12 Long Lane").unwrap();
        let (operator, opened) = question.pending.open(&answer).unwrap();
        assert_eq!((operator, opened.as_slice()), (one.key.address(), b"12 Long Lane".as_slice()));
        let again = one.answer(&asked, b"12 Long Lane").unwrap();
        assert_ne!(again.sealed, answer.sealed);
    }

    #[test]
    fn nothing_of_a_question_can_be_another_and_no_other_question_opens_its_answer() {
        let (one, two) = (voice(1), voice(2));
        let Question { body, operator, pending } = two.ask(1, PATH, &7).unwrap();
        let other = String::from_utf8(body.clone()).unwrap().replace("\"question\":7", "\"question\":8");
        assert!(one.hear(2, PATH, other.as_bytes(), &operator).is_none(), "another question");
        assert!(one.hear(3, PATH, &body, &operator).is_none(), "another branch that asks");
        assert!(voice(3).hear(2, PATH, &body, &operator).is_none(), "another branch that is asked");
        assert!(one.hear(2, "/v1/branches/openings", &body, &operator).is_none(), "another path");
        let elsewhere = Voice { chain_id: "timebank-test-2".into(), ..one.clone() };
        assert!(elsewhere.hear(2, PATH, &body, &operator).is_none(), "another chain");
        assert!(one.hear(2, PATH, &body, &operator[..operator.len() - 2]).is_none());

        let asked = one.hear(2, PATH, &body, &operator).unwrap();
        let answer = one.answer(&asked, b"secret").unwrap();
        assert!(two.ask(1, PATH, &7).unwrap().pending.open(&answer).is_none(), "the same asked again");
        let flipped = |text: &str| format!("{}{}", if text.starts_with('0') { '1' } else { '0' }, &text[1..]);
        for changed in [
            Answer { operator: hex::encode(two.key.public_key()), ..answer.clone() },
            Answer { encapsulated: flipped(&answer.encapsulated), ..answer.clone() },
            Answer { signature: flipped(&answer.signature), ..answer.clone() },
            Answer { sealed: BASE64.encode(b"something else"), ..answer.clone() },
        ] {
            assert!(pending.open(&changed).is_none(), "{changed:?}");
        }
        assert!(pending.open(&answer).is_some());
    }
}
