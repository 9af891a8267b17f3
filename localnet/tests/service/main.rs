//! The main job on a real chain, through two relayers, as real requests over HTTP; then the ledger is read from every
//! node (A1–A4, A6, B1–B8, B11, E2, F1–F3, F7, G1, G2). What else only a real chain shows is shown on the same network.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod deadlines;
mod gas;
mod own_keys;
mod partners;
mod proofs;
mod stop;
#[path = "../support/mod.rs"]
mod support;

use support::System;
use timebank_localnet::demo;

const PORT_BASE: u16 = 30_600;

#[test]
fn the_system_works_on_a_real_chain() {
    let mut system = System::up("test-service", PORT_BASE);
    deadlines::adopt_quick_rules(&system);
    an_hour_is_settled_and_everybody_can_prove_it(&system);
    let unpaid = deadlines::leave_a_service_unpaid(&system);
    own_keys::a_member_with_own_keys_acts_by_what_it_signed_itself(&system);
    partners::a_partners_facts_reach_the_members_and_can_be_undone(&system);
    gas::an_intent_that_burns_all_its_gas_leaves_the_others_whole(&system);
    deadlines::silence_is_ended_by_the_relayers_alone(&system, &unpaid);
    deadlines::standings_follow_by_themselves(&system, &unpaid);
    proofs::proofs_are_checked_offline_and_forged_ones_are_refused(&mut system, &unpaid);
    stop::a_stop_loses_nothing_and_governance_goes_on(&system);
}

fn an_hour_is_settled_and_everybody_can_prove_it(system: &System) {
    let report = demo::run(&system.network, "plain").unwrap();
    let ledger = report.ledger.unwrap();
    assert_eq!(ledger.nodes.len(), 5, "every node was asked");
    assert!(ledger.state.supply.escrow.is_zero());
    assert_eq!(ledger.state.supply.minted_grant.u128(), 600);
    assert_eq!(ledger.state.balances.u128(), 600);
    let receipt = ledger.state.receipt.unwrap();
    assert_eq!((receipt.minutes, receipt.paid, receipt.returned), (120, 120, 0));
    let codes: Vec<&str> = report.refused.iter().map(|refused| refused.code.as_str()).collect();
    for code in [
        "id_number.checksum",
        "request.json",
        "member.person_registered",
        "time.insufficient",
        "transaction_password.wrong",
        "enrolment.own_activity",
        "attendance.code",
        "attendance.code_expired",
        "settle.settled",
        "auth.scope",
        "auth.own_case",
        "intent.nonce_used",
    ] {
        assert!(codes.contains(&code), "nothing was refused with {code}");
    }
}
