use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand_core::{OsRng, RngCore};
use zeroize::Zeroizing;

/// First byte of every sealed value: XChaCha20-Poly1305, 24-byte nonce, then ciphertext and tag.
const SUITE: u8 = 1;
const NONCE_LEN: usize = 24;

/// What a sealed value is bound to. A ciphertext moved to another row, column or branch does not open there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    branch: u32,
    subject: String,
    purpose: &'static str,
    version: u32,
}

impl Context {
    /// `subject` is the row (a user's id), `purpose` the column (a scope, "phone").
    pub fn new(branch: u32, subject: impl Into<String>, purpose: &'static str, version: u32) -> Self {
        Context { branch, subject: subject.into(), purpose, version }
    }

    /// The bytes that are authenticated along; every part's length is part of them.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"timebank/seal/v1".to_vec();
        bytes.extend_from_slice(&self.branch.to_be_bytes());
        for text in [self.subject.as_str(), self.purpose] {
            bytes.extend_from_slice(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes
    }
}

/// Seals under a key; nothing if the cipher refuses (a secret beyond its limit).
pub(super) fn seal(key: &[u8; 32], context: &Context, secret: &[u8]) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    OsRng.fill_bytes(&mut nonce);
    let payload = Payload { msg: secret, aad: &context.bytes() };
    let ciphertext = XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), payload).ok()?;
    Some([&[SUITE], nonce.as_slice(), &ciphertext].concat())
}

/// Opens what `seal` gave; nothing if anything differs.
pub(super) fn open(key: &[u8; 32], context: &Context, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let ([suite], rest) = sealed.split_first_chunk()?;
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_LEN>()?;
    if *suite != SUITE {
        return None;
    }
    let payload = Payload { msg: ciphertext, aad: &context.bytes() };
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn context() -> Context {
        Context::new(1, "user-1", "owner", 1)
    }

    #[test]
    fn open_gives_back_what_was_sealed_and_two_seals_differ() {
        let one = seal(&[1; 32], &context(), b"secret").unwrap();
        let two = seal(&[1; 32], &context(), b"secret").unwrap();
        assert_ne!(one, two);
        assert_eq!(open(&[1; 32], &context(), &one).unwrap().as_slice(), b"secret");
    }

    #[test]
    fn open_elsewhere_fails() {
        let sealed = seal(&[1; 32], &context(), b"secret").unwrap();
        let others = [
            Context::new(2, "user-1", "owner", 1),
            Context::new(1, "user-2", "owner", 1),
            Context::new(1, "user-1", "everyday", 1),
            Context::new(1, "user-1", "owner", 2),
            Context::new(1, "user-1o", "wner", 1),
        ];
        for other in others {
            assert!(open(&[1; 32], &other, &sealed).is_none(), "{other:?}");
        }
        assert!(open(&[2; 32], &context(), &sealed).is_none());
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_noticed(at in 0usize..100, flip in 1u8..=255) {
            let mut sealed = seal(&[1; 32], &context(), b"secret").unwrap();
            let at = at % sealed.len();
            sealed[at] ^= flip;
            prop_assert!(open(&[1; 32], &context(), &sealed).is_none());
        }

        #[test]
        fn any_cut_is_noticed(keep in 0usize..46) {
            let sealed = seal(&[1; 32], &context(), b"secret").unwrap();
            prop_assert!(open(&[1; 32], &context(), &sealed[..keep]).is_none());
        }
    }
}
