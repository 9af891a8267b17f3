use super::actions::{Accepted, Order};
use super::extract::{clock, Changing, Json, Member, Path, Query};
use super::problem::{Own, Problem};
use super::{schema, ApiState};
use axum::extract::State;
use axum::Json as JsonBody;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use timebank_api::activity_registry::{AttendanceCode, AttendanceSide, ExecuteMsg};
use timebank_api::permission::Contract;
use timebank_api::Code;
use timebank_client::SecretKey;
use timebank_intent::{attendance_digest, CanonicalAddress};
use utoipa::{IntoParams, ToSchema};

/// First part of a code's text; says what it is and in which form.
const PREFIX: &str = "TB1";

/// A code as it stands in the QR picture: `TB1.<activity>.<start|end>.<step>.<signature, base64url>`.
#[derive(Debug, PartialEq)]
struct CodeText {
    activity: u64,
    side: AttendanceSide,
    step: u64,
    signature: [u8; 64],
}

impl CodeText {
    fn sign(
        chain_id: &str,
        registry: &CanonicalAddress,
        key: &SecretKey,
        activity: u64,
        side: AttendanceSide,
        step: u64,
    ) -> Option<Self> {
        let digest_side = match side {
            AttendanceSide::Start => timebank_intent::AttendanceSide::Start,
            AttendanceSide::End => timebank_intent::AttendanceSide::End,
        };
        let digest = attendance_digest(chain_id, registry, activity, digest_side, step);
        Some(CodeText { activity, side, step, signature: key.sign_digest(&digest).ok()? })
    }

    fn write(&self) -> String {
        let side = match self.side {
            AttendanceSide::Start => "start",
            AttendanceSide::End => "end",
        };
        let signature = URL_SAFE_NO_PAD.encode(self.signature);
        format!("{PREFIX}.{}.{side}.{}.{signature}", self.activity, self.step)
    }

    /// Nothing for a text that is not one.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('.');
        let mut next = || parts.next();
        let (prefix, activity, side, step, signature) = (next()?, next()?, next()?, next()?, next()?);
        if prefix != PREFIX || next().is_some() {
            return None;
        }
        Some(CodeText {
            activity: activity.parse().ok()?,
            side: match side {
                "start" => AttendanceSide::Start,
                "end" => AttendanceSide::End,
                _ => return None,
            },
            step: step.parse().ok()?,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?.try_into().ok()?,
        })
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Side {
    #[param(value_type = schema::AttendanceSide)]
    side: AttendanceSide,
}

/// Digits of the number that stands below the picture.
const DIGITS: usize = 8;

impl CodeText {
    /// The number for whoever cannot scan: it says nothing about the code, only the branch that has the key finds it again. Of
    /// the hundred million numbers, four count at a time.
    fn number(&self) -> String {
        let digest = Sha256::digest([b"timebank/attendance-number".as_slice(), &self.signature].concat());
        let value = digest.iter().take(8).fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
        format!("{:0DIGITS$}", value % 100_000_000)
    }
}

/// The code that is shown on site now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CodeView {
    /// What the QR picture says.
    #[schema(example = "TB1.7.start.59420000.…")]
    code: String,
    /// The same as a number of eight digits, for whoever cannot scan.
    #[schema(example = "40718263")]
    number: String,
    /// Seconds of Unix time at which the next one is to be shown.
    next_at: u64,
    /// Seconds between two codes.
    period: u32,
}

/// What somebody has seen on site: one of the two.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "40718263"}))]
pub(super) struct ScannedCode {
    /// What the QR picture says.
    #[serde(default)]
    code: Option<String>,
    /// The number below it.
    #[serde(default)]
    number: Option<String>,
}

impl ApiState {
    /// The code of an activity at a step.
    fn sign_code(
        &self,
        key: &SecretKey,
        activity: u64,
        side: AttendanceSide,
        step: u64,
    ) -> Result<CodeText, Problem> {
        let registry = self.contracts.canonical(Contract::ActivityRegistry);
        CodeText::sign(&self.settings.chain_id, &registry, key, activity, side, step)
            .ok_or_else(|| Problem::internal(&"an attendance code cannot be signed"))
    }

    /// The step at which codes are now.
    fn code_step(&self) -> u64 {
        clock().checked_div(u64::from(self.settings.code_period.max(1))).unwrap_or(0)
    }

    /// What was seen, as the code that the chain judges.
    ///
    /// # Errors
    /// `attendance.code` for what is no code, or says another activity; `attendance.key_elsewhere` for a number of another branch.
    async fn seen(&self, activity: u64, seen: &ScannedCode) -> Result<CodeText, Problem> {
        match (&seen.code, &seen.number) {
            (Some(text), None) => {
                let code = CodeText::read(text).filter(|code| code.activity == activity);
                code.ok_or_else(|| Code::CodeInvalid.into())
            }
            (None, Some(number)) => self.numbered(activity, number).await,
            _ => Err(Problem::from(Own::Json).with_detail("either code or number")),
        }
    }

    /// The code whose number this is: one of now, or of the step before, since typing takes a while.
    async fn numbered(&self, id: u64, number: &str) -> Result<CodeText, Problem> {
        let activity = self.activity(id).await?;
        let key = self.attendance_key(activity.input.attendance_key.as_slice()).await?;
        let now = self.code_step();
        for step in [now, now.saturating_sub(1)] {
            for side in [AttendanceSide::Start, AttendanceSide::End] {
                let code = self.sign_code(&key, id, side, step)?;
                if code.number() == number {
                    return Ok(code);
                }
            }
        }
        Err(Code::CodeInvalid.into())
    }
}

/// The code to show on site, for an administrator of the activity.
#[utoipa::path(get, path = "/v1/activities/{id}/attendance-code", tag = "attendance", security(("session" = [])),
    params(("id" = u64, Path), Side), responses((status = 200, body = CodeView), Problem))]
pub(super) async fn code(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    Query(side): Query<Side>,
) -> Result<JsonBody<CodeView>, Problem> {
    let activity = state.activity(id).await?;
    let member = login.member()?;
    if !activity.is_administrator(member) {
        return Err(Code::NotAdministrator.into());
    }
    let key = state.attendance_key(activity.input.attendance_key.as_slice()).await?;
    let step = state.code_step();
    let code = state.sign_code(&key, id, side.side, step)?;
    Ok(JsonBody(CodeView {
        code: code.write(),
        number: code.number(),
        next_at: step.saturating_add(1).saturating_mul(u64::from(state.settings.code_period.max(1))),
        period: state.settings.code_period,
    }))
}

/// Checks the member in or out with the code or the number shown on site.
#[utoipa::path(post, path = "/v1/activities/{id}/attendance", tag = "attendance", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn attend(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<ScannedCode>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        // The chain judges signature and age.
        let scanned = state.seen(id, &body).await?;
        let code = AttendanceCode { step: scanned.step, signature: scanned.signature.into() };
        let message = match scanned.side {
            AttendanceSide::Start => ExecuteMsg::CheckIn { id, code },
            AttendanceSide::End => ExecuteMsg::CheckOut { id, code },
        };
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn code_reads_back_and_other_texts_are_none() {
        let key = SecretKey::from_slice(&[5; 32]).unwrap();
        let code = CodeText::sign("c", &[1; 32], &key, 7, AttendanceSide::End, 99).unwrap();
        let text = code.write();
        assert!(text.starts_with("TB1.7.end.99."));
        assert_eq!(CodeText::read(&format!(" {text}\n")), Some(code));
        for wrong in ["", "TB1", "TB2.7.end.99.AA", "TB1.7.end.99.AA", "TB1.7.middle.99.AA"] {
            assert_eq!(CodeText::read(wrong), None, "{wrong}");
        }
        assert_eq!(CodeText::read(&format!("{text}.1")), None);
    }

    proptest! {
        #[test]
        fn read_never_panics(text in "(TB1)?[.a-z0-9_-]{0,200}") {
            let _ = CodeText::read(&text);
        }
    }
}
