//! Public keys of members and what they verify.

use cosmwasm_std::Api;
use timebank_api::{Code, Scope, Seconds};
use timebank_intent::{Digest, SIGNATURE_LEN};
use timebank_std::{Error, Result};

/// Bytes of a compressed point.
const POINT_LEN: usize = 33;
/// The tag of secp256k1 keys, the only kind there is yet.
const SECP256K1: u8 = 1;
/// Set in the tag of a key that the member holds.
const OWN: u8 = 0x80;

/// A member's key for one scope. Stored as `tag u8 ‖ point 33 ‖ epoch u32 ‖ since u64`, big-endian, 46 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub point: [u8; POINT_LEN],
    /// 1 for the first key of a scope, one more for each that follows.
    pub epoch: u32,
    pub since: Seconds,
    /// Whether the member holds it, and no branch keeps it in custody.
    pub own: bool,
}

impl Key {
    pub fn to_bytes(self) -> Vec<u8> {
        let tag = if self.own { SECP256K1 | OWN } else { SECP256K1 };
        [[tag].as_slice(), &self.point, &self.epoch.to_be_bytes(), &self.since.to_be_bytes()].concat()
    }

    /// Nothing if the bytes are not a stored key.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([tag], rest) = bytes.split_first_chunk()?;
        let (point, rest) = rest.split_first_chunk()?;
        let (epoch, rest) = rest.split_first_chunk()?;
        let since = <[u8; 8]>::try_from(rest).ok()?;
        (*tag & !OWN == SECP256K1).then_some(Key {
            point: *point,
            epoch: u32::from_be_bytes(*epoch),
            since: Seconds::from_be_bytes(since),
            own: *tag & OWN != 0,
        })
    }

    /// Whether `signature` over `digest` is this key's. What the host cannot make sense of is not.
    pub fn verifies(&self, api: &dyn Api, digest: &Digest, signature: &[u8]) -> bool {
        verifies(api, &self.point, digest, signature)
    }
}

/// Whether `signature` over `digest` is the key's.
pub fn verifies(api: &dyn Api, point: &[u8; POINT_LEN], digest: &Digest, signature: &[u8]) -> bool {
    api.secp256k1_verify(digest, signature, point).unwrap_or(false)
}

/// The compressed point in `bytes`. Other encodings of the same point are refused, so that a key has one form.
///
/// # Errors
/// `key.invalid` if there is none.
pub fn parse_point(api: &dyn Api, bytes: &[u8]) -> Result<[u8; POINT_LEN]> {
    let invalid = || Error::from(Code::KeyInvalid);
    let point: [u8; POINT_LEN] = bytes.try_into().map_err(|_| invalid())?;
    if !matches!(point.first(), Some(2 | 3)) {
        return Err(invalid());
    }
    // The host says "false" for a signature that is not the key's and errs for a point that is not on the curve.
    let mut probe = [0; SIGNATURE_LEN];
    probe.iter_mut().skip(31).step_by(32).for_each(|byte| *byte = 1);
    api.secp256k1_verify(&[1; 32], &probe, &point).map_err(|_| invalid())?;
    Ok(point)
}

/// The scope as the contracts name it.
pub fn api_scope(scope: timebank_intent::Scope) -> Scope {
    match scope {
        timebank_intent::Scope::Everyday => Scope::Everyday,
        timebank_intent::Scope::Owner => Scope::Owner,
        timebank_intent::Scope::Office => Scope::Office,
    }
}

/// The scope as an intent's bytes name it.
pub fn intent_scope(scope: Scope) -> timebank_intent::Scope {
    match scope {
        Scope::Everyday => timebank_intent::Scope::Everyday,
        Scope::Owner => timebank_intent::Scope::Owner,
        Scope::Office => timebank_intent::Scope::Office,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockApi;
    use k256::ecdsa::SigningKey;

    fn point() -> Vec<u8> {
        let key = SigningKey::from_slice(&[7; 32]).unwrap();
        key.verifying_key().to_encoded_point(true).as_bytes().to_vec()
    }

    #[test]
    fn stored_form_reads_back_and_knows_one_kind() {
        let key = Key { point: [2; 33], epoch: 3, since: 4, own: false };
        let bytes = key.to_bytes();
        assert_eq!((bytes.len(), bytes[0]), (46, 1));
        assert_eq!(Key::from_bytes(&bytes), Some(key));
        let own = Key { own: true, ..key };
        assert_eq!(Key::from_bytes(&own.to_bytes()), Some(own));
        assert_eq!(Key::from_bytes(&bytes[..45]), None);
        let mut other = bytes;
        other[0] = 2;
        assert_eq!(Key::from_bytes(&other), None);
    }

    #[test]
    fn parse_point_takes_only_compressed_points_of_the_curve() {
        let api = MockApi::default();
        assert_eq!(parse_point(&api, &point()).unwrap().as_slice(), point());

        let key = SigningKey::from_slice(&[7; 32]).unwrap();
        let uncompressed = key.verifying_key().to_encoded_point(false);
        let mut hybrid = point();
        hybrid[0] = 6;
        // x = 5 has no y on secp256k1.
        let mut off_curve = vec![0; 33];
        off_curve[0] = 2;
        off_curve[32] = 5;
        for bytes in [uncompressed.as_bytes(), &[], &point()[..32], &hybrid, &off_curve] {
            assert_eq!(parse_point(&api, bytes).unwrap_err().code(), Code::KeyInvalid, "{bytes:?}");
        }
    }

    #[test]
    fn scopes_agree_with_the_envelope() {
        for scope in timebank_intent::Scope::ALL {
            assert_eq!(intent_scope(api_scope(scope)), scope);
        }
    }
}
