use super::actions::{Accepted, Order};
use super::extract::{clock, Changing, Json, Member, Path, Query};
use super::problem::Problem;
use super::{schema, ApiState};
use axum::extract::State;
use axum::Json as JsonBody;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use serde::{Deserialize, Serialize};
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

/// The code that is shown on site now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CodeView {
    /// What the QR picture says.
    #[schema(example = "TB1.7.start.59420000.…")]
    code: String,
    /// Seconds of Unix time at which the next one is to be shown.
    next_at: u64,
    /// Seconds between two codes.
    period: u32,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScannedCode {
    /// What the QR picture says.
    code: String,
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
    let period = u64::from(state.settings.code_period.max(1));
    let step = clock().checked_div(period).unwrap_or(0);
    let registry = state.contracts.canonical(Contract::ActivityRegistry);
    let code = CodeText::sign(&state.settings.chain_id, &registry, &key, id, side.side, step)
        .ok_or_else(|| Problem::internal(&"an attendance code cannot be signed"))?;
    Ok(JsonBody(CodeView {
        code: code.write(),
        next_at: step.saturating_add(1).saturating_mul(period),
        period: state.settings.code_period,
    }))
}

/// Checks the member in or out with the code shown on site.
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
        // The chain judges signature and age; what is no code at all, or says another activity, needs no chain.
        let scanned =
            CodeText::read(&body.code).filter(|code| code.activity == id).ok_or(Code::CodeInvalid)?;
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
