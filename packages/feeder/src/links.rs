//! Whose row it is. A partner knows people by their ID numbers, the network by members; what leads from one to the other is a tag.

use async_trait::async_trait;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt;
use timebank_api::MemberId;
use zeroize::{Zeroize, Zeroizing};

const DOMAIN: &[u8] = b"timebank/partner/v1";
const DIGITS: usize = 17;

/// What stands for an ID number where members are looked up: HMAC-SHA256 under the [`MatchingKey`].
pub type Tag = [u8; 32];

/// The key that the relayers of a network's feeders share. Whoever has it can try out ID numbers.
#[derive(Clone)]
pub struct MatchingKey(Zeroizing<[u8; 32]>);

impl MatchingKey {
    pub fn new(key: Zeroizing<[u8; 32]>) -> Self {
        MatchingKey(key)
    }

    /// HMAC-SHA256(key, `timebank/partner/v1` ‖ ID number).
    pub fn tag(&self, number: &IdNumber) -> Tag {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_slice()) else { return [0; 32] };
        mac.update(DOMAIN);
        mac.update(number.0.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for MatchingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MatchingKey(…)")
    }
}

/// An ID number of 18 characters in its normal form. It wipes itself and is never shown.
pub struct IdNumber(Zeroizing<String>);

impl IdNumber {
    /// Reads a number as a partner has it: blanks around it and a small x are forgiven. Whether it is anybody's, the links say.
    pub fn parse(text: &str) -> Option<Self> {
        let number = Zeroizing::new(text.trim().to_ascii_uppercase());
        let (digits, check) = number.as_bytes().split_at_checked(DIGITS)?;
        let whole = digits.iter().all(u8::is_ascii_digit)
            && matches!(check, [check] if check.is_ascii_digit() || *check == b'X');
        whole.then_some(IdNumber(number))
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(…)")
    }
}

/// The links are out of reach.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the links to members are out of reach: {0}")]
pub struct LinksError(pub String);

/// The members who agree that partners' facts about them are taken, by their tags.
#[async_trait]
pub trait Links: Send + Sync + 'static {
    /// The member of each tag, in the tags' order; nothing for somebody who is no member or does not agree.
    async fn find(&self, tags: &[Tag]) -> Result<Vec<Option<MemberId>>, LinksError>;

    /// So many members are linked.
    async fn count(&self) -> Result<u64, LinksError>;

    /// A number that changes when somebody is linked anew: a source is then read from its beginning once more.
    async fn revision(&self) -> Result<u64, LinksError>;

    /// Keeps what opens a member's credential, where this is the member's branch.
    async fn keep(&self, opening: &crate::Opening) -> Result<(), LinksError>;
}

/// Wipes text that was read.
pub(crate) fn wipe(values: &mut [Option<String>]) {
    values.iter_mut().flatten().for_each(Zeroize::zeroize);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_is_the_documented_hash_of_the_normal_form() {
        let key = MatchingKey::new(Zeroizing::new([0x11; 32]));
        let tag = |text| key.tag(&IdNumber::parse(text).unwrap());
        // printf 'timebank/partner/v1'99010119500101001X | openssl dgst -sha256 -mac HMAC -macopt hexkey:1111…
        assert_eq!(hex::encode(tag("99010119500101001X")), TAG);
        assert_eq!(tag(" 99010119500101001x "), tag("99010119500101001X"));
        for wrong in
            ["", "99010119500101001", "99010119500101001XX", "9901011950010100XX", "９９010119500101001X"]
        {
            assert!(IdNumber::parse(wrong).is_none(), "{wrong}");
        }
        assert_eq!(
            format!("{:?} {key:?}", IdNumber::parse("99010119500101001X")),
            "Some(IdNumber(…)) MatchingKey(…)"
        );
    }

    const TAG: &str = "6c847351041b054b3579e788d0093e136284062fa59bffb3df8e6081815f5621";
}
