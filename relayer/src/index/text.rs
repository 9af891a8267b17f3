//! Plain values of `timebank-api` as columns: an enum without fields is its name, anything else its JSON.

use serde::{de::DeserializeOwned, Serialize};

/// A column's text.
pub(crate) fn write<T: Serialize>(value: &T) -> sqlx::Result<String> {
    let json = cosmwasm_std::to_json_string(value).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let name = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    Ok(name.map(str::to_owned).unwrap_or(json))
}

/// What [`write`] wrote.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> sqlx::Result<T> {
    let structured = text.starts_with('{') || text.starts_with('[');
    let parsed = if structured {
        cosmwasm_std::from_json(text)
    } else {
        cosmwasm_std::from_json(format!("\"{text}\""))
    };
    parsed.map_err(|error| sqlx::Error::Decode(error.into()))
}
