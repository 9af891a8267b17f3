use serde_json::Value;

/// A JSON document with places like `{phone}` in its texts.
#[derive(Debug, Clone)]
pub(super) struct Template(Value);

impl Template {
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Template)
    }

    /// The document with its places filled in. What is filled in stays text, whatever characters it has.
    pub fn fill(&self, places: &[(&str, &str)]) -> Value {
        fill(&self.0, places)
    }
}

fn fill(value: &Value, places: &[(&str, &str)]) -> Value {
    match value {
        Value::String(text) => Value::String(fill_text(text, places)),
        Value::Array(values) => values.iter().map(|value| fill(value, places)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), fill(value, places))).collect())
        }
        other => other.clone(),
    }
}

/// Goes through the text once, so that a place that is filled in with another place's name stays as it is.
fn fill_text(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = places.iter().find(|(place, _)| *place == name)?;
            Some((*value, after))
        });
        match place {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn places_are_filled_in_as_text_and_once() {
        let template =
            Template::parse(r#"{"to": ["{phone}"], "n": 1, "{phone}": "a {text} {b} {text}{"}"#).unwrap();
        let filled = template.fill(&[("phone", "+86 \"1\""), ("text", "{phone}")]);
        assert_eq!(filled, json!({"to": ["+86 \"1\""], "n": 1, "{phone}": "a {phone} {b} {phone}{"}));
        assert!(Template::parse("{").is_none());
    }
}
