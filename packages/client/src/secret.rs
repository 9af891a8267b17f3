use k256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use k256::ecdsa::{Signature, SigningKey, VerifyingKey};
use rand_core::OsRng;
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// A secp256k1 secret. It is wiped when dropped, and never shown: `Debug` prints no part of it.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

/// Why bytes are not a secret key, or a digest was not signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a usable secp256k1 key")]
pub struct SecretKeyError;

impl SecretKey {
    /// A fresh key from the operating system's randomness.
    pub fn generate() -> Self {
        SecretKey(SigningKey::random(&mut OsRng))
    }

    /// # Errors
    /// If the bytes are not 32, zero, or not below the group's order.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, SecretKeyError> {
        SigningKey::from_slice(bytes).map(SecretKey).map_err(|_| SecretKeyError)
    }

    /// Reads 64 hex digits, blanks around them ignored.
    ///
    /// # Errors
    /// As [`SecretKey::from_slice`].
    pub fn from_hex(text: &str) -> Result<Self, SecretKeyError> {
        let bytes = Zeroizing::new(hex::decode(text.trim()).map_err(|_| SecretKeyError)?);
        Self::from_slice(&bytes)
    }

    /// The 32 secret bytes, for sealing. They wipe themselves.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The 33-byte compressed public key.
    pub fn public_key(&self) -> [u8; 33] {
        let point = self.0.verifying_key().to_encoded_point(true);
        let mut bytes = [0; 33];
        bytes.iter_mut().zip(point.as_bytes()).for_each(|(to, from)| *to = *from);
        bytes
    }

    /// The 20 bytes of the ordinary chain account of this key: ripemd160(sha256(public key)).
    pub fn account(&self) -> [u8; 20] {
        account(&self.public_key())
    }

    /// The ordinary chain account of this key, in bech32.
    pub fn address(&self) -> String {
        crate::address::text(&self.account())
    }

    /// The compact signature (r ‖ s, s in the lower half) over a digest, deterministic (RFC 6979).
    ///
    /// # Errors
    /// Practically never: only if the signature would be degenerate.
    pub fn sign_digest(&self, digest: &[u8; 32]) -> Result<[u8; 64], SecretKeyError> {
        let signature: Signature = self.0.sign_prehash(digest).map_err(|_| SecretKeyError)?;
        let signature = signature.normalize_s().unwrap_or(signature);
        Ok(signature.to_bytes().into())
    }
}

fn account(public_key: &[u8]) -> [u8; 20] {
    Ripemd160::digest(Sha256::digest(public_key)).into()
}

/// The ordinary chain account of a 33-byte compressed public key, in bech32.
pub fn address_of(public_key: &[u8; 33]) -> String {
    crate::address::text(&account(public_key))
}

/// Whether a signature (r ‖ s, s in the lower half) over a digest is of this 33-byte compressed key.
pub fn verifies(public_key: &[u8], digest: &[u8; 32], signature: &[u8]) -> bool {
    let key = (public_key.len() == 33).then(|| VerifyingKey::from_sec1_bytes(public_key).ok()).flatten();
    let signature = Signature::from_slice(signature).ok();
    // The chain takes the lower half only.
    let low = signature.filter(|signature| signature.normalize_s().is_none());
    key.zip(low).is_some_and(|(key, signature)| key.verify_prehash(digest, &signature).is_ok())
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use k256::ecdsa::signature::hazmat::PrehashVerifier;
    use k256::ecdsa::VerifyingKey;

    #[test]
    fn a_signature_verifies_and_is_in_the_lower_half() {
        for seed in 1u8..40 {
            let key = SecretKey::from_slice(&[seed; 32]).unwrap();
            let digest: [u8; 32] = Sha256::digest([seed]).into();
            let bytes = key.sign_digest(&digest).unwrap();
            let signature = Signature::from_slice(&bytes).unwrap();
            assert!(signature.normalize_s().is_none());
            let public = VerifyingKey::from_sec1_bytes(&key.public_key()).unwrap();
            public.verify_prehash(&digest, &signature).unwrap();
        }
    }

    #[test]
    fn debug_shows_nothing_of_the_key() {
        let key = SecretKey::from_slice(&[0x41; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "SecretKey(…)");
    }

    #[test]
    fn hex_of_wrong_length_or_zero_is_refused() {
        assert!(SecretKey::from_hex(&"00".repeat(32)).is_err());
        assert!(SecretKey::from_hex("41").is_err());
        assert!(SecretKey::from_hex(&format!(" {}\n", "41".repeat(32))).is_ok());
    }
}
