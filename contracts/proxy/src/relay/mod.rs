//! A batch of signed intents: judged one after the other, handed to their targets as sub-messages that cannot touch each
//! other, and reported in the batch's order.

mod answer;
mod batch;
mod report;

pub use answer::Answer;
pub use report::Report;

use crate::state::{self, Targets};
use answer::Ending;
use batch::{Batch, Forward, Verdict};
use cosmwasm_std::{Binary, DepsMut, Env, Response, SubMsg};
use report::Slip;
use timebank_api::proxy::MAX_INTENTS;
use timebank_api::{event, BranchId, Code};
use timebank_intent::Digest;
use timebank_std::Result;

/// The id of every sub-message; what it was for stands in its payload.
const FORWARDED: u64 = 1;

/// How a node puts "out of gas" when a sub-message met its limit.
const OUT_OF_GAS: &[u8] = b"codespace: sdk, code: 11";

pub fn relay(
    deps: DepsMut,
    env: &Env,
    branch: BranchId,
    targets: &Targets,
    intents: &[Binary],
) -> Result<Response> {
    if intents.len() > MAX_INTENTS {
        return Err(Code::TooMany.into());
    }
    let mut batch = Batch::open(deps.as_ref(), env, branch, targets)?;
    let verdicts = intents.iter().map(|bytes| batch.judge(bytes)).collect::<Result<Vec<_>>>()?;
    // Before anything is handed on: whatever becomes of it, the nonces are spent.
    for ((member, scope, lane), window) in batch.spent() {
        state::set_window(deps.storage, member, scope, lane, window);
    }

    let mut report = Report::default();
    let mut response = Response::new();
    let mut forwards = vec![];
    for (index, verdict) in (0..=u8::MAX).zip(verdicts) {
        match verdict {
            Verdict::Accepted(forward) => {
                report.done();
                forwards.push((index, forward));
            }
            Verdict::Rejected(code) => {
                report.rejected(code);
                response = response
                    .add_event(event::IntentRejected { index: index.into(), code: code.text().to_owned() });
            }
            Verdict::Failed { digest, code } => {
                report.failed(code);
                response = response.add_event(intent_failed(&digest, code));
            }
        }
    }
    Ok(response.set_data(report.to_data()?).add_submessages(submessages(forwards, &report)))
}

fn submessages(forwards: Vec<(u8, Forward)>, report: &Report) -> Vec<SubMsg> {
    // A digest is accepted once and never again, so the first one names this batch for all time.
    let Some(batch) = forwards.first().map(|(_, forward)| forward.digest) else {
        return vec![];
    };
    forwards
        .into_iter()
        .map(|(index, forward)| {
            let slip = Slip { batch, digest: forward.digest, index, report: report.clone() };
            SubMsg::reply_on_error(forward.message, FORWARDED)
                .with_gas_limit(forward.gas)
                .with_payload(slip.to_bytes())
        })
        .collect()
}

/// A target refused an intent or ran out of gas: what it did is undone, its nonce stays spent. The response's data of the last
/// reply counts, so each repeats what the ones before it reported.
pub fn reply(deps: DepsMut, msg: Answer) -> Result<Response> {
    if msg.id != FORWARDED {
        return Err(Code::StateInvalid.into());
    }
    let Ending::Error(error) = msg.result else {
        return Ok(Response::new());
    };
    let slip = Slip::from_bytes(&msg.payload).ok_or(Code::StateInvalid)?;
    let code = code_of(&error);
    let mut report = state::report(deps.storage, &slip.batch)?.unwrap_or(slip.report);
    report.fail(slip.index, code);
    state::set_report(deps.storage, &slip.batch, &report);
    Ok(Response::new().set_data(report.to_data()?).add_event(intent_failed(&slip.digest, code)))
}

fn intent_failed(digest: &Digest, code: Code) -> event::IntentFailed {
    event::IntentFailed { digest: digest.into(), code: code.text().to_owned() }
}

/// What a sub-message's error text says.
fn code_of(error: &str) -> Code {
    let out_of_gas = || {
        let text = error.as_bytes();
        (0..text.len())
            .filter_map(|at| text.get(at..)?.strip_prefix(OUT_OF_GAS))
            .any(|rest| !rest.first().is_some_and(u8::is_ascii_digit))
    };
    match Code::find(error) {
        Some(code) => code,
        None if out_of_gas() => Code::GasExhausted,
        None => Code::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_of_reads_what_nodes_say() {
        for (error, code) in [
            ("time.insufficient (30): execute wasm contract failed", Code::InsufficientTime),
            ("codespace: sdk, code: 11", Code::GasExhausted),
            ("dispatch: submessages: codespace: sdk, code: 11: x", Code::GasExhausted),
            ("codespace: sdk, code: 111", Code::Internal),
            ("codespace: wasm, code: 29", Code::Internal),
            ("", Code::Internal),
        ] {
            assert_eq!(code_of(error), code, "{error}");
        }
    }
}
