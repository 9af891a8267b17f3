//! Edits of configuration that fail when the place to edit is not there: a renamed setting is never silently lost.

use anyhow::{Context, Result};
use serde_json::Value as Json;
use toml_edit::{DocumentMut, Item, Value as Toml};

/// Replaces the value at a JSON pointer that must exist.
pub fn set_json(document: &mut Json, pointer: &str, value: Json) -> Result<()> {
    *document.pointer_mut(pointer).with_context(|| format!("no {pointer} in the genesis"))? = value;
    Ok(())
}

/// Appends to the list at a JSON pointer.
pub fn push_json(document: &mut Json, pointer: &str, value: Json) -> Result<()> {
    let list = document.pointer_mut(pointer).and_then(Json::as_array_mut);
    list.with_context(|| format!("no list {pointer} in the genesis"))?.push(value);
    Ok(())
}

/// Replaces the value of `table.key` (or a key of the top level) that must exist; comments stay.
pub fn set_toml(document: &mut DocumentMut, path: &str, value: impl Into<Toml>) -> Result<()> {
    let mut item: &mut Item = document.as_item_mut();
    for key in path.split('.') {
        item = item.get_mut(key).with_context(|| format!("no setting {path}"))?;
    }
    let old = item.as_value_mut().with_context(|| format!("{path} is no single setting"))?;
    let decor = old.decor().clone();
    *old = value.into();
    *old.decor_mut() = decor;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_edits_need_an_existing_place() {
        let mut document = json!({"a": {"b": 1, "list": []}});
        set_json(&mut document, "/a/b", json!("x")).unwrap();
        push_json(&mut document, "/a/list", json!(2)).unwrap();
        assert_eq!(document, json!({"a": {"b": "x", "list": [2]}}));
        assert!(set_json(&mut document, "/a/c", json!(1)).is_err());
        assert!(push_json(&mut document, "/a/b", json!(1)).is_err());
    }

    #[test]
    fn toml_edits_keep_comments_and_need_an_existing_setting() {
        let mut document: DocumentMut = "# top\nx = 1 # one\n[p2p]\npex = true\n".parse().unwrap();
        set_toml(&mut document, "x", 2).unwrap();
        set_toml(&mut document, "p2p.pex", false).unwrap();
        assert_eq!(document.to_string(), "# top\nx = 2 # one\n[p2p]\npex = false\n");
        assert!(set_toml(&mut document, "p2p.none", 1).is_err());
        assert!(set_toml(&mut document, "p2p", 1).is_err());
    }
}
