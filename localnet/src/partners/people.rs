//! The people whom the sample institutions know: the same ten thousand everywhere and every time, made of one seed. Nobody of them
//! exists: no region has their ID numbers.

use crate::demo::people::with_check;
use aho_corasick::AhoCorasick;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// How many there are.
pub const COUNT: u32 = 10_000;
const SEED: &[u8] = b"timebank/sample-people/v1";
/// Families' names of two characters, and the characters of given names: four in a row that no other text has.
const FAMILIES: [&str; 16] = [
    "欧阳", "司徒", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "司马", "夏侯",
    "端木", "百里", "南宫",
];
const GIVEN: [&str; 32] = [
    "建", "国", "玉", "兰", "文", "静", "德", "明", "秀", "英", "志", "强", "淑", "华", "永", "福", "桂",
    "珍", "海", "燕", "春", "梅", "宏", "伟", "丽", "敏", "俊", "杰", "晓", "雪", "家", "瑞",
];

/// Somebody whom the institutions know.
#[derive(Clone, Debug)]
pub struct Citizen {
    pub name: String,
    pub id_number: String,
    /// The day of birth, as `1950-01-31`.
    pub born: String,
    /// Whether the hospital's last examination went well.
    pub fit: bool,
    /// Whether a course in first aid was passed.
    pub first_aid: bool,
    /// Whether the registry knows of a death.
    pub deceased: bool,
}

impl Citizen {
    /// The person of this number, below [`COUNT`].
    pub fn number(number: u32) -> Self {
        let hash: [u8; 32] =
            Sha256::new_with_prefix(SEED).chain_update(number.to_be_bytes()).finalize().into();
        let pick = |place: usize, of: u32| {
            let bytes = hash.get(place..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default();
            u32::from_be_bytes(bytes).checked_rem(of).unwrap_or(0)
        };
        let word = |words: &[&'static str], place| {
            let at = usize::try_from(pick(place, u32::try_from(words.len()).unwrap_or(1))).unwrap_or(0);
            words.get(at).copied().unwrap_or_default()
        };
        let year = pick(12, 65).saturating_add(1_940);
        let (month, day) = (pick(16, 12).saturating_add(1), pick(20, 28).saturating_add(1));
        // Whatever the days of birth are, region and order tell all of them apart.
        let (region, order) = (number / 1_000, number % 1_000);
        Self {
            name: format!("{}{}{}", word(&FAMILIES, 0), word(&GIVEN, 4), word(&GIVEN, 8)),
            id_number: with_check(&format!("9901{region:02}{year:04}{month:02}{day:02}{order:03}"), 0),
            born: format!("{year:04}-{month:02}-{day:02}"),
            fit: pick(24, 2) == 1,
            first_aid: pick(25, 3) == 0,
            deceased: pick(26, 50) == 0,
        }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COUNT).map(Self::number)
    }
}

/// The files at or below `places` in which somebody's name or ID number stands, and how many were searched.
///
/// # Errors
/// If one cannot be read.
pub fn named_in(places: &[PathBuf]) -> Result<(Vec<PathBuf>, usize)> {
    let words: Vec<String> = Citizen::all().flat_map(|person| [person.name, person.id_number]).collect();
    let search = AhoCorasick::new(words).context("cannot search for so many words")?;
    let (mut found, mut searched) = (Vec::new(), 0usize);
    for file in places.iter().map(|place| files(place)).collect::<Result<Vec<_>>>()?.concat() {
        let open = match File::open(&file) {
            Ok(open) => open,
            // A store puts its own files away.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
        };
        searched = searched.saturating_add(1);
        if let Some(first) = search.stream_find_iter(open).next() {
            first.with_context(|| format!("cannot read {}", file.display()))?;
            found.push(file);
        }
    }
    Ok((found, searched))
}

/// The files at or below a place, sockets and links left out.
fn files(place: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = || format!("cannot read {}", place.display());
    let kind = match fs::symlink_metadata(place) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(unreadable),
    };
    if kind.is_file() {
        return Ok(vec![place.to_owned()]);
    }
    let mut all = Vec::new();
    if kind.is_dir() {
        for entry in fs::read_dir(place).with_context(unreadable)? {
            all.extend(files(&entry.with_context(unreadable)?.path())?);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn people_are_the_same_every_time_and_no_two_have_one_number() {
        let first = Citizen::number(0);
        assert_eq!((first.name.as_str(), first.id_number.as_str()), ("司徒杰强", "990100196507240006"));
        let numbers: BTreeSet<String> = Citizen::all().map(|person| person.id_number).collect();
        assert_eq!(numbers.len(), 10_000);
        assert!(numbers.iter().all(|number| number.len() == 18 && number.starts_with("9901")));
        assert!(Citizen::all().all(|person| person.name.chars().count() == 4));
        let share = |holds: fn(&Citizen) -> bool| Citizen::all().filter(holds).count();
        assert!(share(|person| person.fit) > 4_000 && share(|person| !person.fit) > 4_000);
        assert!(share(|person| person.first_aid) > 2_000 && share(|person| person.deceased) > 50);
    }

    #[test]
    fn a_name_or_a_number_is_found_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let (deep, somebody) = (folder.path().join("a/b"), Citizen::number(9_999));
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("clean"), "欧阳, 990100195001010010").unwrap();
        fs::write(deep.join("name"), format!("\u{0}x{}y", somebody.name)).unwrap();
        fs::write(folder.path().join("number"), format!("1{}2", somebody.id_number)).unwrap();
        let places = [folder.path().to_owned(), folder.path().join("none")];
        let (found, searched) = named_in(&places).unwrap();
        let names: BTreeSet<_> = found.iter().filter_map(|file| file.file_name()?.to_str()).collect();
        assert_eq!((names, searched), (BTreeSet::from(["name", "number"]), 3));
    }
}
