//! A workbook of Excel (`.xlsx`): its first sheet, whose first row names the columns.

use crate::row::Fault;
use calamine::{open_workbook_from_rs, DataRef, ExcelDateTime, Reader, Xlsx, XlsxCellReader};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek};
use zip::ZipArchive;

/// Bytes of the largest file, and of what is in it.
const LARGEST: u64 = 32 << 20;
const LARGEST_UNPACKED: u64 = 256 << 20;
/// Numbers below this have all the digits that were typed: Excel keeps 15.
const EXACT: f64 = 1e15;

/// A row of the sheet.
pub struct Line {
    pub number: u64,
    pub values: Result<Vec<Option<String>>, Fault>,
}

/// The rows of a file in their order, without those in which nothing stands.
///
/// # Errors
/// [`Fault::File`] if it is no workbook, too large, or its rows are out of order, [`Fault::Columns`] if a column is not named in it.
pub fn read(file: File, columns: &[String]) -> Result<VecDeque<Line>, Fault> {
    let no_workbook = |_: calamine::XlsxError| Fault::File;
    if !file.metadata().is_ok_and(|file| file.len() <= LARGEST) {
        return Err(Fault::File);
    }
    let mut archive = ZipArchive::new(file).map_err(|_| Fault::File)?;
    if !fits(&mut archive).unwrap_or(false) {
        return Err(Fault::File);
    }
    let mut file = archive.into_inner();
    file.rewind().map_err(|_| Fault::File)?;
    let mut book: Xlsx<_> = open_workbook_from_rs(file).map_err(no_workbook)?;
    let first = book.sheet_names().into_iter().next().ok_or(Fault::File)?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(no_workbook)?;
    lines(&mut cells, columns)
}

/// Whether all that is packed in a file is small enough; what the file says of that is not believed.
fn fits(archive: &mut ZipArchive<File>) -> io::Result<bool> {
    let mut left = LARGEST_UNPACKED;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(io::Error::other)?;
        let read = io::copy(&mut part.take(left.saturating_add(1)), &mut io::sink())?;
        let Some(rest) = left.checked_sub(read) else { return Ok(false) };
        left = rest;
    }
    Ok(true)
}

/// Cells come by rows. Only those of the columns are kept.
fn lines(
    cells: &mut XlsxCellReader<'_, impl Read + Seek>,
    columns: &[String],
) -> Result<VecDeque<Line>, Fault> {
    let mut names: Vec<(u32, String)> = Vec::new();
    let mut head = None;
    let mut places: Vec<Option<u32>> = Vec::new();
    let mut lines: VecDeque<Line> = VecDeque::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Fault::File)? {
        let (row, at) = cell.get_position();
        let number = u64::from(row).saturating_add(1);
        if *head.get_or_insert(row) == row {
            if let Ok(Some(name)) = text(cell.get_value()) {
                names.push((at, name.trim().to_owned()));
            }
            continue;
        }
        if places.is_empty() {
            let place = |column| names.iter().find(|(_, name)| name == column).map(|(at, _)| Some(*at));
            places = columns.iter().map(place).collect::<Option<_>>().ok_or(Fault::Columns)?;
        }
        let Some(place) = places.iter().position(|place| *place == Some(at)) else { continue };
        if lines.back().is_some_and(|line| line.number > number) {
            return Err(Fault::File);
        }
        let value = text(cell.get_value());
        if matches!(value, Ok(None)) {
            continue;
        }
        if lines.back().is_none_or(|line| line.number != number) {
            lines.push_back(Line { number, values: Ok(vec![None; columns.len()]) });
        }
        let Some(line) = lines.back_mut() else { continue };
        match (&mut line.values, value) {
            (Ok(values), Ok(value)) => {
                if let Some(kept) = values.get_mut(place) {
                    *kept = value;
                }
            }
            (values @ Ok(_), Err(())) => {
                *values = Err(Fault::Value(columns.get(place).cloned().unwrap_or_default()));
            }
            (Err(_), _) => {}
        }
    }
    if places.is_empty() && !columns.iter().all(|column| names.iter().any(|(_, name)| name == column)) {
        return Err(Fault::Columns);
    }
    Ok(lines)
}

/// What a cell says, nothing if it is empty; an error if it does not say it exactly.
fn text(value: &DataRef<'_>) -> Result<Option<String>, ()> {
    let said = match value {
        DataRef::Empty => return Ok(None),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.abs() < EXACT => number.to_string(),
        DataRef::DateTime(at) if at.is_datetime() => date(at).ok_or(())?,
        DataRef::DateTimeIso(text) => text.clone(),
        _ => return Err(()),
    };
    Ok(Some(said).filter(|text| !text.trim().is_empty()))
}

/// A day where no time is told, `2026-11-30`, or `2026-11-30 08:15:00`.
fn date(at: &ExcelDateTime) -> Option<String> {
    // Before the first day there are only times of a day.
    if at.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    Some(match (hour, minute, second) {
        (0, 0, 0) => day,
        _ => format!("{day} {hour:02}:{minute:02}:{second:02}"),
    })
}
