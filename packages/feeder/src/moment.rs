//! Dates and times as partners write them.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};
use timebank_api::Seconds;

/// Digits from which on a plain number is seconds of Unix time, and from which on milliseconds.
const UNIX_DIGITS: usize = 9;
const MILLI_DIGITS: usize = 12;

/// A day, or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Day(Date),
    At(Seconds),
}

impl Moment {
    /// Reads `2026-11-30`, `2026/11/30`, `20261130`, `2026-11-30 08:15:00` with or without a fraction and an offset (`Z`, `+08`,
    /// `+08:00`), seconds or milliseconds of Unix time. Without an offset it is in `zone`.
    pub fn parse(text: &str, zone: UtcOffset) -> Option<Self> {
        let text = text.trim();
        if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() != 8 {
            let number: u64 = text.parse().ok()?;
            return match text.len() {
                MILLI_DIGITS.. => number.checked_div(1_000).map(Moment::At),
                UNIX_DIGITS.. => Some(Moment::At(number)),
                _ => None,
            };
        }
        let split = text.find(['T', ' ']);
        let Some((date, rest)) = split.and_then(|at| text.split_at_checked(at)) else {
            return day(text).map(Moment::Day);
        };
        let rest = rest.get(1..)?;
        let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
            Some(at) => {
                let (clock, offset) = rest.split_at_checked(at)?;
                (clock, self::offset(offset)?)
            }
            None => (rest, zone),
        };
        let at = PrimitiveDateTime::new(day(date)?, self::clock(clock.trim())?).assume_offset(offset);
        Seconds::try_from(at.unix_timestamp()).ok().map(Moment::At)
    }

    /// When it begins; a day begins in `zone`.
    pub fn begins(self, zone: UtcOffset) -> Option<Seconds> {
        match self {
            Moment::At(at) => Some(at),
            Moment::Day(day) => Seconds::try_from(midnight(day, zone)).ok(),
        }
    }

    /// When it is over: a day ends as the next one begins.
    pub fn ends(self, zone: UtcOffset) -> Option<Seconds> {
        match self {
            Moment::At(at) => Some(at),
            Moment::Day(day) => Seconds::try_from(midnight(day.next_day()?, zone)).ok(),
        }
    }

    /// The day in `zone`.
    pub fn day(self, zone: UtcOffset) -> Option<Date> {
        match self {
            Moment::Day(day) => Some(day),
            Moment::At(at) => {
                let at = OffsetDateTime::from_unix_timestamp(i64::try_from(at).ok()?).ok()?;
                Some(at.to_offset(zone).date())
            }
        }
    }
}

fn midnight(day: Date, zone: UtcOffset) -> i64 {
    PrimitiveDateTime::new(day, Time::MIDNIGHT).assume_offset(zone).unix_timestamp()
}

fn day(text: &str) -> Option<Date> {
    let (year, month, day): (i32, u8, u8) = match text.split(['-', '/', '.']).collect::<Vec<_>>().as_slice() {
        [year, month, day] => (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
        [whole] if whole.len() == 8 => {
            (whole.get(..4)?.parse().ok()?, whole.get(4..6)?.parse().ok()?, whole.get(6..)?.parse().ok()?)
        }
        _ => return None,
    };
    let month = Month::try_from(month).ok()?;
    (1_800..=2_500).contains(&year).then(|| Date::from_calendar_date(year, month, day).ok()).flatten()
}

fn clock(text: &str) -> Option<Time> {
    let (whole, _fraction) = text.split_once('.').unwrap_or((text, ""));
    let parts = whole.split(':').map(|part| part.parse().ok()).collect::<Option<Vec<u8>>>()?;
    match parts.as_slice() {
        [hour, minute] => Time::from_hms(*hour, *minute, 0).ok(),
        [hour, minute, second] => Time::from_hms(*hour, *minute, *second).ok(),
        _ => None,
    }
}

/// `Z`, `+08`, `+08:00`, `+0800`.
pub fn offset(text: &str) -> Option<UtcOffset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(UtcOffset::UTC);
    }
    let (sign, digits) = text.split_at_checked(1)?;
    let sign: i8 = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let hours: i8 = digits.get(..2)?.parse().ok()?;
    let minutes: i8 = match digits.get(2..)? {
        "" => 0,
        minutes if minutes.len() == 2 => minutes.parse().ok()?,
        _ => return None,
    };
    UtcOffset::from_hms(hours.checked_mul(sign)?, minutes.checked_mul(sign)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime, offset};

    const CHINA: UtcOffset = offset!(+8);

    #[test]
    fn what_partners_write_is_read() {
        let at = datetime!(2026-11-30 00:15:09 UTC).unix_timestamp() as u64;
        for text in [
            "2026-11-30 08:15:09",
            "2026-11-30T08:15:09.123456",
            " 2026/11/30 08:15:09 ",
            "2026-11-30 00:15:09+00",
            "2026-11-30T00:15:09Z",
            "2026-11-30 01:15:09.5+0100",
            "2026-11-29 23:15:09-01:00",
            &at.to_string(),
            &format!("{at}123"),
        ] {
            assert_eq!(Moment::parse(text, CHINA), Some(Moment::At(at)), "{text}");
        }
        for text in ["2026-11-30", "2026/11/30", "20261130", "2026.11.30"] {
            assert_eq!(Moment::parse(text, CHINA), Some(Moment::Day(date!(2026 - 11 - 30))), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "soon",
            "0",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "0026-01-01",
            "2026-11-30 25:00:00",
            "2026-11-30 08:15:09+8",
            "2026-11-30 08",
            "-5",
            "2026-11-30T",
            "十一月三十日",
        ] {
            assert_eq!(Moment::parse(text, CHINA), None, "{text}");
        }
    }

    #[test]
    fn a_day_lasts_in_its_zone_until_the_next_begins() {
        let day = Moment::parse("2026-11-30", CHINA).unwrap();
        assert_eq!(day.begins(CHINA), Some(datetime!(2026-11-30 00:00 +8).unix_timestamp() as u64));
        assert_eq!(day.ends(CHINA), Some(datetime!(2026-12-01 00:00 +8).unix_timestamp() as u64));
        let evening = Moment::parse("2026-11-29T20:00:00Z", CHINA).unwrap();
        assert_eq!(evening.day(CHINA), Some(date!(2026 - 11 - 30)));
        assert_eq!(evening.ends(CHINA), evening.begins(CHINA));
    }
}
