//! What can be told from the letters of a text: its normal form, how much it says, what personal data stands in it.

use crate::index::grams::{is_chinese, normal};
use std::collections::BTreeSet;

/// Letters and digits only, so that blanks and signs between them hide nothing.
pub fn squeezed(text: &str) -> String {
    normal(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The words of a text that is not Chinese, with one blank around each.
pub fn spaced(text: &str) -> String {
    let words: Vec<String> = normal(text)
        .split(|letter: char| !letter.is_alphanumeric() || is_chinese(letter))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    format!(" {} ", words.join(" "))
}

/// How much a text says: a Chinese character is worth as much as half a word.
pub fn substance(text: &str) -> usize {
    let chinese = text.chars().filter(|letter| is_chinese(*letter)).count();
    let words = spaced(text).split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    chinese.saturating_add(words.saturating_mul(2))
}

/// Whether it is a few letters over and over.
pub fn is_gibberish(text: &str) -> bool {
    let letters: Vec<char> = normal(text).chars().filter(|letter| letter.is_alphanumeric()).collect();
    let distinct: BTreeSet<char> = letters.iter().copied().collect();
    letters.len() >= 4 && distinct.len().saturating_mul(4) <= letters.len() && distinct.len() <= 8
}

/// Personal data in a public text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    Phone,
    IdNumber,
    Email,
    /// A flat, where somebody lives.
    Home,
    /// A room, which may be a public one.
    Room,
}

/// What personal data there is.
pub fn personal(text: &str) -> BTreeSet<Personal> {
    let text = normal(text);
    let mut found = BTreeSet::new();
    for run in numbers(&text) {
        let digits = run.trim_end_matches('x').len();
        if run.len() == 18 && digits >= 17 {
            found.insert(Personal::IdNumber);
        }
        let mobile = digits == 11 && run.starts_with('1') && !run.starts_with("10") && !run.starts_with("12");
        let abroad = digits == 13 && run.starts_with("861");
        if mobile || abroad || ((11..=12).contains(&digits) && run.starts_with('0')) {
            found.insert(Personal::Phone);
        }
    }
    if text.split(|c: char| c.is_whitespace() || is_chinese(c)).any(is_email) {
        found.insert(Personal::Email);
    }
    let letters: Vec<char> = text.chars().collect();
    for pair in letters.windows(2) {
        if let [digit, place] = pair {
            let number = digit.is_ascii_digit();
            if number && matches!(place, '单' | '幢') {
                found.insert(Personal::Home);
            }
            if number && *place == '室' {
                found.insert(Personal::Room);
            }
        }
    }
    let words = spaced(&text);
    let words: Vec<&str> = words.split_whitespace().collect();
    for pair in words.windows(2) {
        if let [place, number] = pair {
            if number.starts_with(|c: char| c.is_ascii_digit()) {
                match *place {
                    "flat" | "apartment" | "apt" => found.insert(Personal::Home),
                    "room" => found.insert(Personal::Room),
                    _ => false,
                };
            }
        }
    }
    found
}

fn is_email(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else {
        return false;
    };
    name.ends_with(|c: char| c.is_ascii_alphanumeric())
        && host
            .split_once('.')
            .is_some_and(|(host, end)| !host.is_empty() && end.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Runs of digits as they are dictated: blanks and hyphens inside them do not count, and Chinese numerals are digits.
fn numbers(text: &str) -> Vec<String> {
    let mut runs = Vec::new();
    let mut run = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = match letter {
            '0'..='9' => Some(letter),
            '零' | '〇' => Some('0'),
            '一' | '幺' => Some('1'),
            '二' => Some('2'),
            '三' => Some('3'),
            '四' => Some('4'),
            '五' => Some('5'),
            '六' => Some('6'),
            '七' => Some('7'),
            '八' => Some('8'),
            '九' => Some('9'),
            'x' if run.len() == 17 => Some('x'),
            _ => None,
        };
        let joins = !run.is_empty()
            && matches!(letter, ' ' | '-' | '.')
            && letters.peek().is_some_and(|next| next.is_ascii_digit());
        match digit {
            Some(digit) => run.push(digit),
            None if joins => {}
            None if !run.is_empty() => runs.push(std::mem::take(&mut run)),
            None => {}
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

/// How many hashes stand for a text.
const HASHES: usize = 64;

/// A text as the smallest hashes of its bigrams (minhash): two texts share about as many of them, in percent, as they share
/// bigrams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u64; HASHES]);

impl Sketch {
    pub fn of(text: &str) -> Self {
        let letters: Vec<char> = squeezed(text).chars().collect();
        let mut least = [u64::MAX; HASHES];
        for pair in letters.windows(2) {
            let [first, second] = pair else { continue };
            let shingle = (u64::from(u32::from(*first)) << 32) | u64::from(u32::from(*second));
            for (seed, least) in (1u64..).zip(&mut least) {
                *least = (*least).min(mix(shingle ^ mix(seed)));
            }
        }
        Sketch(least)
    }

    /// Percent of the two texts' bigrams that are common, about.
    pub fn alike(&self, other: &Sketch) -> u32 {
        let same = self.0.iter().zip(&other.0).filter(|(one, two)| one == two && **one != u64::MAX).count();
        u32::try_from(same.saturating_mul(100).checked_div(HASHES).unwrap_or(0)).unwrap_or(0)
    }
}

/// The finaliser of splitmix64.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_found_in_every_spelling() {
        for (text, expected) in [
            ("打13851234567", Some(Personal::Phone)),
            ("打 138-5123 4567 吧", Some(Personal::Phone)),
            ("１５９５０１２３４５６", Some(Personal::Phone)),
            ("一三八五一二三四五六七", Some(Personal::Phone)),
            ("025-83456789", Some(Personal::Phone)),
            ("+86 138 5123 4567", Some(Personal::Phone)),
            ("32010219450606123X", Some(Personal::IdNumber)),
            ("write to a.li@example.com", Some(Personal::Email)),
            ("3单元", Some(Personal::Home)),
            ("apartment 5", Some(Personal::Home)),
            ("301室", Some(Personal::Room)),
            ("2026-03-12 上午 9:00-11:00", None),
            ("20261231", None),
            ("一二三楼", None),
            ("in unit tests @ noon", None),
        ] {
            assert_eq!(personal(text).into_iter().next(), expected, "{text}");
        }
    }

    #[test]
    fn a_sketch_tells_the_same_from_another() {
        let one = Sketch::of("老人喜欢下象棋，希望有人每周来陪着下两盘，聊聊天。");
        assert_eq!(one.alike(&Sketch::of("老人喜欢下象棋 希望有人每周来陪着下两盘 聊聊天")), 100);
        assert!(one.alike(&Sketch::of("老人喜欢下象棋，希望有人每周来陪他下两盘，聊聊天。")) > 65);
        assert!(one.alike(&Sketch::of("厨房水龙头滴水，需要一位会简单维修的志愿者更换垫圈。")) < 10);
        assert_eq!(Sketch::of("").alike(&Sketch::of("")), 0);
    }

    #[test]
    fn substance_counts_words_of_either_language() {
        assert_eq!(substance("陪诊"), 2);
        assert_eq!(substance("Bring lunch, 12:00"), 4);
        assert!(
            is_gibberish("哈哈哈哈哈哈") && is_gibberish("asdfasdfasdf asdf") && !is_gibberish("陪老人聊天")
        );
    }
}
