//! The nullifier of a person: an oblivious pseudorandom function (RFC 9497, verifiable mode, ristretto255-SHA512) that two
//! registrars evaluate, hashed together. A registrar sees a blinded point and never the ID number; the branch that asks sees
//! no key. Who steals one registrar's disk, or one branch's, can enumerate nobody; a branch that guesses numbers is slowed down
//! by what a registrar answers per hour and day.
//!
//! ```text
//!   branch                                   registrar of branch 1        registrar of branch 2
//!   blind(number) ── POST /v1/registrar/evaluations ──▶ k₁·point, proof
//!   blind(number) ─────────────────────────────────────────────────────────▶ k₂·point, proof
//!   check the proofs against the keys in the configuration, unblind: o₁, o₂
//!   nullifier = version ‖ sha256("timebank/nullifier/v2" ‖ 1 ‖ o₁ ‖ 2 ‖ o₂)
//! ```
//!
//! Either registrar that is silent, slow, over its limit or answers with a wrong proof means "try later": without both there is
//! no nullifier, so there is no second account either.

use super::{IdNumber, IdentityError, Peers, SecretText};
use crate::db::Db;
use crate::outgoing::Outgoing;
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use timebank_api::BranchId;
use url::Url;
use utoipa::ToSchema;
use voprf::{BlindedElement, CipherSuite, EvaluationElement, Group, Proof, VoprfClient, VoprfServer};
use zeroize::Zeroizing;

type Suite = voprf::Ristretto255;
type Points = <Suite as CipherSuite>::Group;
type Point = <Points as Group>::Elem;

/// What a registrar's seed is stretched for.
const KEY_INFO: &[u8] = b"timebank/registrar/v2";
/// What a person's nullifier is the function of, and the hash of.
const INPUT: &[u8] = b"timebank/nullifier/v2";
/// Where a registrar is asked.
pub const EVALUATIONS: &str = "/v1/registrar/evaluations";
/// How long a registrar is waited for, and how often it is asked.
const PATIENCE: Duration = Duration::from_secs(3);
const PAUSES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(200), Duration::from_millis(800)];
/// Seconds after which it makes sense to try again when a registrar is out of reach.
const LATER: u64 = 30;

/// A point that hides what is asked about.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Blinded {
    /// 32 bytes of ristretto255 in hexadecimal.
    #[schema(example = "62ab3de1e02a4c4cc6ea1d8e4f5e3b6a2d7a53bb3bd29b9d4a0a8c47a2d1a511")]
    pub blinded: String,
}

/// The point evaluated, and the proof that it was done with the registrar's key.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluated {
    /// 32 bytes in hexadecimal.
    pub evaluated: String,
    /// 64 bytes in hexadecimal.
    pub proof: String,
}

/// How many people one branch may ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub per_hour: i64,
    pub per_day: i64,
}

/// This branch as a registrar.
#[derive(Clone)]
pub struct Registrar {
    key: Arc<VoprfServer<Suite>>,
    limits: Limits,
    db: Db,
}

impl Registrar {
    /// A registrar with the key of this seed, 64 hexadecimal digits; nothing for another text.
    pub fn new(seed: &SecretText, limits: Limits, db: Db) -> Option<Self> {
        Some(Registrar { key: Arc::new(key_of(seed)?), limits, db })
    }

    /// Evaluates a blinded point for a branch. The use is counted, in a transaction of its own, before it is granted.
    ///
    /// # Errors
    /// `RegistrarPoint` for what is no point, `RegistrarLimit` when the branch has asked too often.
    pub async fn evaluate(
        &self,
        branch: BranchId,
        blinded: &Blinded,
        now: i64,
    ) -> Result<Evaluated, IdentityError> {
        let point = hex::decode(&blinded.blinded).ok();
        let point = point.and_then(|bytes| BlindedElement::<Suite>::deserialize(&bytes).ok());
        let point = point.ok_or(IdentityError::RegistrarPoint)?;
        self.count(branch, now).await?;
        let result = self.key.blind_evaluate(&mut OsRng, &point);
        Ok(Evaluated {
            evaluated: hex::encode(result.message.serialize()),
            proof: hex::encode(result.proof.serialize()),
        })
    }

    async fn count(&self, branch: BranchId, now: i64) -> Result<(), IdentityError> {
        let hour = now.div_euclid(3_600);
        let mut tx = self.db.begin().await?;
        sqlx::query("DELETE FROM registrar_uses WHERE hour <= $1")
            .bind(hour.saturating_sub(24))
            .execute(&mut *tx)
            .await?;
        let (this, day): (i64, i64) = sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(CASE WHEN hour = $2 THEN uses ELSE 0 END), 0) AS BIGINT), \
             CAST(COALESCE(SUM(uses), 0) AS BIGINT) FROM registrar_uses WHERE branch = $1",
        )
        .bind(i64::from(branch))
        .bind(hour)
        .fetch_one(&mut *tx)
        .await?;
        if this >= self.limits.per_hour || day >= self.limits.per_day {
            let next = hour.saturating_add(1).saturating_mul(3_600).saturating_sub(now);
            return Err(IdentityError::RegistrarLimit { seconds: crate::db::uint(next) });
        }
        sqlx::query(
            "INSERT INTO registrar_uses (branch, hour, uses) VALUES ($1, $2, 1) \
             ON CONFLICT (branch, hour) DO UPDATE SET uses = registrar_uses.uses + 1",
        )
        .bind(i64::from(branch))
        .bind(hour)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }
}

fn key_of(seed: &SecretText) -> Option<VoprfServer<Suite>> {
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(seed.reveal().trim(), bytes.as_mut_slice()).ok()?;
    VoprfServer::new_from_seed(bytes.as_slice(), KEY_INFO).ok()
}

/// The public key that goes with a registrar's seed, in hexadecimal; nothing if the text is not 64 hexadecimal digits.
pub fn registrar_public_key(seed: &SecretText) -> Option<String> {
    Some(hex::encode(Points::serialize_elem(key_of(seed)?.get_public_key())))
}

/// A registrar as others reach it.
#[derive(Debug, Clone)]
struct Known {
    branch: BranchId,
    /// Where it answers.
    url: Url,
    public: Point,
}

/// The two registrars of the federation, as this branch asks them.
#[derive(Clone)]
pub struct Registrars {
    own: Option<(BranchId, Registrar)>,
    known: Vec<Known>,
    peers: Peers,
    outgoing: Outgoing,
}

impl Registrars {
    /// The registrars by branch, address and public key; `own` is this branch's number, and its key if it is one of them.
    ///
    /// # Errors
    /// In words, what does not fit.
    pub fn new(
        branch: BranchId,
        own: Option<Registrar>,
        known: Vec<(BranchId, String, String)>,
        peers: Peers,
        outgoing: Outgoing,
    ) -> Result<Self, String> {
        let mut all = Vec::new();
        for (branch, url, public) in known {
            let point = hex::decode(public.trim()).ok();
            let point = point.and_then(|bytes| Points::deserialize_elem(&bytes).ok());
            let public = point.ok_or_else(|| format!("the public key of registrar {branch} is none"))?;
            let url = format!("{}{EVALUATIONS}", url.trim_end_matches('/')).parse();
            let url = url.map_err(|_| format!("the address of registrar {branch} is not a URL"))?;
            all.push(Known { branch, url, public });
        }
        // The same order everywhere, however a configuration lists them.
        all.sort_by_key(|known| known.branch);
        let mut branches: Vec<BranchId> = all.iter().map(|known| known.branch).collect();
        branches.dedup();
        if branches.len() != 2 || all.len() != 2 {
            return Err("there are two registrars, at two branches".into());
        }
        if branches.contains(&branch) != own.is_some() {
            return Err("this branch's registrar key and the list of registrars do not fit together".into());
        }
        Ok(Registrars { own: own.map(|own| (branch, own)), known: all, peers, outgoing })
    }

    /// This branch as a registrar, if it is one.
    pub fn own(&self) -> Option<&Registrar> {
        self.own.as_ref().map(|(_, registrar)| registrar)
    }

    pub fn peers(&self) -> &Peers {
        &self.peers
    }

    /// The nullifier of a person under this version.
    ///
    /// # Errors
    /// `RegistrarUnavailable` unless both registrars have answered, with a proof.
    pub async fn nullifier(
        &self,
        version: u8,
        number: &IdNumber,
        now: i64,
    ) -> Result<Vec<u8>, IdentityError> {
        let input = Zeroizing::new([INPUT, number.text().as_bytes()].concat());
        let outputs = self.known.iter().map(|known| self.output(known, &input, now));
        let outputs = futures::future::join_all(outputs).await;
        let mut hash = Sha256::new();
        hash.update(INPUT);
        for (known, output) in self.known.iter().zip(outputs) {
            hash.update(known.branch.to_be_bytes());
            hash.update(output?.as_slice());
        }
        let digest: [u8; 32] = hash.finalize().into();
        Ok([&[version], digest.as_slice()].concat())
    }

    async fn output(
        &self,
        known: &Known,
        input: &[u8],
        now: i64,
    ) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
        let internal = |_| IdentityError::Internal("a number cannot be blinded".into());
        let blind = VoprfClient::<Suite>::blind(input, &mut OsRng).map_err(internal)?;
        let blinded = Blinded { blinded: hex::encode(blind.message.serialize()) };
        let answer = match &self.own {
            Some((branch, registrar)) if *branch == known.branch => {
                match registrar.evaluate(*branch, &blinded, now).await {
                    Err(IdentityError::RegistrarLimit { seconds }) => Err(seconds),
                    answer => Ok(answer?),
                }
            }
            _ => self.ask(known, &blinded).await,
        };
        let answer = answer.map_err(|seconds| IdentityError::RegistrarUnavailable { seconds })?;
        let output = unblind(known, input, &blind.state, &answer);
        output.ok_or_else(|| {
            tracing::error!(registrar = known.branch, "a registrar's proof does not fit its key");
            IdentityError::RegistrarUnavailable { seconds: LATER }
        })
    }

    /// Asks a registrar until it answers, or has been silent often enough; then the seconds to wait.
    async fn ask(&self, known: &Known, blinded: &Blinded) -> Result<Evaluated, u64> {
        let body = serde_json::to_vec(blinded).map_err(|_| LATER)?;
        for pause in PAUSES {
            tokio::time::sleep(pause).await;
            let now = time::OffsetDateTime::now_utc().unix_timestamp();
            let Some(signed) = self.peers.sign(known.branch, EVALUATIONS, &body, now) else {
                tracing::error!(registrar = known.branch, "no secret is shared with a registrar");
                return Err(LATER);
            };
            let headers = [("authorization", signed.as_str())];
            let asked = self.outgoing.post(&known.url, &headers, body.clone());
            let asked = tokio::time::timeout(PATIENCE, asked).await;
            match asked.unwrap_or_else(|_| Err(anyhow::anyhow!("it took too long"))) {
                Ok(answer) if answer.status.is_success() => match answer.json() {
                    Ok(evaluated) => return Ok(evaluated),
                    Err(_) => tracing::warn!(registrar = known.branch, "a registrar's answer cannot be read"),
                },
                Ok(answer) => {
                    let status = answer.status.as_u16();
                    tracing::warn!(registrar = known.branch, status, "a registrar refused");
                    let seconds = answer.headers.get("retry-after").and_then(|value| value.to_str().ok());
                    // Another try changes nothing about a refusal.
                    if status < 500 {
                        return Err(seconds.and_then(|text| text.parse().ok()).unwrap_or(LATER));
                    }
                }
                Err(error) => {
                    tracing::warn!(registrar = known.branch, %error, "a registrar is out of reach");
                }
            }
        }
        Err(LATER)
    }
}

impl std::fmt::Debug for Registrars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let branches: Vec<BranchId> = self.known.iter().map(|known| known.branch).collect();
        write!(f, "Registrars({branches:?})")
    }
}

fn unblind(
    known: &Known,
    input: &[u8],
    state: &VoprfClient<Suite>,
    answer: &Evaluated,
) -> Option<Zeroizing<Vec<u8>>> {
    let evaluated = EvaluationElement::deserialize(&hex::decode(&answer.evaluated).ok()?).ok()?;
    let proof = Proof::deserialize(&hex::decode(&answer.proof).ok()?).ok()?;
    let output = state.finalize(input, &evaluated, &proof, known.public).ok()?;
    Some(Zeroizing::new(output.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch;

    const LIMITS: Limits = Limits { per_hour: 2, per_day: 3 };

    fn seed(byte: u8) -> SecretText {
        SecretText::new(hex::encode([byte; 32]))
    }

    fn blinded() -> Blinded {
        let blind = VoprfClient::<Suite>::blind(b"x", &mut OsRng).unwrap();
        Blinded { blinded: hex::encode(blind.message.serialize()) }
    }

    #[tokio::test]
    async fn what_is_unblinded_is_the_function_itself_and_a_wrong_key_shows() {
        let (db, _scratch) = scratch::db().await;
        let registrar = Registrar::new(&seed(1), LIMITS, db).unwrap();
        let known = |seed: &SecretText| Known {
            branch: 1,
            url: "http://127.0.0.1:1/".parse().unwrap(),
            public: Points::deserialize_elem(&hex::decode(registrar_public_key(seed).unwrap()).unwrap())
                .unwrap(),
        };
        let blind = VoprfClient::<Suite>::blind(b"somebody", &mut OsRng).unwrap();
        let asked = Blinded { blinded: hex::encode(blind.message.serialize()) };
        let answer = registrar.evaluate(1, &asked, 0).await.unwrap();
        let output = unblind(&known(&seed(1)), b"somebody", &blind.state, &answer).unwrap();
        assert_eq!(*output, registrar.key.evaluate(b"somebody").unwrap().to_vec());
        assert!(unblind(&known(&seed(2)), b"somebody", &blind.state, &answer).is_none());
        let forged = Evaluated { evaluated: asked.blinded, ..answer };
        assert!(unblind(&known(&seed(1)), b"somebody", &blind.state, &forged).is_none());
    }

    #[tokio::test]
    async fn each_branch_is_answered_so_often_an_hour_and_a_day() {
        let (db, _scratch) = scratch::db().await;
        let registrar = Registrar::new(&seed(1), LIMITS, db).unwrap();
        let ask = |branch, now| {
            let registrar = registrar.clone();
            async move {
                registrar.evaluate(branch, &blinded(), now).await.map(|_| ()).map_err(|e| e.retry_after())
            }
        };
        assert_eq!(ask(1, 0).await, Ok(()));
        assert_eq!(ask(1, 10).await, Ok(()));
        assert_eq!(ask(1, 20).await, Err(Some(3_580)));
        assert_eq!(ask(2, 20).await, Ok(()), "another branch has its own count");
        assert_eq!(ask(1, 3_600).await, Ok(()));
        assert_eq!(ask(1, 3_601).await, Err(Some(3_599)), "three a day");
        assert_eq!(ask(1, 90_001).await, Ok(()));
    }

    #[tokio::test]
    async fn what_is_no_point_is_refused_and_not_counted() {
        let (db, _scratch) = scratch::db().await;
        let registrar = Registrar::new(&seed(1), LIMITS, db).unwrap();
        for bad in ["", "zz", "00", &"00".repeat(32), &"ff".repeat(32)] {
            let asked = Blinded { blinded: bad.to_owned() };
            let refused = registrar.evaluate(1, &asked, 0).await.unwrap_err();
            assert_eq!(refused.code(), "registrar.point", "{bad}");
        }
        registrar.evaluate(1, &blinded(), 0).await.unwrap();
        registrar.evaluate(1, &blinded(), 0).await.unwrap();
    }

    #[test]
    fn registrars_are_two_and_fit_the_own_key() {
        let known =
            |branch| (branch, "http://127.0.0.1:1".to_owned(), registrar_public_key(&seed(1)).unwrap());
        let outgoing = Outgoing::new(None).unwrap();
        let new = |list: Vec<BranchId>| {
            Registrars::new(3, None, list.into_iter().map(known).collect(), Peers::new(3), outgoing.clone())
                .map(|_| ())
        };
        assert!(new(vec![1, 2]).is_ok());
        assert!(new(vec![1]).is_err());
        assert!(new(vec![1, 1]).is_err());
        assert!(new(vec![1, 2, 4]).is_err());
        assert!(new(vec![1, 3]).is_err(), "listed, but without a key");
        assert_eq!(registrar_public_key(&SecretText::new("abc")), None);
    }
}
