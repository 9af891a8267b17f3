//! What an owner lets others spend.

use crate::receiver_double::Received;
use crate::scene::{
    allowed, burn_from, by_every_hand, decrease, increase, send_from, transfer_from, Scene, GRANT,
};
use cosmwasm_std::{Binary, Timestamp};
use cw20::{AllowanceResponse, Cw20ReceiveMsg, Expiration};
use timebank_api::permission::Contract;
use timebank_api::time_token::ExecuteMsg;
use timebank_api::Code;

#[test]
fn allowances_rise_and_fall_and_keep_their_end_unless_another_is_named() {
    by_every_hand(|scene| {
        let spender = scene.account(scene.spender);
        let of = |scene: &Scene| scene.allowance(scene.owner, scene.spender);
        assert_eq!(of(scene), AllowanceResponse::default());
        let height = Expiration::AtHeight(123_456);
        scene.allow(77, Some(height));
        assert_eq!(of(scene), allowed(77, height));
        let response = scene.act(scene.owner, &decrease(&spender, 44, None)).unwrap();
        let owner = scene.account(scene.owner);
        let told =
            [("action", "decrease_allowance"), ("owner", &*owner), ("spender", &spender), ("amount", "44")];
        scene.told(&response, &told);
        assert_eq!(of(scene), allowed(33, height));
        let time = Expiration::AtTime(Timestamp::from_seconds(8_888_888_888));
        let response = scene.act(scene.owner, &increase(&spender, 87_654, Some(time))).unwrap();
        let told = [
            ("action", "increase_allowance"),
            ("owner", &*owner),
            ("spender", &spender),
            ("amount", "87654"),
        ];
        scene.told(&response, &told);
        assert_eq!(of(scene), allowed(87_687, time));
        // An allowance ends at 0, not below.
        scene.act(scene.owner, &decrease(&spender, 99_988_647_623_876_347, None)).unwrap();
        assert_eq!(of(scene), AllowanceResponse::default());
        scene.refused(scene.owner, &decrease(&spender, 1, None), Code::AllowanceExceeded);
    });
}

#[test]
fn allowances_do_not_touch_each_other() {
    by_every_hand(|scene| {
        let (owner, spender, other) = (scene.owner, scene.spender, scene.other);
        let (spender_account, other_account) = (scene.account(spender), scene.account(other));
        let height = Expiration::AtHeight(123_456);
        scene.act(owner, &increase(&spender_account, 77, Some(height))).unwrap();
        scene.act(owner, &increase(&other_account, 87, None)).unwrap();
        assert_eq!(scene.allowance(owner, spender), allowed(77, height));
        assert_eq!(scene.allowance(owner, other), allowed(87, Expiration::Never {}));
        assert_eq!(scene.allowance(spender, other), AllowanceResponse::default());
        let time = Expiration::AtTime(Timestamp::from_seconds(3_767_626_296));
        scene.act(spender, &increase(&other_account, 18, Some(time))).unwrap();
        assert_eq!(scene.allowance(owner, spender), allowed(77, height));
        assert_eq!(scene.allowance(owner, other), allowed(87, Expiration::Never {}));
        assert_eq!(scene.allowance(spender, other), allowed(18, time));
        assert_eq!(scene.allowance(other, spender), AllowanceResponse::default());
    });
}

#[test]
fn nobody_allows_oneself() {
    by_every_hand(|scene| {
        let owner = scene.account(scene.owner);
        scene.refused(scene.owner, &increase(&owner, 77, None), Code::AllowanceOwn);
        scene.refused(scene.owner, &decrease(&owner, 77, None), Code::AllowanceOwn);
    });
}

#[test]
fn an_allowance_cannot_begin_after_its_end() {
    by_every_hand(|scene| {
        let spender = scene.account(scene.spender);
        let block = scene.suite.chain.block_info();
        let (this_height, next_height) =
            (Expiration::AtHeight(block.height), Expiration::AtHeight(block.height + 1));
        let (past, soon) = (
            Expiration::AtTime(block.time.minus_seconds(1)),
            Expiration::AtTime(block.time.plus_seconds(10)),
        );
        for over in [this_height, past] {
            scene.refused(scene.owner, &increase(&spender, 77, Some(over)), Code::AllowanceExpired);
        }
        scene.allow(77, Some(next_height));
        assert_eq!(scene.allowance(scene.owner, scene.spender), allowed(77, next_height));
        scene.allow(77, Some(soon));
        assert_eq!(scene.allowance(scene.owner, scene.spender), allowed(154, soon));
        for over in [this_height, past] {
            scene.refused(scene.owner, &increase(&spender, 77, Some(over)), Code::AllowanceExpired);
            scene.refused(scene.owner, &decrease(&spender, 77, Some(over)), Code::AllowanceExpired);
        }
        scene.act(scene.owner, &decrease(&spender, 77, Some(next_height))).unwrap();
        assert_eq!(scene.allowance(scene.owner, scene.spender), allowed(77, next_height));
    });
}

#[test]
fn an_allowance_past_the_largest_number_is_refused() {
    by_every_hand(|scene| {
        let spender = scene.account(scene.spender);
        scene.allow(1, None);
        scene.refused(scene.owner, &increase(&spender, u128::MAX, None), Code::Overflow);
        scene.allow(u128::MAX - 1, None);
        assert_eq!(scene.allowance(scene.owner, scene.spender).allowance.u128(), u128::MAX);
    });
}

/// Spends by an allowance of 100: nothing without one, 60 of it, then never more than is left, and nothing once it has ended.
fn spend_within_limits(scene: &mut Scene, action: &str, spend: impl Fn(u128) -> ExecuteMsg) {
    scene.refused(scene.spender, &spend(1), Code::AllowanceExceeded);
    scene.allow(100, None);
    let response = scene.act(scene.spender, &spend(60)).unwrap();
    let (owner, spender) = (scene.account(scene.owner), scene.account(scene.spender));
    scene.told(&response, &[("action", action), ("from", &owner), ("by", &spender), ("amount", "60")]);
    assert_eq!(scene.suite.balance(scene.owner), GRANT - 60);
    assert_eq!(scene.allowance(scene.owner, scene.spender), allowed(40, Expiration::Never {}));
    scene.refused(scene.spender, &spend(41), Code::AllowanceExceeded);
    // More than the owner has is not there, whatever is allowed.
    scene.allow(GRANT, None);
    scene.refused(scene.spender, &spend(GRANT), Code::InsufficientTime);
    let next = Expiration::AtHeight(scene.suite.chain.block_info().height + 1);
    scene.allow(10, Some(next));
    scene.suite.advance(1);
    scene.refused(scene.spender, &spend(1), Code::AllowanceExpired);
    assert_eq!(scene.suite.balance(scene.spender), 0);
}

#[test]
fn transfer_from_respects_the_allowance() {
    by_every_hand(|scene| {
        let (owner, other) = (scene.account(scene.owner), scene.account(scene.other));
        spend_within_limits(scene, "transfer_from", |amount| transfer_from(&owner, &other, amount));
        assert_eq!(scene.suite.balance(scene.other), 60);
        assert_eq!(scene.supply(), GRANT);
    });
}

#[test]
fn burn_from_respects_the_allowance() {
    by_every_hand(|scene| {
        let owner = scene.account(scene.owner);
        spend_within_limits(scene, "burn_from", |amount| burn_from(&owner, amount));
        assert_eq!(scene.supply(), GRANT - 60);
    });
}

#[test]
fn send_from_respects_the_allowance_and_calls_the_receiver_in_the_spender_s_name() {
    by_every_hand(|scene| {
        let owner = scene.account(scene.owner);
        let receiver = scene.registered_receiver();
        let msg = br#"{"some":123}"#;
        spend_within_limits(scene, "send_from", |amount| send_from(&owner, receiver.as_str(), amount, msg));
        let sender = scene.account(scene.spender);
        let told = Cw20ReceiveMsg { sender, amount: 60u128.into(), msg: Binary::from(msg) };
        let caller = scene.suite.address(Contract::TimeToken);
        assert_eq!(scene.received(&receiver), [Received { caller, funds: vec![], told }]);
        assert_eq!(scene.suite.balance_of(receiver.as_str()), 60);
        assert_eq!(scene.supply(), GRANT);
    });
}

#[test]
fn whoever_is_allowed_spends_even_if_no_branch_knows_the_account() {
    by_every_hand(|scene| {
        let shop = scene.stranger();
        let (owner, other) = (scene.account(scene.owner), scene.account(scene.other));
        scene.act(scene.owner, &increase(shop.as_str(), 100, None)).unwrap();
        scene.send(&shop, &transfer_from(&owner, &other, 60)).unwrap();
        assert_eq!(scene.suite.balance(scene.other), 60);
        let to_itself = scene.send(&shop, &transfer_from(&owner, shop.as_str(), 5));
        assert_eq!(to_itself.map(drop), Err(Code::RecipientUnregistered));
        scene.send(&shop, &burn_from(&owner, 40)).unwrap();
        assert_eq!(scene.send(&shop, &burn_from(&owner, 1)).map(drop), Err(Code::AllowanceExceeded));
        assert_eq!(scene.suite.balance(scene.owner), GRANT - 100);
    });
}
