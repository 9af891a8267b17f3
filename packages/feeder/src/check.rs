//! A look at a source before it is fed: its first rows, as they would be attested. No value of a row is shown.

use crate::feed::{Feed, FeedError};
use crate::mapping::Policy;
use crate::row::Fault;
use crate::source::Source;
use std::fmt;
use timebank_api::oracle::Attestation;
use timebank_api::{MemberId, Seconds};

/// So many rows are shown.
pub const ROWS: usize = 10;

/// A row, as it would be attested.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub place: String,
    /// Nothing for somebody who is no member, or has not agreed.
    pub member: Option<MemberId>,
    pub said: Vec<(Policy, Attestation)>,
    pub bad: Vec<Fault>,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.member {
            Some(member) => write!(f, "{}: member {member}", self.place)?,
            None if self.bad.is_empty() => write!(f, "{}: no linked member; dropped", self.place)?,
            None => write!(f, "{}: bad", self.place)?,
        }
        for fault in &self.bad {
            write!(f, "\n    {fault}")?;
        }
        for (policy, said) in &self.said {
            let change = serde_json::to_string(&said.change).map_err(|_| fmt::Error)?;
            write!(f, "\n    {policy:?} {} of {}: {change}", said.sequence, said.observed)?;
        }
        Ok(())
    }
}

/// The first rows of a source.
///
/// # Errors
/// If source, links or chain cannot be read.
pub async fn look(feed: &Feed, source: &mut dyn Source, now: Seconds) -> Result<Vec<Line>, FeedError> {
    feed.fits().await?;
    let page = source.page(None).await?;
    let mut lines = Vec::new();
    for bad in page.bad.into_iter().take(ROWS) {
        lines.push(Line { place: bad.place, member: None, said: Vec::new(), bad: vec![bad.fault] });
    }
    for row in page.rows.into_iter().take(ROWS.saturating_sub(lines.len())) {
        lines.push(feed.preview(row, now).await?);
    }
    Ok(lines)
}
