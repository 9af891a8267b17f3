//! People who do not exist: phone numbers and ID numbers for trying things out.

use rand_core::{OsRng, RngCore};

/// Weights of GB 11643's check character (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// The region code of sample numbers: no region has it, so no real person can be meant.
const SAMPLE_REGION: &str = "990000";

/// What somebody types to register.
#[derive(Clone, Debug)]
pub struct Person {
    pub phone: String,
    pub password: String,
    pub id_number: String,
}

impl Person {
    /// Somebody new, born in this year.
    pub fn born(year: u32) -> Self {
        let (month, day) = (random(12).saturating_add(1), random(28).saturating_add(1));
        let digits = format!("{SAMPLE_REGION}{year:04}{month:02}{day:02}{:03}", random(1_000));
        Self {
            phone: format!("199{:08}", random(100_000_000)),
            password: format!("walnut-{:08}", random(100_000_000)),
            id_number: with_check(&digits, 0),
        }
    }

    /// The same person with an ID number whose check character is wrong.
    pub fn misspelt(&self) -> Self {
        let digits: String = self.id_number.chars().take(17).collect();
        Self { id_number: with_check(&digits, 1), ..Self::born(1990) }
    }

    /// Another account of the same person.
    pub fn again(&self) -> Self {
        Self { id_number: self.id_number.clone(), ..Self::born(1990) }
    }
}

/// 17 digits with their check character, or with one that is off by `shift`.
pub(crate) fn with_check(digits: &str, shift: u32) -> String {
    let sum: u32 = digits
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or(0).saturating_mul(weight))
        .fold(shift, u32::saturating_add);
    let index = usize::try_from(sum % 11).unwrap_or(0);
    format!("{digits}{}", CHECKS.get(index).unwrap_or(&'0'))
}

/// A random number below `limit`.
pub fn random(limit: u32) -> u32 {
    OsRng.next_u32().checked_rem(limit).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_character_is_that_of_the_standard() {
        // The example that GB 11643-1999 prints.
        assert_eq!(with_check("11010519491231002", 0), "11010519491231002X");
        assert_ne!(with_check("11010519491231002", 1), "11010519491231002X");
    }

    #[test]
    fn people_differ() {
        let (one, two) = (Person::born(1940), Person::born(1940));
        assert_ne!(one.phone, two.phone);
        assert_eq!(one.id_number.len(), 18);
        assert_eq!(one.again().id_number, one.id_number);
        assert_ne!(one.again().phone, one.phone);
    }
}
