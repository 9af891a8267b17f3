use super::IdentityError;
use time::{Date, Month, OffsetDateTime, UtcOffset};
use timebank_api::record::AgeClass;
use zeroize::Zeroizing;

/// Codes of provinces, GB/T 2260 and its later additions for Hong Kong, Macao and Taiwan residents.
const PROVINCES: &[u8] = &[
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71, 81, 82, 83,
];
/// The first two digits of numbers that no person has: 9 stands for foreign permanent residents and is followed by the code of
/// a province, none of which begins with 9.
const SAMPLE: u8 = 99;
/// Weights of ISO 7064 MOD 11-2 as GB 11643-1999 prints them.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// A citizen's 18-digit ID number (GB 11643), checked and in its one normal form. It wipes itself and is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber(Zeroizing<String>);

impl IdNumber {
    /// Reads a number as typed: blanks around it and a small x are forgiven.
    ///
    /// # Errors
    /// `IdNumberForm` unless there are 17 digits and a check character, `IdNumberChecksum`, `IdNumberRegion`, `IdNumberDate`
    /// for a birth date that does not exist or lies ahead, `IdNumberSample` for sample numbers unless they are accepted.
    pub fn parse(typed: &str, accept_samples: bool, now: OffsetDateTime) -> Result<Self, IdentityError> {
        let number = Zeroizing::new(typed.trim().to_ascii_uppercase());
        let digits = number
            .as_bytes()
            .split_last_chunk::<1>()
            .filter(|(digits, _)| digits.len() == 17 && digits.iter().all(u8::is_ascii_digit))
            .filter(|(_, [check])| check.is_ascii_digit() || *check == b'X');
        let Some((digits, [check])) = digits else {
            return Err(IdentityError::IdNumberForm);
        };
        if check_character(digits) != Some(*check) {
            return Err(IdentityError::IdNumberChecksum);
        }
        let parsed = IdNumber(number.clone());
        match parsed.number(0, 2) {
            Some(SAMPLE) if accept_samples => {}
            Some(SAMPLE) => return Err(IdentityError::IdNumberSample),
            Some(province) if PROVINCES.contains(&province) => {}
            // Foreign permanent residents: 9, then the province that issued the card.
            Some(90..) if parsed.number(1, 3).is_some_and(|province| PROVINCES.contains(&province)) => {}
            _ => return Err(IdentityError::IdNumberRegion),
        }
        match parsed.birth() {
            Some(birth) if birth.year() >= 1880 && birth <= today(now) => Ok(parsed),
            _ => Err(IdentityError::IdNumberDate),
        }
    }

    /// The normal form.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The day of birth the number says.
    pub fn birth(&self) -> Option<Date> {
        let month = Month::try_from(self.number::<u8>(10, 12)?).ok()?;
        Date::from_calendar_date(self.number(6, 10)?, month, self.number(12, 14)?).ok()
    }

    /// The class of age on the day that `now` is in China.
    pub fn age_class(&self, now: OffsetDateTime) -> AgeClass {
        let (today, Some(birth)) = (today(now), self.birth()) else {
            return AgeClass::Under60;
        };
        let birthday_to_come = (today.month() as u8, today.day()) < (birth.month() as u8, birth.day());
        let years = today.year().saturating_sub(birth.year()).saturating_sub(i32::from(birthday_to_come));
        match years {
            80.. => AgeClass::From80,
            60.. => AgeClass::From60,
            _ => AgeClass::Under60,
        }
    }

    fn number<N: std::str::FromStr>(&self, from: usize, to: usize) -> Option<N> {
        self.0.get(from..to)?.parse().ok()
    }
}

impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdNumber(…)")
    }
}

/// What a nullifier is the HMAC of, under the federation's key.
pub fn nullifier_input(number: &IdNumber) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([b"timebank/nullifier/v1".as_slice(), number.text().as_bytes()].concat())
}

fn today(now: OffsetDateTime) -> Date {
    UtcOffset::from_hms(8, 0, 0).map_or(now, |china| now.to_offset(china)).date()
}

/// The check character of 17 digits, ISO 7064 MOD 11-2.
fn check_character(digits: &[u8]) -> Option<u8> {
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit.saturating_sub(b'0')).saturating_mul(weight))
        .sum();
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

    fn sample(birth: &str) -> String {
        let digits = format!("990101{birth}001");
        let check = check_character(digits.as_bytes()).unwrap();
        format!("{digits}{}", char::from(check))
    }

    fn parse(typed: &str) -> Result<IdNumber, IdentityError> {
        IdNumber::parse(typed, true, NOW)
    }

    #[test]
    fn the_standards_own_example_is_accepted_in_every_spelling() {
        // The example that GB 11643-1999 itself prints.
        let number = parse("11010519491231002X").unwrap();
        assert_eq!(parse(" 11010519491231002x ").unwrap(), number);
        assert_eq!(number.birth().unwrap().to_string(), "1949-12-31");
        assert_eq!(format!("{number:?}"), "IdNumber(…)");
    }

    #[test]
    fn each_fault_has_its_own_code() {
        let wrong = |typed: &str| parse(typed).unwrap_err().code();
        assert_eq!(wrong("110105194912310021"), "id_number.checksum");
        assert_eq!(wrong("1101051949123100"), "id_number.form");
        assert_eq!(wrong("1101051949X2310021"), "id_number.form");
        assert_eq!(wrong("11010519491231002é"), "id_number.form");
        assert_eq!(wrong(&sample("20270101")), "id_number.date");
        assert_eq!(wrong(&sample("19500230")), "id_number.date");
        let nowhere =
            format!("00010119500101001{}", char::from(check_character(b"00010119500101001").unwrap()));
        assert_eq!(wrong(&nowhere), "id_number.region");
    }

    #[test]
    fn sample_numbers_are_refused_where_they_are_not_accepted() {
        let refused = IdNumber::parse(&sample("19500101"), false, NOW).unwrap_err();
        assert_eq!(refused.code(), "id_number.sample");
        assert!(IdNumber::parse(&sample("19500101"), true, NOW).is_ok());
    }

    #[test]
    fn age_class_changes_on_the_birthday_in_china() {
        let class = |birth: &str, now| parse(&sample(birth)).unwrap().age_class(now);
        assert_eq!(class("19661122", NOW), AgeClass::From60);
        assert_eq!(class("19661123", NOW), AgeClass::Under60);
        // 16:00 UTC is midnight in China.
        assert_eq!(class("19661123", datetime!(2026-11-22 16:00 UTC)), AgeClass::From60);
        assert_eq!(class("19461122", NOW), AgeClass::From80);
        assert_eq!(class("20000229", NOW), AgeClass::Under60);
    }

    proptest! {
        #[test]
        fn any_single_wrong_digit_and_any_swap_of_neighbours_is_noticed(serial in 0u32..1000, at in 0usize..17, digit in 0u8..10) {
            let digits = format!("99010119500101{serial:03}");
            let check = char::from(check_character(digits.as_bytes()).unwrap());
            let good = format!("{digits}{check}");
            let mut wrong = good.clone().into_bytes();
            wrong[at] = b'0' + digit;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(parse(&wrong).is_ok(), wrong == good);
            let mut swapped = good.clone().into_bytes();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assert_eq!(parse(&swapped).is_ok(), swapped == good);
        }

        #[test]
        fn parse_never_panics(typed in "\\PC*") {
            let _ = parse(&typed);
        }
    }
}
