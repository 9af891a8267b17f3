//! Every code that an operation can be refused with: what its description says of itself, and for each what its handler asks for.
//! Tests fail when an operation answers with a code that is not listed.

use super::access;
use super::problem::Problem;
use std::collections::BTreeSet;
use timebank_api::Code;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::RefOr;

/// Whatever is asked.
const ALWAYS: &str = "system.internal request.timeout";
const SESSION: &str = "auth.session auth.role auth.not_registered";
const BODY: &str = "request.json request.media_type request.size request.slow";
const ONCE: &str = "idempotency.missing idempotency.mismatch idempotency.in_progress";
/// What is signed and handed to the ledger.
const RELAYED: &str =
    "relay.busy relay.catching_up system.busy auth.not_relayable request.message intent.epoch signer.left \
                       signer.moved signer.unreadable";

/// Codes that stand together, by a word without a dot.
const GROUPS: &[(&str, &str)] = &[
    (
        "owner",
        "transaction_password.unset transaction_password.required transaction_password.pending transaction_password.wrong \
         transaction_password.locked transaction_password.closed system.busy",
    ),
    ("signer", "signer.daily signer.recipient_daily signer.recipient_new"),
    ("phone", "phone.invalid"),
    (
        "id_number",
        "id_number.form id_number.checksum id_number.region id_number.date id_number.sample",
    ),
    ("registrar", "registrar.limit registrar.unavailable system.busy"),
];

/// What handlers ask for, by the operation's name.
const OF_HANDLERS: &[(&str, &str)] = &[
    ("abnormal", "activity.unknown"),
    ("account", "member.unknown system.node"),
    ("add_co_administrator", "owner activity.unknown office.locked"),
    ("admit", "owner activity.unknown office.locked"),
    ("agree", "consent.unknown"),
    ("allowances", "member.unknown"),
    ("answer", "auth.other_branch draft.unknown request.text"),
    ("assess", "activity.not_administrator activity.unknown request.text"),
    ("attend", "activity.unknown attendance.code attendance.key_elsewhere"),
    ("basis", "key.missing member.unknown relay.catching_up"),
    (
        "begin",
        "recovery.pending transaction_password.form transaction_password.trivial \
         transaction_password.unset",
    ),
    ("budget", "branch.unknown system.node"),
    ("certificate", "certificate.unknown"),
    ("certificate_proof", "certificate.unknown proof.absent proof.gone system.node"),
    ("change_password", "auth.step_up member.unknown password.common password.length"),
    ("change_phone", "phone registrar auth.locked auth.password auth.reset_code member.unknown phone.taken"),
    ("claim", "activity.state activity.unknown auth.other_branch auth.own_case review.claimed"),
    ("close_listing", "auth.unauthorized listing.unknown office.locked"),
    ("code", "activity.not_administrator activity.unknown attendance.key_elsewhere"),
    ("commit_lottery", "activity.not_administrator activity.unknown auth.other_branch lottery.closed"),
    ("confirm_minutes", "owner activity.unknown office.locked"),
    (
        "confirm_reset",
        "phone id_number registrar auth.locked auth.reset_code password.common password.length",
    ),
    ("content", "content.later content.unknown"),
    ("course", "course.unknown"),
    ("custody", "transaction_password.unset"),
    (
        "decide",
        "activity.revision activity.state activity.unknown auth.other_branch auth.own_case office.locked \
         request.text review.claimed review.decided review.many review.not_green template.unknown",
    ),
    ("decide_openings", "review.many"),
    ("decline", "owner activity.unknown office.locked"),
    ("delete_template", "template.unknown"),
    ("disagreement", "attestation.unknown source.unknown system.node"),
    ("disclose", "counter.reason member.unknown"),
    ("draft", "draft.unknown"),
    ("edit", "owner signer activity.unknown office.locked request.text"),
    ("end_session", "session.unknown"),
    ("enrolment_findings", "activity.unknown enrolment.unknown member.unknown"),
    ("enter_attendance", "counter.reason member.unknown office.locked"),
    ("erase", "auth.step_up erasure.balance erasure.open member.unknown"),
    ("evaluate", "registrar.limit registrar.point request.not_found"),
    ("exit", "owner custody.keys"),
    ("export_data", "auth.step_up member.unknown"),
    ("export_keys", "owner passphrase.length password.common"),
    ("family_accept_kin", "owner kin.unknown"),
    ("family_appoint_agent", "owner"),
    ("family_close", "owner"),
    ("family_propose_kin", "owner member.unknown"),
    ("family_request_move", "owner branch.unknown"),
    ("family_revoke_kin", "kin.unknown"),
    ("figures", "system.node"),
    ("finish", "recovery.early recovery.unknown"),
    ("follow_up", "activity.not_administrator activity.unknown request.text"),
    ("fund", "branch.unknown system.node"),
    ("get_action", "action.unknown"),
    (
        "get_activity",
        "activity.age activity.unknown enrolment.blocked enrolment.closed enrolment.own_activity \
         enrolment.requirement enrolment.suspended member.unknown",
    ),
    ("get_assessment", "activity.unknown assessment.unknown enrolment.unknown"),
    ("get_dispute", "activity.unknown dispute.unknown"),
    ("get_listing", "listing.unknown"),
    ("give_details", "details.unknown"),
    ("give_opening", "kin_opening.unknown"),
    ("grant", "office.locked"),
    ("hand_in", "custody.branch"),
    ("hand_over", "hand_over.unknown hand_over.waits"),
    ("handed_over", "hand_over.unknown"),
    ("list_answers", "activity.not_administrator listing.unknown"),
    ("list_enrolments", "activity.unknown"),
    ("list_follow_ups", "activity.unknown"),
    ("log_in", "phone auth.locked auth.login auth.role"),
    ("lottery", "activity.unknown lottery.unknown"),
    ("me", "member.unknown"),
    ("me_link", "owner"),
    ("member", "auth.other_branch member.unknown"),
    ("member_statement_proof", "auth.other_branch member.unknown proof.absent proof.gone system.node"),
    ("money_donate", "owner signer"),
    ("money_give", "owner signer"),
    ("money_introduce", "owner member.unknown"),
    ("money_set_limits", "owner"),
    ("my_activities", "activity.unknown"),
    ("my_standing", "member.unknown"),
    ("name_recipient", "owner member.unknown"),
    ("of_member", "auth.other_branch member.unknown"),
    ("office_decide_time", "office.locked"),
    ("office_propose_time", "office.locked"),
    ("places", "course.unknown"),
    ("positions", "system.node"),
    ("print_statement", "auth.other_branch counter.reason member.unknown system.node"),
    ("profile_request", "request.text"),
    ("propose_openings", "review.many"),
    ("publish", "owner signer office.locked request.text"),
    ("publish_series", "owner signer office.locked request.text"),
    ("put_template", "template.form"),
    ("rate", "request.text"),
    ("read_details", "activity.unknown details.elsewhere details.later details.unknown member.unknown"),
    ("read_notices", "notice.unknown"),
    ("receipt", "receipt.unknown"),
    ("receipt_proof", "receipt.unknown proof.absent proof.gone system.node"),
    ("recipients", "member.unknown"),
    ("recommendations", "activity.unknown"),
    ("record_attendance", "owner activity.unknown office.locked"),
    ("recovery_approve", "office.locked"),
    ("recovery_object", "kin.unknown"),
    ("recovery_propose", "office.locked recovery.unknown"),
    ("refresh", "review.many"),
    (
        "register",
        "phone id_number registrar auth.reset_code identity.mismatch identity.name identity.unavailable \
         member.person_registered password.common password.length phone.taken",
    ),
    (
        "register_at_counter",
        "phone id_number registrar auth.reset_code consent.unknown counter.reason identity.mismatch \
         identity.name identity.unavailable member.person_registered password.common password.length \
         phone.taken",
    ),
    ("register_group", "office.locked registration_number.form"),
    ("remove_co_administrator", "owner activity.unknown office.locked"),
    ("remove_details", "activity.not_administrator activity.unknown details.elsewhere member.unknown"),
    ("report", "report.unknown"),
    ("request_reset", "phone"),
    ("resolve_dispute", "office.locked"),
    ("review", "office.locked"),
    ("review_listing", "office.locked"),
    ("send_counter_code", "phone member.unknown"),
    ("send_new_phone_code", "phone member.unknown"),
    ("send_registration_code", "phone"),
    ("set_limits", "owner"),
    ("set_office_passphrase", "office.passphrase office.passphrase_locked passphrase.length password.common"),
    (
        "set_phone",
        "phone id_number registrar auth.locked auth.reset_code counter.reason identity.mismatch \
         member.unknown phone.taken",
    ),
    ("set_settings", "notice.settings"),
    ("set_transaction_password", "owner transaction_password.form transaction_password.trivial"),
    ("set_wechat", "notice.settings"),
    ("settle", "owner activity.unknown office.locked"),
    ("source", "source.unknown"),
    ("standard_adopt", "office.locked"),
    ("standard_comment", "request.text"),
    ("standard_publish", "office.locked"),
    ("standard_revise", "office.locked request.text"),
    ("standard_withdraw", "office.locked"),
    ("standard_write", "office.locked request.text"),
    ("standing", "member.unknown"),
    ("start_reset", "counter.reason member.unknown phone.invalid"),
    ("statement", "member.unknown"),
    ("statement_proof", "member.unknown proof.absent proof.gone system.node"),
    ("step_up", "auth.locked auth.password"),
    ("submit", "owner signer activity.unknown office.locked"),
    ("supply_proof", "proof.absent proof.gone system.node"),
    ("take_consent", "consent.unknown counter.reason member.unknown"),
    ("take_down", "office.locked"),
    ("training_attend", "owner office.locked"),
    ("training_cancel", "office.locked"),
    ("training_complete", "office.locked"),
    ("training_decide", "owner office.locked"),
    ("training_draft", "office.locked request.text"),
    ("training_edit", "office.locked request.text"),
    ("training_renew", "office.locked"),
    ("training_review", "office.locked"),
    ("training_revoke", "office.locked"),
    ("training_set_trainers", "office.locked"),
    ("training_submit", "office.locked"),
    ("transfer", "owner signer member.unknown time.recipient"),
    ("trust", "system.node proof.gone"),
    ("undo", "activity.unknown auth.other_branch auth.own_case office.locked review.claimed review.undo"),
    ("unlock_office", "office.passphrase office.passphrase_locked office.unset"),
    ("withdraw", "owner activity.unknown office.locked"),
    ("withdraw_consent", "consent.unknown"),
    ("write_details", "activity.not_administrator activity.unknown details.elsewhere details.over member.unknown request.text"),
];

/// The problems that an operation may answer with, by code.
pub(super) fn of(operation: &Operation) -> Vec<Problem> {
    let mut codes = BTreeSet::new();
    add(&mut codes, ALWAYS);
    let parameters = || operation.parameters.iter().flatten();
    let has = |name: &str| takes(operation, name);
    let typed = |one: &RefOr<_>| {
        matches!(one, RefOr::T(utoipa::openapi::path::Parameter { parameter_in, .. })
            if matches!(parameter_in, ParameterIn::Path | ParameterIn::Query))
    };
    if parameters().any(typed) {
        add(&mut codes, "request.parameter");
    }
    if has("On-Behalf-Of") {
        add(&mut codes, "request.parameter auth.agent");
    }
    if operation.request_body.is_some() {
        add(&mut codes, BODY);
    }
    if access::needs_session(operation) {
        add(&mut codes, SESSION);
    }
    if access::needs_branch(operation) {
        add(&mut codes, "auth.session auth.branch");
    }
    if has("Branch-Operator") {
        add(&mut codes, "branch.operator branch.replayed");
    }
    if access::bucket(operation).is_some() {
        add(&mut codes, "rate.limited");
    }
    if has("Idempotency-Key") {
        add(&mut codes, ONCE);
        add(&mut codes, RELAYED);
        if access::needs_office(operation) {
            add(&mut codes, "office.locked");
        }
    }
    let name = operation.operation_id.as_deref().unwrap_or_default();
    for (_, listed) in OF_HANDLERS.iter().filter(|(of, _)| *of == name) {
        add(&mut codes, listed);
    }
    codes.into_iter().filter_map(Problem::named).collect()
}

/// What an operation may answer besides, because an action is tried before it is kept: whatever the ledger would say of it, but
/// that something of the ledger's own is broken.
pub(super) fn of_ledger(operation: &Operation) -> Vec<Problem> {
    if !takes(operation, "Idempotency-Key") {
        return Vec::new();
    }
    let problems = Code::ALL.iter().copied().map(Problem::from);
    problems.filter(|problem| problem.status < 500).collect()
}

fn takes(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().flatten().any(|one| matches!(one, RefOr::T(one) if one.name == name))
}

fn add(codes: &mut BTreeSet<&'static str>, listed: &'static str) {
    for word in listed.split_whitespace() {
        match GROUPS.iter().find(|(name, _)| *name == word) {
            Some((_, group)) => codes.extend(group.split_whitespace()),
            None => {
                codes.insert(word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_are_codes_of_operations_that_there_are() {
        let document = crate::api::openapi();
        let names: BTreeSet<&str> = crate::api::describe::operations(document)
            .filter_map(|(_, _, operation)| operation.operation_id.as_deref())
            .collect();
        let mut before = "";
        for (name, _) in OF_HANDLERS {
            assert!(names.contains(name), "{name}");
            assert!(before < *name, "{name} stands after {before}");
            before = name;
        }
        let mut codes = BTreeSet::new();
        for listed in [ALWAYS, SESSION, BODY, ONCE, RELAYED] {
            add(&mut codes, listed);
        }
        for (_, listed) in GROUPS.iter().chain(OF_HANDLERS) {
            add(&mut codes, listed);
        }
        for code in codes {
            assert!(Problem::named(code).is_some(), "{code}");
        }
    }
}
