//! The pre-review: rules that look at every submission before a person does, and at activities that run.
//!
//! Everything here is a pure function of what it is given. A rule that does not pass is a [`Finding`] with a stable code and a
//! sentence in Chinese and English; findings take points off a score of 100. What passes every rule is green and may be passed
//! quickly; what breaks a rule of the first kind should go back to its sender; the rest a person looks at. The rules judge no
//! person and decide nothing: every decision is a reviewer's, signed and on chain.
//!
//! How well they tell good from bad is measured on the labelled submissions in `samples/` by a test.

pub mod desk;
mod finding;
mod history;
mod rules;
mod text;
mod watch;
mod words;

#[cfg(test)]
mod tests;

pub use finding::{Assessment, Finding, Rule, Severity, Verdict};
pub use history::History;
pub use rules::{assess, Earlier, Submission, Surroundings};
pub use text::Sketch;
pub use watch::{watch, Part, Running};
pub use words::Words;
