//! Days, months and years by the clock of UTC+8, where the packs' days and years are counted.

use timebank_api::Seconds;

const OFFSET: Seconds = 8 * 3_600;
const DAY: Seconds = 86_400;

/// Days since 1970.
pub fn day(now: Seconds) -> u32 {
    u32::try_from(days(now)).unwrap_or(u32::MAX)
}

/// The year.
pub fn year(now: Seconds) -> u16 {
    u16::try_from(civil(now).0).unwrap_or(u16::MAX)
}

/// Quarters since 1970, `months` from now.
pub fn quarter(now: Seconds, months: u16) -> u16 {
    let (year, month) = civil(now);
    let since = year.saturating_sub(1970).saturating_mul(12).saturating_add(month);
    let quarter = since.saturating_add(u64::from(months)).checked_div(3).unwrap_or(0);
    u16::try_from(quarter).unwrap_or(u16::MAX)
}

fn days(now: Seconds) -> u64 {
    now.saturating_add(OFFSET).checked_div(DAY).unwrap_or(0)
}

/// Year and month, the month from 0; the well-known way from days over eras of 400 years that begin in March.
#[allow(
    clippy::arithmetic_side_effects,
    reason = "the days of any number of seconds are far from the type's ends"
)]
fn civil(now: Seconds) -> (u64, u64) {
    let days = days(now) + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let (month, next) = if march < 10 { (march + 2, 0) } else { (march - 10, 1) };
    (era * 400 + year + next, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_quarters_turn_at_midnight_of_utc_8() {
        // date -u -d '2023-12-31 15:59:59' +%s
        for (now, at, of_quarter) in [
            (0, 1970, 0),
            (1_704_038_399, 2023, 53 * 4 + 3),
            (1_704_038_400, 2024, 54 * 4),
            // 29 February 2024, 23:59:59 and 1 April 2024, 00:00:00, both UTC+8.
            (1_709_222_399, 2024, 54 * 4),
            (1_711_900_799, 2024, 54 * 4),
            (1_711_900_800, 2024, 54 * 4 + 1),
        ] {
            assert_eq!((year(now), quarter(now, 0)), (at, of_quarter), "{now}");
        }
        assert_eq!(quarter(1_704_038_400, 2), 54 * 4);
        assert_eq!(quarter(1_704_038_400, 3), 54 * 4 + 1);
        assert_eq!(quarter(1_704_038_400, 60), 59 * 4);
        assert_eq!((day(1_704_038_399) + 1, day(1_704_038_400)), (19_723, 19_723));
    }
}
