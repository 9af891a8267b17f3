//! A folder into which a partner puts files: `name.csv` or `name.xlsx`, in one step (written under another name, then renamed). A file
//! is claimed by moving it to `taken`, read page by page, and moved to `done`; what was wrong with it stands in
//! `refused/name.csv.txt`, by lines.

use super::sheet::{self, Line};
use super::{Page, Source, SourceError};
use crate::mapping::{self, Encoding, Mapping};
use crate::row::{Bad, Fault, Row};
use ::csv::{ByteRecord, Position, ReaderBuilder};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const TAKEN: &str = "taken";
const DONE: &str = "done";
const REFUSED: &str = "refused";
/// How names end of files that are read, and how those begin that Excel puts beside a file while it is open.
const CSV: &str = ".csv";
const SHEET: &str = ".xlsx";
const OPEN: &str = "~$";
/// Rows that are read at a time, and bytes of the longest.
const PAGE: usize = 500;
const LONGEST_ROW: u64 = 64 * 1024;

pub struct Drop {
    folder: PathBuf,
    encoding: Encoding,
    separator: u8,
    columns: Vec<String>,
    /// What is left of the workbook that is being read, and its name.
    sheet: Option<(String, VecDeque<Line>)>,
}

/// Where the reading stands.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Place {
    file: String,
    byte: u64,
    line: u64,
    /// Whether the file is read to its end.
    done: bool,
}

impl Drop {
    pub fn new(mapping: &Mapping, from: &mapping::Csv) -> Self {
        Drop {
            folder: from.folder.clone(),
            encoding: from.encoding,
            separator: u8::try_from(from.separator).unwrap_or(b','),
            columns: mapping.columns().to_vec(),
            sheet: None,
        }
    }

    fn path(&self, folder: &str, file: &str) -> PathBuf {
        self.folder.join(folder).join(file)
    }

    fn read(&mut self, after: Option<&str>) -> io::Result<Page> {
        for folder in [TAKEN, DONE, REFUSED] {
            fs::create_dir_all(self.folder.join(folder))?;
        }
        let place: Option<Place> = after.and_then(|text| serde_json::from_str(text).ok());
        let going_on = place.filter(|place| !place.done && self.path(TAKEN, &place.file).is_file());
        match going_on {
            Some(place) => self.next(place),
            None => match self.claim(after)? {
                Some(file) => self.next(Place { file, ..Place::default() }),
                None => Ok(Page { position: after.map(str::to_owned), ..Page::default() }),
            },
        }
    }

    /// The next file: one that was claimed and not finished, or a new one.
    fn claim(&self, after: Option<&str>) -> io::Result<Option<String>> {
        // What was read to its end and kept, when there was no time left to move it.
        if let Some(place) = after.and_then(|text| serde_json::from_str::<Place>(text).ok()) {
            self.finish(&place)?;
        }
        if let Some(file) = first(&self.folder.join(TAKEN))? {
            return Ok(Some(file));
        }
        let Some(file) = first(&self.folder)? else { return Ok(None) };
        // A name that was there before is another file.
        let taken = (0u32..).map(|nth| if nth == 0 { file.clone() } else { format!("{nth}-{file}") });
        let free = |name: &String| [TAKEN, DONE].iter().all(|folder| !self.path(folder, name).exists());
        let Some(name) = taken.take(10_000).find(free) else { return Ok(None) };
        fs::rename(self.folder.join(&file), self.path(TAKEN, &name))?;
        Ok(Some(name))
    }

    fn finish(&self, place: &Place) -> io::Result<()> {
        let taken = self.path(TAKEN, &place.file);
        if place.done && taken.is_file() {
            fs::rename(taken, self.path(DONE, &place.file))?;
        }
        Ok(())
    }

    fn next(&mut self, place: Place) -> io::Result<Page> {
        if ends(&place.file, SHEET) {
            self.lines(place)
        } else {
            self.rows(place)
        }
    }

    /// The next rows of a workbook, which is looked into once: `place.line` is the line that was read last.
    fn lines(&mut self, mut place: Place) -> io::Result<Page> {
        let read = match self.sheet.take() {
            Some((file, lines)) if file == place.file => Ok(lines),
            _ => {
                let file = File::open(self.path(TAKEN, &place.file))?;
                sheet::read(file, &self.columns).map(|mut lines| {
                    lines.retain(|line| line.number > place.line);
                    lines
                })
            }
        };
        let mut page = Page { more: true, ..Page::default() };
        match read {
            Err(fault) => {
                page.bad.push(Bad { place: format!("{} line 1", place.file), fault });
                place.done = true;
            }
            Ok(mut lines) => {
                for _ in 0..PAGE {
                    let Some(Line { number, values }) = lines.pop_front() else { break };
                    let at = format!("{} line {number}", place.file);
                    match values {
                        Ok(values) => page.rows.push(Row { place: at, values }),
                        Err(fault) => page.bad.push(Bad { place: at, fault }),
                    }
                    place.line = number;
                }
                place.done = lines.is_empty();
                self.sheet = (!place.done).then(|| (place.file.clone(), lines));
            }
        }
        page.position = serde_json::to_string(&place).ok();
        Ok(page)
    }

    fn rows(&self, mut place: Place) -> io::Result<Page> {
        let file = File::open(self.path(TAKEN, &place.file))?;
        let mut reader = ReaderBuilder::new().delimiter(self.separator).flexible(true).from_reader(file);
        let headers = reader.byte_headers().map_err(io::Error::other)?.clone();
        let headers: Vec<String> = headers.iter().filter_map(|header| self.text(header)).collect();
        let headers: Vec<&str> =
            headers.iter().map(|header| header.trim_start_matches('\u{feff}').trim()).collect();
        let places = self.columns.iter().map(|column| headers.iter().position(|header| header == column));
        let mut page = Page { more: true, ..Page::default() };
        let Some(places) = places.collect::<Option<Vec<usize>>>() else {
            page.bad.push(Bad { place: format!("{} line 1", place.file), fault: Fault::Columns });
            place.done = true;
            page.position = serde_json::to_string(&place).ok();
            return Ok(page);
        };
        if place.byte > 0 {
            let mut position = Position::new();
            position.set_byte(place.byte).set_line(place.line);
            reader.seek(position).map_err(io::Error::other)?;
        }
        let mut record = ByteRecord::new();
        for _ in 0..PAGE {
            if !reader.read_byte_record(&mut record).map_err(io::Error::other)? {
                place.done = true;
                break;
            }
            let line = record.position().map_or(0, Position::line);
            let at = format!("{} line {line}", place.file);
            match self.row(&record, &places, headers.len()) {
                Ok(values) => page.rows.push(Row { place: at, values }),
                Err(fault) => page.bad.push(Bad { place: at, fault }),
            }
        }
        (place.byte, place.line) = (reader.position().byte(), reader.position().line());
        page.position = serde_json::to_string(&place).ok();
        Ok(page)
    }

    fn row(
        &self,
        record: &ByteRecord,
        places: &[usize],
        columns: usize,
    ) -> Result<Vec<Option<String>>, Fault> {
        let long = u64::try_from(record.as_slice().len()).is_ok_and(|length| length > LONGEST_ROW);
        if record.len() != columns || long {
            return Err(Fault::Columns);
        }
        let value =
            |at: &usize| self.text(record.get(*at).unwrap_or_default()).map(Some).ok_or(Fault::Encoding);
        places.iter().map(value).collect()
    }

    /// Separators and line ends are no part of any character of either encoding: the file is cut first, then read.
    fn text(&self, bytes: &[u8]) -> Option<String> {
        match self.encoding {
            Encoding::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Encoding::Gbk => {
                let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
                text.map(|text| text.into_owned())
            }
        }
    }

    fn tell(&self, position: Option<&str>, bad: &[Bad]) -> io::Result<()> {
        let Some(place) = position.and_then(|text| serde_json::from_str::<Place>(text).ok()) else {
            return Ok(());
        };
        if !bad.is_empty() {
            let path = self.path(REFUSED, &format!("{}.txt", place.file));
            let mut list = OpenOptions::new().create(true).append(true).open(path)?;
            for Bad { place, fault } in bad {
                writeln!(list, "{place}: {fault}")?;
            }
        }
        self.finish(&place)
    }
}

/// The first file of a folder by its name that is one to read.
fn first(folder: &Path) -> io::Result<Option<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let ours = |name: &String| (ends(name, CSV) || ends(name, SHEET)) && !name.starts_with(OPEN);
        let name = entry.file_name().into_string().ok().filter(ours);
        if entry.file_type()?.is_file() {
            names.extend(name);
        }
    }
    Ok(names.into_iter().min())
}

fn ends(name: &str, with: &str) -> bool {
    name.to_ascii_lowercase().ends_with(with)
}

fn away(error: io::Error) -> SourceError {
    SourceError::Away(format!("the folder: {:?}", error.kind()))
}

#[async_trait]
impl Source for Drop {
    async fn page(&mut self, after: Option<&str>) -> Result<Page, SourceError> {
        self.read(after).map_err(away)
    }

    async fn kept(&mut self, position: Option<&str>, bad: &[Bad]) -> Result<(), SourceError> {
        self.tell(position, bad).map_err(away)
    }

    fn rereads(&self) -> bool {
        false
    }
}
