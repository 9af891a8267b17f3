//! Asking other branches' relayers: bounded in time and size, and a branch that does not answer is left alone for a while, longer
//! each time, so that it holds up nothing else.

use crate::identity::Identity;
use crate::outgoing::Outgoing;
use serde::de::DeserializeOwned;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use timebank_api::BranchId;
use url::Url;

/// How long a branch is left alone that did not answer once; twice as long each further time, up to the longest.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Bytes of the longest code that a refusal may have.
const LONGEST_CODE: usize = 64;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It is out of reach or in trouble, or was just now.
    Away,
    /// It refused, with this code.
    Refused(String),
    /// What it answered is not an answer.
    Wrong(&'static str),
}

/// The relayers of other branches.
pub struct Peers {
    outgoing: Outgoing,
    identity: Identity,
    known: BTreeMap<BranchId, Known>,
}

struct Known {
    url: String,
    away: Mutex<Away>,
}

#[derive(Default)]
struct Away {
    failures: u32,
    until: Option<Instant>,
}

/// What is asked, and how patiently.
pub struct Request<'a> {
    pub path: &'static str,
    pub body: Vec<u8>,
    /// The header `Branch-Operator`.
    pub operator: Option<&'a str>,
    /// For the whole answer.
    pub patience: Duration,
    /// Bytes of the longest answer.
    pub most: u64,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
}

impl Peers {
    /// The branches and where their APIs are.
    pub fn new(identity: Identity, outgoing: Outgoing, urls: BTreeMap<BranchId, String>) -> Self {
        let known = urls
            .into_iter()
            .map(|(branch, url)| {
                (branch, Known { url: url.trim_end_matches('/').to_owned(), away: Mutex::default() })
            })
            .collect();
        Peers { outgoing, identity, known }
    }

    /// The branches that can be asked at all.
    pub fn all(&self) -> impl Iterator<Item = BranchId> + '_ {
        self.known.keys().copied()
    }

    /// Whether a branch is one that can be asked, and not left alone just now.
    pub fn is_there(&self, branch: BranchId) -> bool {
        self.known.get(&branch).is_some_and(|known| known.is_there())
    }

    /// Posts a request that is signed with the secret of the pair.
    ///
    /// # Errors
    /// As [`Failure`] says.
    pub async fn post<T: DeserializeOwned>(&self, to: BranchId, request: Request<'_>) -> Result<T, Failure> {
        let known = self.known.get(&to).filter(|known| known.is_there()).ok_or(Failure::Away)?;
        let answer = self.send(to, known, &request).await;
        known.note(!matches!(answer, Err(Failure::Away)));
        let outcome = match &answer {
            Ok(_) => "answered",
            Err(Failure::Away) => "away",
            Err(Failure::Refused(_)) => "refused",
            Err(Failure::Wrong(_)) => "wrong",
        };
        metrics::counter!("timebank_branch_requests", "branch" => to.to_string(), "outcome" => outcome)
            .increment(1);
        answer
    }

    async fn send<T: DeserializeOwned>(
        &self,
        to: BranchId,
        known: &Known,
        request: &Request<'_>,
    ) -> Result<T, Failure> {
        let Request { path, body, operator, patience, most } = request;
        let now = time::OffsetDateTime::now_utc().unix_timestamp();
        let signed = self.identity.sign_to(to, path, body, now);
        let url = format!("{}{path}", known.url).parse::<Url>();
        let (Some(signed), Ok(url)) = (signed, url) else {
            tracing::error!(branch = to, "no secret is shared with a branch, or its address is none");
            return Err(Failure::Away);
        };
        let mut headers = vec![("authorization", signed.as_str())];
        headers.extend(operator.map(|operator| (super::OPERATOR, operator)));
        let asked = self.outgoing.post_within(&url, &headers, body.clone(), (*patience, *most)).await;
        let answer = asked.map_err(|error| {
            tracing::warn!(branch = to, path, %error, "a branch is out of reach");
            Failure::Away
        })?;
        if answer.status.is_success() {
            return answer.json().map_err(|_| Failure::Wrong("it cannot be read"));
        }
        match answer.json::<Problem>() {
            Ok(problem) if answer.status.is_client_error() && problem.code.len() <= LONGEST_CODE => {
                Err(Failure::Refused(problem.code))
            }
            _ => {
                tracing::warn!(branch = to, path, status = answer.status.as_u16(), "a branch is in trouble");
                Err(Failure::Away)
            }
        }
    }
}

impl Known {
    fn is_there(&self) -> bool {
        let away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        away.until.is_none_or(|until| until <= Instant::now())
    }

    fn note(&self, answered: bool) {
        let mut away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        if answered {
            *away = Away::default();
            return;
        }
        let pause = PAUSE.saturating_mul(1u32.checked_shl(away.failures.min(10)).unwrap_or(u32::MAX));
        away.failures = away.failures.saturating_add(1);
        away.until = Instant::now().checked_add(pause.min(LONGEST_PAUSE));
    }
}

impl std::fmt::Debug for Peers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Peers({:?})", self.known.keys())
    }
}
