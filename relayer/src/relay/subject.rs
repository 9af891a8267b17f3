//! What an action is about, as far as its order among the same member's actions is concerned.

use serde_json::Value;
use timebank_api::permission::Contract;
use timebank_api::MemberId;

/// What one person does about one participant of one activity: another participant has nothing to do with it.
const OF_PARTICIPANT: [&str; 9] = [
    "admit",
    "decline",
    "record_attendance",
    "confirm_minutes",
    "open_dispute",
    "rate",
    "settle",
    "assess",
    "follow_up",
];
/// What a participant does in an activity.
const OF_SIGNER: [&str; 4] = ["enrol", "withdraw_enrolment", "check_in", "check_out"];

/// The subject of an intent; without one it keeps its place among all of its member's actions.
pub(super) fn of(contract: Contract, kind: &str, message: &[u8], principal: MemberId) -> Option<String> {
    let by_signer = OF_SIGNER.contains(&kind);
    if contract != Contract::ActivityRegistry || !(by_signer || OF_PARTICIPANT.contains(&kind)) {
        return None;
    }
    let message: Value = serde_json::from_slice(message).ok()?;
    let fields = message.get(kind)?;
    let activity = fields.get("id")?.as_u64()?;
    let participant = if by_signer { principal } else { fields.get("participant")?.as_u64()? };
    Some(format!("activity {activity} participant {participant}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_concerns_one_participant_has_a_subject() {
        let of = |kind: &str, message: &str| of(Contract::ActivityRegistry, kind, message.as_bytes(), 3);
        let seven = Some("activity 7 participant 3".to_owned());
        assert_eq!(of("enrol", r#"{"enrol":{"id":7}}"#), seven);
        assert_eq!(of("settle", r#"{"settle":{"id":7,"participant":3}}"#), seven);
        assert_ne!(of("settle", r#"{"settle":{"id":7,"participant":4}}"#), seven);
        assert_eq!(of("settle", r#"{"settle":{"id":7}}"#), None);
        assert_eq!(of("take_down", r#"{"take_down":{"id":7,"reason":""}}"#), None);
        assert_eq!(super::of(Contract::TimeToken, "transfer", br#"{"transfer":{"id":7}}"#, 3), None);
    }
}
