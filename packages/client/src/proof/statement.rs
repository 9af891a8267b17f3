use super::bundle::{format_error, is_format};
use super::{Bundle, Fact, ProofError, Shown, Trust};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use timebank_api::ledger::Holding;

/// The movements of an account, with the proof that none of them is missing: the chain numbers them and keeps how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// [`Statement::FORMAT`].
    pub format: String,
    /// The account before the first line; from its beginning without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Bundle>,
    /// The account after the last line.
    pub after: Bundle,
    /// Oldest first.
    pub lines: Vec<Line>,
}

/// A movement of TIME on the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number on the account, from 1.
    pub number: u64,
    /// Negative when TIME went out.
    pub minutes: i64,
    /// After it.
    pub balance: u64,
    pub height: u64,
    /// What the branch tells of it besides. No proof covers it.
    #[serde(flatten)]
    pub told: Map<String, Value>,
}

impl Statement {
    pub const FORMAT: &str = "timebank/statement/1";

    /// # Errors
    /// [`ProofError::Format`] if the text is not such a document.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let statement: Statement = serde_json::from_str(text).map_err(format_error)?;
        is_format(&statement.format, Self::FORMAT)?;
        for bundle in statement.before.iter().chain([&statement.after]) {
            is_format(&bundle.format, Bundle::FORMAT)?;
        }
        Ok(statement)
    }

    /// Checks both proofs, and that the lines lead from the one to the other without a gap. What one line by itself took or gave
    /// is the branch's word; the account at its block can be asked for with a proof of its own.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn verify(&self, trust: &Trust) -> Result<Shown, ProofError> {
        let after = self.after.verify(trust)?;
        let (account, end) = holding(&after)?;
        let (mut at, mut height) = (Holding::default(), 0);
        if let Some(before) = &self.before {
            let before = before.verify(trust)?;
            let (other, begin) = holding(&before)?;
            if other != account || before.height > after.height {
                return Err(ProofError::Statement);
            }
            (at, height) = (begin, before.height.saturating_add(1));
        }
        for line in &self.lines {
            let next = Holding {
                balance: at.balance.checked_add_signed(line.minutes).ok_or(ProofError::Statement)?,
                count: at.count.saturating_add(1),
            };
            let told = Holding { balance: line.balance, count: line.number };
            if next != told || line.height < height || line.height > after.height {
                return Err(ProofError::Statement);
            }
            (at, height) = (next, line.height);
        }
        match at == end {
            true => Ok(after),
            false => Err(ProofError::Statement),
        }
    }
}

fn holding(shown: &Shown) -> Result<(&str, Holding), ProofError> {
    match &shown.fact {
        Fact::Account { account, holding } => Ok((account, *holding)),
        _ => Err(ProofError::Subject),
    }
}
