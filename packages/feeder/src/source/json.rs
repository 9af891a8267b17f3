//! Rows in JSON.

use super::SourceError;
use crate::row::{self, Bad, Fault, Row};
use serde_json::Value;

/// A row: its version if it has one, and the columns' values or what is wrong with it.
pub struct Read {
    version: Option<u64>,
    values: Result<Vec<Option<String>>, Fault>,
}

/// Each row of a document's list; the version is the column at the place `version`.
///
/// # Errors
/// If it is no JSON, or has no list there.
pub fn rows(
    document: &[u8],
    list: &str,
    columns: &[String],
    version: usize,
) -> Result<Vec<Read>, SourceError> {
    let document: Value = serde_json::from_slice(document)
        .map_err(|_| SourceError::Columns("the answer is not JSON".into()))?;
    let rows = document.pointer(list).and_then(Value::as_array);
    let rows = rows.ok_or_else(|| SourceError::Columns("the answer has no list of rows".into()))?;
    let version = columns.get(version).map_or("", String::as_str);
    let read = |row: &Value| {
        let version = row.get(version).and_then(|value| self::value(value).ok().flatten());
        Read { version: row::version(version.as_deref()), values: values(row, columns) }
    };
    Ok(rows.iter().map(read).collect())
}

/// The rows that can be read and those that cannot, each with its place: that of its version, or what `other` says of the row at
/// this place of the list.
pub fn placed(read: Vec<Read>, other: impl Fn(usize) -> String) -> (Vec<Row>, Vec<Bad>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (nth, Read { version, values }) in read.into_iter().enumerate() {
        let place = if version.is_some() { row::place(version) } else { other(nth) };
        match values {
            Ok(values) => good.push(Row { place, values }),
            Err(fault) => bad.push(Bad { place, fault }),
        }
    }
    (good, bad)
}

fn values(row: &Value, columns: &[String]) -> Result<Vec<Option<String>>, Fault> {
    let row = row.as_object().ok_or(Fault::Columns)?;
    let value = |column: &String| {
        let value = row.get(column).ok_or(Fault::Columns)?;
        self::value(value).map_err(|()| Fault::Value(column.clone()))
    };
    columns.iter().map(value).collect()
}

/// What a value says, nothing for null; an error for what is not one value.
fn value(value: &Value) -> Result<Option<String>, ()> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Bool(yes) => Ok(Some(yes.to_string())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Array(_) | Value::Object(_) => Err(()),
    }
}
