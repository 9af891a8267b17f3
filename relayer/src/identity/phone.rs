use super::IdentityError;

/// A mobile number of mainland China in the form +86 and eleven digits. Never shown in full.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as typed: blanks, hyphens and a leading 86, +86 or 0086 are forgiven.
    ///
    /// # Errors
    /// `PhoneInvalid` for anything else.
    pub fn parse(typed: &str) -> Result<Self, IdentityError> {
        let bare: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let digits =
            ["+86", "0086", "86"].iter().find_map(|prefix| bare.strip_prefix(prefix)).unwrap_or(&bare);
        let mobile = digits.len() == 11
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.starts_with('1')
            && !digits.starts_with("10")
            && !digits.starts_with("11")
            && !digits.starts_with("12");
        if mobile {
            Ok(Phone(format!("+86{digits}")))
        } else {
            Err(IdentityError::PhoneInvalid)
        }
    }

    /// The normal form.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What can be shown: the first three and last four digits.
    pub fn masked(&self) -> String {
        let digits = self.0.trim_start_matches("+86");
        let part = |from, to| digits.get(from..to).unwrap_or_default();
        format!("{}****{}", part(0, 3), part(7, 11))
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_number_is_the_same_number() {
        let phone = Phone::parse("13912345678").unwrap();
        for typed in ["+86 139 1234 5678", "0086-139-1234-5678", "8613912345678", " 13912345678 "] {
            assert_eq!(Phone::parse(typed).unwrap(), phone, "{typed}");
        }
        assert_eq!(phone.masked(), "139****5678");
        assert_eq!(format!("{phone:?}"), "Phone(139****5678)");
    }

    #[test]
    fn what_is_no_mobile_number_is_refused() {
        for typed in [
            "",
            "1391234567",
            "139123456789",
            "12012345678",
            "02512345678",
            "1391234567a",
            "１３９１２３４５６７８",
        ] {
            assert!(Phone::parse(typed).is_err(), "{typed}");
        }
    }
}
