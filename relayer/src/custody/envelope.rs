use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand_core::{OsRng, RngCore};
use zeroize::Zeroizing;

/// First byte of what is sealed here: XChaCha20-Poly1305, 24-byte nonce, then ciphertext and tag.
const SUITE: u8 = 1;
/// First bytes of what a key management sealed: which kind did, and under which version of its key.
pub(super) const FILE: u8 = 2;
pub(super) const VAULT: u8 = 3;
pub(super) const PKCS11: u8 = 4;
/// First byte of what a member's data key sealed; an envelope of [`seal`] follows.
pub(super) const PERSONAL: u8 = 5;
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

/// `kind ‖ version ‖ body`: what a key management sealed under one of the versions of its key.
pub(super) fn versioned(kind: u8, version: u32, body: &[u8]) -> Vec<u8> {
    [&[kind], version.to_be_bytes().as_slice(), body].concat()
}

/// Kind, version and body of what [`versioned`] gave. A bare envelope is of the time before versions: the first of a file.
pub(super) fn parts(sealed: &[u8]) -> Option<(u8, u32, &[u8])> {
    match sealed.split_first()? {
        (&SUITE, _) => Some((FILE, 1, sealed)),
        (&kind @ (FILE | VAULT | PKCS11), rest) => {
            let (version, body) = rest.split_first_chunk()?;
            Some((kind, u32::from_be_bytes(*version), body))
        }
        _ => None,
    }
}

/// The version of the key management's key under which a value is sealed; nothing for what no key management sealed.
pub fn version_of(sealed: &[u8]) -> Option<u32> {
    parts(sealed).map(|(_, version, _)| version)
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

    #[test]
    fn version_is_read_from_the_head_and_a_bare_envelope_is_of_the_first() {
        let bare = seal(&[1; 32], &context(), b"secret").unwrap();
        assert_eq!(parts(&bare), Some((FILE, 1, bare.as_slice())));
        assert_eq!(parts(&versioned(VAULT, 7, b"body")), Some((VAULT, 7, b"body".as_slice())));
        assert_eq!(version_of(&versioned(PKCS11, 300, b"")), Some(300));
        for unknown in [&[][..], &[0, 0, 0, 0, 1], &[PERSONAL, 0, 0, 0, 1], &[FILE, 0, 0, 1], &[9; 40]] {
            assert_eq!(version_of(unknown), None, "{unknown:?}");
        }
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
