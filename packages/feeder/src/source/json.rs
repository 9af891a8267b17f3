//! Rows in JSON.

use super::SourceError;
use crate::row::{self, Bad, Fault, Row};
use serde_json::Value;

/// The columns' values of a row, or what is wrong with it.
pub type Read = Result<Vec<Option<String>>, Fault>;

/// The columns' values of each row of a document's list.
///
/// # Errors
/// If it is no JSON, or has no list there.
pub fn rows(document: &[u8], list: &str, columns: &[String]) -> Result<Vec<Read>, SourceError> {
    let document: Value = serde_json::from_slice(document)
        .map_err(|_| SourceError::Columns("the answer is not JSON".into()))?;
    let rows = document.pointer(list).and_then(Value::as_array);
    let rows = rows.ok_or_else(|| SourceError::Columns("the answer has no list of rows".into()))?;
    Ok(rows.iter().map(|row| values(row, columns)).collect())
}

/// The rows that can be read and those that cannot, each with its place behind `what`.
pub fn placed(read: Vec<Read>, version: usize, what: &str) -> (Vec<Row>, Vec<Bad>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (nth, row) in (1u32..).zip(read) {
        match row {
            Ok(values) => {
                let version = row::version(values.get(version).and_then(Option::as_deref));
                let version = version.map_or_else(String::new, |version| format!(", version {version}"));
                good.push(Row { place: format!("{what} {nth}{version}"), values });
            }
            Err(fault) => bad.push(Bad { place: format!("{what} {nth}"), fault }),
        }
    }
    (good, bad)
}

fn values(row: &Value, columns: &[String]) -> Read {
    let row = row.as_object().ok_or(Fault::Columns)?;
    let value = |column: &String| match row.get(column) {
        None => Err(Fault::Columns),
        Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Bool(yes)) => Ok(Some(yes.to_string())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(Fault::Value(column.clone())),
    };
    columns.iter().map(value).collect()
}
