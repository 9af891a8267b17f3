use super::IdentityError;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

/// A password, passphrase or code as typed. It wipes itself and is never shown or sent.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    pub fn new(text: impl Into<String>) -> Self {
        SecretText(Zeroizing::new(text.into()))
    }

    /// The characters themselves.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText(…)")
    }
}

/// As nothing: what is kept or compared of a request has no secret in it.
impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(SecretText::new)
    }
}

/// Passwords that everybody tries first, in lower case.
const COMMON: &[&str] = &[
    "12345678",
    "123456789",
    "1234567890",
    "87654321",
    "11111111",
    "00000000",
    "88888888",
    "66666666",
    "12341234",
    "11223344",
    "123123123",
    "147258369",
    "password",
    "password1",
    "passw0rd",
    "qwertyui",
    "qwertyuiop",
    "1qaz2wsx",
    "asdfghjkl",
    "iloveyou",
    "woaini1314",
    "woaini520",
    "5201314520",
    "a1234567",
    "a12345678",
    "abc12345",
    "abcd1234",
    "abc123456",
    "aa123456",
    "qq123456",
    "admin123",
    "administrator",
    "timebank",
    "timebank1",
    "timebank123",
    "shijianyinhang",
];
/// Passphrase of an office: longer, because it alone stands between a thief with the whole server and the office.
const OFFICE_MINIMUM: usize = 12;
const LONGEST: usize = 128;

/// Whether a login password may be used. Length counts, not what kind of characters (NIST SP 800-63B).
///
/// # Errors
/// `PasswordLength` (8 to 128 characters), `PasswordCommon` for one that everybody tries or that holds the phone number.
pub fn check_login(password: &SecretText, phone: &str) -> Result<(), IdentityError> {
    check_length(password, 8)?;
    let lower = Zeroizing::new(password.reveal().to_lowercase());
    let one_character = lower.chars().all(|c| lower.starts_with(c));
    let digits = phone.trim_start_matches("+86");
    if one_character || COMMON.contains(&lower.as_str()) || (!digits.is_empty() && lower.contains(digits)) {
        return Err(IdentityError::PasswordCommon);
    }
    Ok(())
}

/// Whether an office passphrase may be used.
///
/// # Errors
/// `PassphraseLength` (12 to 128 characters), `PasswordCommon` for repetitions.
pub fn check_office(passphrase: &SecretText) -> Result<(), IdentityError> {
    let characters: std::collections::BTreeSet<char> = passphrase.reveal().chars().collect();
    match passphrase.reveal().chars().count() {
        OFFICE_MINIMUM..=LONGEST if characters.len() >= 5 => Ok(()),
        OFFICE_MINIMUM..=LONGEST => Err(IdentityError::PasswordCommon),
        _ => Err(IdentityError::PassphraseLength),
    }
}

/// Whether a transaction password may be used: six digits will do, since guesses are counted, but not those that are guessed
/// first. `known` are digits that others know of the member (phone, ID number).
///
/// # Errors
/// `TransactionPasswordForm` (6 to 64 characters), `TransactionPasswordTrivial`.
pub fn check_transaction(password: &SecretText, known: &[&str]) -> Result<(), IdentityError> {
    let text = password.reveal();
    if !(6..=64).contains(&text.chars().count()) {
        return Err(IdentityError::TransactionPasswordForm);
    }
    let steps: std::collections::BTreeSet<i32> = text
        .bytes()
        .zip(text.bytes().skip(1))
        .map(|(a, b)| i32::from(b).saturating_sub(i32::from(a)))
        .collect();
    let straight = steps.len() == 1 && steps.iter().all(|step| (-1..=1).contains(step));
    let pattern = (1..=3).any(|length| {
        let unit = text.as_bytes().get(..length).unwrap_or_default();
        text.as_bytes().chunks(length).all(|chunk| chunk == unit)
    });
    let personal =
        text.bytes().all(|byte| byte.is_ascii_digit()) && known.iter().any(|digits| digits.contains(text));
    if straight || pattern || personal {
        return Err(IdentityError::TransactionPasswordTrivial);
    }
    Ok(())
}

fn check_length(password: &SecretText, least: usize) -> Result<(), IdentityError> {
    if (least..=LONGEST).contains(&password.reveal().chars().count()) {
        Ok(())
    } else {
        Err(IdentityError::PasswordLength)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(text: &str) -> Result<(), &'static str> {
        check_login(&SecretText::new(text), "+8613912345678").map_err(|error| error.code())
    }

    fn transaction(text: &str) -> Result<(), &'static str> {
        let known = ["13912345678", "990101195001010012"];
        check_transaction(&SecretText::new(text), &known).map_err(|error| error.code())
    }

    #[test]
    fn a_secret_is_neither_shown_nor_written() {
        let secret = SecretText::new("481516");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "null");
        assert!(!format!("{secret:?}").contains("481516"));
    }

    #[test]
    fn login_passwords_are_judged_by_length_and_by_what_is_guessed_first() {
        assert_eq!(login("正确的马电池订书钉"), Ok(()));
        assert_eq!(login("short"), Err("password.length"));
        assert_eq!(login(&"x1".repeat(65)), Err("password.length"));
        for common in ["PASSWORD", "99999999", "my13912345678", "woaini1314"] {
            assert_eq!(login(common), Err("password.common"), "{common}");
        }
    }

    #[test]
    fn transaction_passwords_are_not_sequences_repetitions_or_known_digits() {
        assert_eq!(transaction("481516"), Ok(()));
        assert_eq!(transaction("a longer one"), Ok(()));
        assert_eq!(transaction("48151"), Err("transaction_password.form"));
        for trivial in ["111111", "123456", "654321", "121212", "123123", "345678", "195001", "010012"] {
            assert_eq!(transaction(trivial), Err("transaction_password.trivial"), "{trivial}");
        }
    }

    #[test]
    fn office_passphrases_are_long() {
        let check = |text: &str| check_office(&SecretText::new(text)).map_err(|error| error.code());
        assert_eq!(check("correct horse battery"), Ok(()));
        assert_eq!(check("elevenchars"), Err("passphrase.length"));
        assert_eq!(check("aaaaaaaaaaaaaa"), Err("password.common"));
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", SecretText::new("481516")), "SecretText(…)");
    }
}
