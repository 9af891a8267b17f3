//! Texts cut into pieces that an index can find, the same in either store: two Chinese characters in a row, three letters of any
//! other script. A search takes the pieces of what is looked for, and holds what it finds against the whole text.

use std::collections::BTreeSet;

/// Lower case, full-width letters and digits as plain ones.
pub fn normal(text: &str) -> String {
    let narrow = |letter: char| match u32::from(letter) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide.saturating_sub(0xfee0)).unwrap_or(letter),
        0x3000 => ' ',
        _ => letter,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

pub fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// The pieces of a text in its [`normal`] form. One that is too short has none.
pub fn grams(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut run: Vec<char> = Vec::new();
    let mut chinese = false;
    for letter in text.chars().chain([' ']) {
        if letter.is_whitespace() || is_chinese(letter) != chinese {
            let length = if chinese { 2 } else { 3 };
            found.extend(run.windows(length).map(String::from_iter));
            run.clear();
            chinese = is_chinese(letter);
        }
        if !letter.is_whitespace() {
            run.push(letter);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_characters_and_three_letters_are_pieces() {
        let of = |text: &str| grams(&normal(text)).into_iter().collect::<Vec<_>>();
        assert_eq!(of("陪诊A1"), ["陪诊"]);
        assert_eq!(
            of("Ｗｉ-Ｆｉ 教学"),
            ["i-f", "wi-", "-fi", "教学"]
                .map(str::to_owned)
                .into_iter()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
        );
        assert!(of("诊 ab c").is_empty());
    }

    proptest! {
        /// Otherwise a search would miss what is there.
        #[test]
        fn a_part_of_a_text_has_only_pieces_of_the_text(text in "[陪诊挂号ab0% ]{0,24}", from in 0usize..24, to in 0usize..24) {
            let letters: Vec<char> = text.chars().collect();
            let (from, to) = (from.min(letters.len()), to.min(letters.len()));
            let part: String = letters[from.min(to)..from.max(to)].iter().collect();
            prop_assert!(grams(&part).is_subset(&grams(&text)));
        }
    }
}
