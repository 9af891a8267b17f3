//! The list of words, and what it finds.

use super::text::{spaced, squeezed};
use crate::index::grams::{is_chinese, normal};
use anyhow::{bail, Context, Result};
use std::collections::BTreeSet;

/// The list that is used unless the branch has its own.
const STANDARD: &str = include_str!("words.txt");

/// What a word is about.
pub const GROUPS: [&str; 9] =
    ["cash", "sales", "medical", "health", "fraud", "abuse", "gamble", "contact", "work"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Refuse,
    Look,
    Unless,
}

#[derive(Debug, Clone)]
struct Entry {
    rule: Rule,
    group: &'static str,
    word: String,
    chinese: bool,
}

/// Words that a submission is looked through for.
#[derive(Debug, Clone)]
pub struct Words(Vec<Entry>);

/// A word that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub group: &'static str,
    pub word: String,
    /// Whether the submission goes back for it; else a person looks closer.
    pub refused: bool,
}

impl Words {
    /// # Errors
    /// The first line that cannot be read.
    pub fn parse(text: &str) -> Result<Self> {
        let entry = |(number, line): (usize, &str)| {
            entry(line)
                .with_context(|| format!("line {number}: expected `refuse|look|unless`, a group, a word"))
        };
        Ok(Words(content(text).map(entry).collect::<Result<_>>()?))
    }

    /// The list that comes with the daemon; a test reads every line of it.
    pub fn standard() -> Self {
        Words(content(STANDARD).filter_map(|(_, line)| entry(line).ok()).collect())
    }

    /// The first word of each group that stands in a text, the graver kind first.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let (squeezed, spaced) = (squeezed(text), spaced(text));
        let stands = |entry: &&Entry| match entry.chinese {
            true => squeezed.contains(&entry.word),
            false => spaced.contains(&entry.word),
        };
        let excused: BTreeSet<&str> = self
            .0
            .iter()
            .filter(|entry| entry.rule == Rule::Unless)
            .filter(stands)
            .map(|entry| entry.group)
            .collect();
        let mut found: Vec<Found> = Vec::new();
        for rule in [Rule::Refuse, Rule::Look] {
            for entry in self.0.iter().filter(|entry| entry.rule == rule).filter(stands) {
                let excused = rule == Rule::Look && excused.contains(entry.group);
                if !excused && !found.iter().any(|other| other.group == entry.group) {
                    found.push(Found {
                        group: entry.group,
                        word: entry.word.trim().to_owned(),
                        refused: rule == Rule::Refuse,
                    });
                }
            }
        }
        found
    }
}

/// The lines that say something, with their numbers.
fn content(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1usize..).zip(text.lines()).filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    })
}

fn entry(line: &str) -> Result<Entry> {
    let mut parts = line.splitn(3, char::is_whitespace);
    let rule = match parts.next() {
        Some("refuse") => Rule::Refuse,
        Some("look") => Rule::Look,
        Some("unless") => Rule::Unless,
        _ => bail!("unknown beginning"),
    };
    let group = parts.next().and_then(|name| GROUPS.into_iter().find(|group| *group == name));
    let word = parts.next().map(str::trim).filter(|word| !word.is_empty()).context("no word")?;
    let chinese = normal(word).chars().any(is_chinese);
    let word = if chinese { squeezed(word) } else { spaced(word) };
    Ok(Entry { rule, group: group.context("unknown group")?, word, chinese })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_whole_words_or_anywhere_in_chinese() {
        let words = Words::parse("# c\nrefuse cash 付 现金\nlook cash cash\nunless cash scam\n").unwrap();
        let found =
            |text| words.find(text).into_iter().map(|found| (found.word, found.refused)).collect::<Vec<_>>();
        assert_eq!(found("完成后付 现 金"), [("付现金".to_owned(), true)]);
        assert_eq!(found("Cash, please"), [("cash".to_owned(), false)]);
        assert!(found("the cashier").is_empty());
        assert!(found("the cash scam").is_empty());
        assert!(Words::parse("refuse unheard word").is_err());
        assert!(Words::parse("refuse cash").is_err());
        assert_eq!(Words::standard().0.len(), Words::parse(STANDARD).unwrap().0.len());
    }
}
