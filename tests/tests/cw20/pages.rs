//! Lists, page by page.

use crate::scene::{by_every_hand, increase, transfer, Hand, Scene};
use cw20::{AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, Expiration};
use cw20::{AllowanceInfo, SpenderAllowanceInfo};
use timebank_api::record::AgeClass;
use timebank_api::time_token::QueryMsg;
use timebank_api::MemberId;

fn accounts(scene: &Scene, start_after: Option<&String>, limit: Option<u32>) -> Vec<String> {
    let query = QueryMsg::AllAccounts { start_after: start_after.cloned(), limit };
    scene.query::<AllAccountsResponse>(&query).accounts
}

fn by_owner(scene: &Scene, start_after: Option<&String>, limit: Option<u32>) -> Vec<AllowanceInfo> {
    let owner = scene.account(scene.owner);
    let query = QueryMsg::AllAllowances { owner, start_after: start_after.cloned(), limit };
    scene.query::<AllAllowancesResponse>(&query).allowances
}

fn by_spender(scene: &Scene, start_after: Option<&String>, limit: Option<u32>) -> Vec<SpenderAllowanceInfo> {
    let spender = scene.account(scene.spender);
    let query = QueryMsg::AllSpenderAllowances { spender, start_after: start_after.cloned(), limit };
    scene.query::<AllSpenderAllowancesResponse>(&query).allowances
}

/// Two members in the order of their accounts.
fn in_order(scene: &Scene, mut members: [MemberId; 2]) -> [MemberId; 2] {
    members.sort_by_key(|member| scene.account(*member));
    members
}

#[test]
fn accounts_are_listed_in_order_and_page_by_page() {
    by_every_hand(|scene| {
        let fourth = scene.suite.register(2, AgeClass::Under60);
        let mut expected = vec![scene.account(scene.owner)];
        for (member, amount) in [(scene.spender, 22), (scene.other, 33), (fourth, 44)] {
            let account = scene.account(member);
            scene.act(scene.owner, &transfer(&account, amount)).unwrap();
            expected.push(account);
        }
        expected.sort();
        assert_eq!(accounts(scene, None, None), expected);
        assert_eq!(accounts(scene, None, Some(2)), expected[..2]);
        assert_eq!(accounts(scene, Some(&expected[1]), Some(1)), expected[2..3]);
        assert_eq!(accounts(scene, Some(&expected[2]), Some(777)), expected[3..]);
        assert!(accounts(scene, Some(&expected[3]), None).is_empty());
    });
}

#[test]
fn allowances_of_an_owner_are_listed_in_order_and_page_by_page() {
    by_every_hand(|scene| {
        assert!(by_owner(scene, None, None).is_empty());
        let [first, second] =
            in_order(scene, [scene.spender, scene.other]).map(|member| scene.account(member));
        let expires = Expiration::AtHeight(123_456);
        scene.act(scene.owner, &increase(&second, 54_321, None)).unwrap();
        scene.act(scene.owner, &increase(&first, 7_777, Some(expires))).unwrap();
        let expected = [
            AllowanceInfo { spender: first.clone(), allowance: 7_777u128.into(), expires },
            AllowanceInfo { spender: second, allowance: 54_321u128.into(), expires: Expiration::Never {} },
        ];
        assert_eq!(by_owner(scene, None, None), expected);
        assert_eq!(by_owner(scene, None, Some(1)), expected[..1]);
        assert_eq!(by_owner(scene, Some(&first), Some(10_000)), expected[1..]);
        assert!(by_spender(scene, None, None)
            .iter()
            .all(|allowance| allowance.owner == scene.account(scene.owner)));
    });
}

#[test]
fn allowances_for_a_spender_are_listed_in_order_and_page_by_page() {
    by_every_hand(|scene| {
        assert!(by_spender(scene, None, None).is_empty());
        let [first, second] = in_order(scene, [scene.owner, scene.other]);
        let spender = scene.account(scene.spender);
        let expires = Expiration::AtHeight(123_456);
        scene.act(second, &increase(&spender, 54_321, None)).unwrap();
        scene.act(first, &increase(&spender, 7_777, Some(expires))).unwrap();
        let [first, second] = [first, second].map(|member| scene.account(member));
        let expected = [
            SpenderAllowanceInfo { owner: first.clone(), allowance: 7_777u128.into(), expires },
            SpenderAllowanceInfo {
                owner: second,
                allowance: 54_321u128.into(),
                expires: Expiration::Never {},
            },
        ];
        assert_eq!(by_spender(scene, None, None), expected);
        assert_eq!(by_spender(scene, None, Some(1)), expected[..1]);
        assert_eq!(by_spender(scene, Some(&first), Some(10_000)), expected[1..]);
    });
}

#[test]
fn a_page_has_ten_items_unless_asked_and_never_more_than_thirty() {
    let mut scene = Scene::new(Hand::Account);
    let mut expected: Vec<_> = (0..42)
        .map(|number| scene.suite.chain.api().addr_make(&format!("spender {number}")).to_string())
        .collect();
    for spender in &expected {
        scene.act(scene.owner, &increase(spender, 1, None)).unwrap();
    }
    expected.sort();
    assert_eq!(by_owner(&scene, None, None).len(), 10);
    assert_eq!(by_owner(&scene, None, Some(u32::MAX)).len(), 30);
    let (mut listed, mut last) = (vec![], None);
    loop {
        let page = by_owner(&scene, last.as_ref(), None);
        listed.extend(page.into_iter().map(|allowance| allowance.spender));
        if listed.last() == last.as_ref() {
            break;
        }
        last = listed.last().cloned();
    }
    assert_eq!(listed, expected);
}
