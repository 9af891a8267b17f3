//! What happened, in words: one line per step.

use crate::step::{Step, What};
use crate::world::Walk;
use serde_json::Value;
use timebank_api::permission::Contract;

/// The longest a field of a message is told.
const LONGEST: usize = 24;
/// Numbers that are times.
const TIMES: std::ops::Range<u64> = 1_500_000_000..4_000_000_000;
/// Fields that are the same in all messages here, or say nothing to a reader.
const SILENT: &[&str] = &[
    "attendance_key",
    "category",
    "code",
    "digest",
    "holder",
    "key",
    "place",
    "proof",
    "skill",
    "summary",
    "title",
];

impl Walk {
    /// Notes that somebody sends something; what comes of it is noted by [`Walk::outcome`].
    pub fn note(&mut self, who: &str, contract: Contract, message: &[u8]) {
        let message = serde_json::from_slice(message).unwrap_or(Value::Null);
        let line = match message.as_object().and_then(|message| message.iter().next()) {
            Some((name, fields)) => {
                format!("{who} sends {} `{name}`{}", contract.name(), self.fields(fields))
            }
            None => format!("{who} sends {} {}", contract.name(), self.words(&message)),
        };
        self.said.push(line);
    }

    /// Notes what came of what was sent last.
    pub fn outcome(&mut self, outcome: &str) {
        if let Some(last) = self.said.last_mut() {
            last.push_str(" — ");
            last.push_str(outcome);
        }
    }

    /// The line of a step, after it.
    pub fn tell(&mut self, step: &Step) -> String {
        let said = std::mem::take(&mut self.said);
        let what = match step.what {
            What::Wait | What::LongWait => format!("It is {} now", self.suite.now()),
            other => format!("{other:?}"),
        };
        if said.is_empty() {
            return format!("{what}: nothing was sent");
        }
        format!("{what}: {}", said.join("; then "))
    }

    fn fields(&self, fields: &Value) -> String {
        let all = self.words(fields);
        if all.is_empty() {
            return all;
        }
        format!(" ({all})")
    }

    fn words(&self, value: &Value) -> String {
        let text = match value {
            Value::String(text) => {
                let member = self.suite.members.values().find(|member| member.account == *text);
                member.map_or_else(|| text.clone(), |member| format!("member {}'s account", member.id))
            }
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.words(item)).collect();
                return format!("[{}]", items.join(", "));
            }
            Value::Object(fields) => {
                let one = |(name, value): (&String, &Value)| match value {
                    Value::Object(_) => format!("{name}{}", self.fields(value)),
                    _ => format!("{name} {}", self.words(value)),
                };
                let says = |(name, value): &(&String, &Value)| {
                    !SILENT.contains(&name.as_str()) && !value.is_null() && value.as_array() != Some(&vec![])
                };
                let all: Vec<_> = fields.iter().filter(says).map(one).collect();
                return all.join(", ");
            }
            other => match other.as_u64().filter(|number| TIMES.contains(number)) {
                Some(time) => format!("now{:+}", i128::from(time) - i128::from(self.suite.now())),
                None => other.to_string(),
            },
        };
        let mut short: String = text.chars().take(LONGEST).collect();
        if short.len() < text.len() {
            short.push('…');
        }
        short
    }
}
