mod vectors;

use super::fake::{validators, FakeHead, FakeStore};
use super::*;
use crate::{address, Contracts};
use serde_json::Value;
use timebank_api::ledger::{holding_key, BranchSupply, Holding, Ledger};
use timebank_api::permission::Contract;
use timebank_api::record::{receipt_key, Receipt, ReceiptSource};

const CHAIN: &str = "fake-1";
const FOUNDERS: &[(u8, u64)] = &[(1, 100), (2, 100), (3, 100), (4, 100)];

fn contracts() -> Contracts {
    let number = |contract: Contract| Contract::ALL.iter().position(|of| *of == contract).unwrap() as u8;
    Contracts::new(|contract| address::text(&[number(contract) + 1; 32])).unwrap()
}

fn trust() -> Trust {
    Trust::new(CHAIN, validators(FOUNDERS), &contracts())
}

fn receipt() -> Receipt {
    Receipt {
        source: ReceiptSource::OwnBalance,
        payer: 1,
        participant: 2,
        started: 3,
        ended: 4,
        minutes: 120,
        paid: 120,
        returned: 0,
        height: 8,
        settled: 9,
        pack: 1,
    }
}

/// A store with a receipt, accounts and a supply in it.
fn store() -> FakeStore {
    let mut store = FakeStore::default();
    let registry = contracts().canonical(Contract::ActivityRegistry);
    let token = contracts().canonical(Contract::TimeToken);
    store.set(&registry, &receipt_key(7, 2), &receipt().to_bytes());
    store.set(&token, b"ledger", &Ledger { minted_grant: 600, ..Ledger::default() }.to_bytes());
    store.set(&token, &holding_key("a"), b"\0\xd8\x04\x03");
    for other in 0..5u8 {
        store.set(&token, &holding_key(&format!("b{other}")), b"\0\x01\x01");
    }
    store
}

/// A document as an honest branch would make it, with heads from elsewhere.
fn bundle(subject: Subject, height: u64, store: &FakeStore, head: Head, steps: Vec<Head>) -> Bundle {
    let contracts = contracts();
    let records = subject.records(&contracts).into_iter().map(|(contract, key)| {
        let Proven { value, proof, .. } = store.proven(&contracts.canonical(contract), &key);
        Record { contract: contracts.address(contract).to_owned(), key, value, proof }
    });
    Bundle {
        format: Bundle::FORMAT.into(),
        chain_id: CHAIN.into(),
        height,
        records: records.collect(),
        store: store.proven(&[0; 32], b"").store,
        subject,
        head,
        genesis: validators(FOUNDERS),
        steps,
    }
}

fn head(height: u64, set: &[(u8, u64)], silent: &[u8]) -> Head {
    let app_hash = store().app_hash();
    FakeHead { chain_id: CHAIN, height, app_hash, validators: set, next: set, silent }.sign()
}

fn of_receipt() -> Subject {
    Subject::Receipt { activity: 7, participant: 2 }
}

fn proven(subject: Subject) -> Bundle {
    bundle(subject, 10, &store(), head(11, FOUNDERS, &[]), vec![])
}

#[test]
fn a_receipt_is_shown_with_those_who_signed_it() {
    let made = bundle(of_receipt(), 10, &store(), head(11, FOUNDERS, &[3]), vec![]);
    let text = serde_json::to_string(&made).unwrap();
    let shown = Bundle::read(&text).unwrap().verify(&trust()).unwrap();
    assert_eq!(shown.fact, Fact::Receipt { activity: 7, receipt: receipt() });
    assert_eq!((shown.height, shown.time, shown.steps), (10, 1_700_000_011, 0));
    let mut silent: Vec<_> = shown.signers.iter().filter(|signer| !signer.signed).collect();
    let silent = silent.pop().unwrap();
    assert_eq!((shown.signers.len(), silent.name.as_deref(), silent.power), (4, Some("v3"), 100));
    assert!(silent.trusted_name);
}

#[test]
fn more_than_two_thirds_must_have_signed() {
    let of = |silent: &[u8]| bundle(of_receipt(), 10, &store(), head(11, FOUNDERS, silent), vec![]);
    assert!(of(&[1]).verify(&trust()).is_ok());
    assert_eq!(of(&[1, 2]).verify(&trust()), Err(ProofError::Power));
    // Two thirds are not more than two thirds.
    let three = &[(1, 100), (2, 100), (3, 100)];
    let trust = Trust { validators: validators(three), ..trust() };
    let mut made = bundle(of_receipt(), 10, &store(), head(11, three, &[1]), vec![]);
    made.genesis = validators(three);
    assert_eq!(made.verify(&trust), Err(ProofError::Power));
    assert!(most(u64::MAX, u64::MAX) && !most(2, 3) && !most(0, 0));
}

#[test]
fn what_is_not_there_is_shown_too() {
    for account in ["0", "b", "b11", "c"] {
        let shown = proven(Subject::Account { account: account.into() }).verify(&trust()).unwrap();
        assert_eq!(shown.fact, Fact::Account { account: account.into(), holding: Holding::default() });
    }
    let known = proven(Subject::Account { account: "a".into() });
    let holding = Holding { balance: 600, count: 3 };
    assert_eq!(known.verify(&trust()).unwrap().fact, Fact::Account { account: "a".into(), holding });
    // A receipt that is not there is none.
    let missing = proven(Subject::Receipt { activity: 7, participant: 3 });
    assert_eq!(missing.verify(&trust()), Err(ProofError::Value));
    // Nor can one that is there be left out.
    let mut hidden = known.clone();
    hidden.records[0].value = None;
    assert_eq!(hidden.verify(&trust()), Err(ProofError::Record));
    hidden.records[0].proof = proven(Subject::Account { account: "b".into() }).records[0].proof.clone();
    assert_eq!(hidden.verify(&trust()), Err(ProofError::Record));
}

#[test]
fn the_supply_is_shown_with_every_branch() {
    let shown = proven(Subject::Supply { branches: vec![1, 2] }).verify(&trust()).unwrap();
    let Fact::Supply { ledger, escrow, offered, branches } = shown.fact else { panic!() };
    assert_eq!((ledger.supply(), escrow, offered), (600, 0, 0));
    assert_eq!(branches, [(1, BranchSupply::default()), (2, BranchSupply::default())]);
}

/// Names are not signed, so whoever changes them changes nothing; and who makes a signature one for no block makes it count for
/// nothing.
#[test]
fn every_change_of_what_counts_is_refused() {
    let honest = serde_json::to_value(proven(of_receipt())).unwrap();
    let mut places = vec![];
    leaves(&honest, String::new(), &mut places);
    let counts = |place: &&String| !place.ends_with("/name") && !place.ends_with("/block_id_flag");
    let places: Vec<String> = places.iter().filter(counts).cloned().collect();
    assert!(places.len() > 50, "{places:?}");
    for place in &places {
        let mut forged = honest.clone();
        let leaf = forged.pointer_mut(place).unwrap();
        *leaf = vectors::flipped(leaf);
        let refused = Bundle::read(&forged.to_string()).and_then(|bundle| bundle.verify(&trust()));
        assert!(refused.is_err(), "{place} counts for nothing");
    }
}

fn leaves(value: &Value, place: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| leaves(value, format!("{place}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| leaves(value, format!("{place}/{at}"), found));
        }
        Value::Null => {}
        _ => found.push(place),
    }
}

#[test]
fn a_later_set_counts_when_most_of_a_trusted_one_vouch_for_it() {
    let joined = &[(1, 100), (2, 100), (3, 100), (4, 100), (5, 100)];
    let of = |head, steps| bundle(of_receipt(), 10, &store(), head, steps).verify(&trust());
    let shown = of(head(11, joined, &[]), vec![]).unwrap();
    let fifth = shown.signers.iter().find(|signer| signer.name.as_deref() == Some("v5")).unwrap();
    assert!(fifth.signed && !fifth.trusted_name);
    // Four of five have signed, but only two of the first four.
    let changed = &[(1, 100), (2, 100), (5, 100), (6, 100), (7, 100)];
    assert_eq!(of(head(11, changed, &[7]), vec![]), Err(ProofError::Trust));
    // A step on the way, at which three of the first four vouch for a set of which four vouch for the last.
    let between = &[(1, 100), (2, 100), (3, 100), (5, 100), (6, 100)];
    let shown = of(head(11, changed, &[]), vec![head(6, between, &[])]).unwrap();
    assert_eq!(shown.steps, 1);
    // The last needs the step's trust, and the step that of the first ones.
    assert_eq!(of(head(11, changed, &[1]), vec![head(6, between, &[])]), Err(ProofError::Trust));
    assert_eq!(of(head(11, changed, &[]), vec![head(6, between, &[1])]), Err(ProofError::Trust));
    assert_eq!(of(head(11, changed, &[]), vec![head(12, between, &[])]), Err(ProofError::Height));
    // Power counts, not heads: one of the first has most of it now, and had a quarter.
    let heavy = &[(1, 1_000), (2, 100)];
    assert_eq!(of(head(11, heavy, &[]), vec![]), Err(ProofError::Trust));
}

#[test]
fn the_next_block_counts_by_the_set_that_was_announced() {
    let other = &[(5, 100), (6, 100)];
    let announcing = |next| FakeHead {
        chain_id: CHAIN,
        height: 10,
        app_hash: vec![],
        validators: FOUNDERS,
        next,
        silent: &[],
    };
    let of = |step| bundle(of_receipt(), 10, &store(), head(11, other, &[]), vec![step]).verify(&trust());
    assert!(of(announcing(other).sign()).is_ok());
    assert_eq!(of(announcing(FOUNDERS).sign()), Err(ProofError::Trust));
    // Block 1 has the trusted set, and no other however many of it have signed.
    let first = bundle(of_receipt(), 0, &store(), head(1, FOUNDERS, &[]), vec![]);
    assert!(first.verify(&trust()).is_ok());
    let more = &[(1, 100), (2, 100), (3, 100), (4, 100), (5, 1)];
    let first = bundle(of_receipt(), 0, &store(), head(1, more, &[]), vec![]);
    assert_eq!(first.verify(&trust()), Err(ProofError::Trust));
}

#[test]
fn a_set_with_somebody_twice_or_too_much_power_is_none() {
    let of = |powers: &[(u8, u64)]| validators(powers).set().map(|_| ());
    assert_eq!(of(&[(1, 1), (2, 1)]), Ok(()));
    for wrong in [&[][..], &[(1, 0)], &[(1, 1), (1, 1)], &[(1, 1 << 53)], &[(1, u64::MAX), (2, 1)]] {
        assert_eq!(of(wrong), Err(ProofError::Validators), "{wrong:?}");
    }
    let mut key = validators(&[(1, 1)]);
    key.0[0].public_key = "AAAA".into();
    assert_eq!(key.set().map(|_| ()), Err(ProofError::Validators));
    // One founder's signature does not count four times.
    let alone: &[(u8, u64)] = &[(1, 100)];
    let mut forged = head(11, alone, &[]);
    forged.commit.signatures = vec![forged.commit.signatures[0].clone(); 4];
    forged.validators.0 = vec![forged.validators.0[0].clone(); 4];
    let forged = bundle(of_receipt(), 10, &store(), forged, vec![]);
    assert_eq!(forged.verify(&trust()), Err(ProofError::Validators));
}

#[test]
fn another_chain_set_contract_or_record_is_refused() {
    let honest = proven(of_receipt());
    let other = Trust { chain_id: "other-1".into(), ..trust() };
    assert_eq!(honest.verify(&other), Err(ProofError::Chain));
    let renamed = Bundle { chain_id: "other-1".into(), ..honest.clone() };
    assert_eq!(renamed.verify(&other), Err(ProofError::Chain));
    let other = Trust { validators: validators(&[(1, 100), (2, 100), (3, 100), (4, 101)]), ..trust() };
    assert_eq!(honest.verify(&other), Err(ProofError::Genesis));
    let mut other = trust();
    other.contracts.activity_registry = address::text(&[99; 32]);
    assert_eq!(honest.verify(&other), Err(ProofError::Subject));
    // A proof of something else does not do for it.
    let mut swapped = honest.clone();
    swapped.subject = Subject::Receipt { activity: 8, participant: 2 };
    assert_eq!(swapped.verify(&trust()), Err(ProofError::Subject));
    let mut more = honest.clone();
    more.records.push(more.records[0].clone());
    assert_eq!(more.verify(&trust()), Err(ProofError::Subject));
    let mut later = honest;
    later.height = 9;
    assert_eq!(later.verify(&trust()), Err(ProofError::Height));
}

#[test]
fn no_other_hash_and_no_other_form_of_proof_is_taken() {
    use cosmrs::proto::traits::Message;
    use ics23::commitment_proof::Proof;
    use ics23::{batch_entry, BatchEntry, BatchProof, CommitmentProof, HashOp};
    let honest = proven(of_receipt());
    let read = |bytes: &[u8]| CommitmentProof::decode(bytes).unwrap();
    let Some(Proof::Exist(exist)) = read(&honest.records[0].proof).proof else { panic!() };
    let of = |proof: Proof| {
        let mut forged = honest.clone();
        forged.records[0].proof = CommitmentProof { proof: Some(proof) }.encode_to_vec();
        forged.verify(&trust()).map(|_| ())
    };
    assert_eq!(of(Proof::Exist(exist.clone())), Ok(()));
    for hash in [HashOp::NoHash, HashOp::Sha512, HashOp::Keccak256, HashOp::Blake2b512, HashOp::Blake3] {
        let mut other = exist.clone();
        other.path[0].hash = hash.into();
        assert_eq!(of(Proof::Exist(other)), Err(ProofError::Record), "{hash:?}");
        let mut other = exist.clone();
        other.leaf.as_mut().unwrap().hash = hash.into();
        assert_eq!(of(Proof::Exist(other)), Err(ProofError::Record), "{hash:?}");
    }
    let entry = BatchEntry { proof: Some(batch_entry::Proof::Exist(exist)) };
    assert_eq!(of(Proof::Batch(BatchProof { entries: vec![entry] })), Err(ProofError::Record));
}

/// The account `a` has 600 minutes after three movements.
fn statement(lines: &[(u64, i64, u64, u64)]) -> Statement {
    let line = |(number, minutes, balance, height): &(u64, i64, u64, u64)| Line {
        number: *number,
        minutes: *minutes,
        balance: *balance,
        height: *height,
        told: serde_json::from_str(r#"{"kind": "gift"}"#).unwrap(),
    };
    Statement {
        format: Statement::FORMAT.into(),
        before: None,
        after: proven(Subject::Account { account: "a".into() }),
        lines: lines.iter().map(line).collect(),
    }
}

#[test]
fn a_statement_is_complete_or_it_is_refused() {
    let all = [(1, 500, 500, 3), (2, -200, 300, 4), (3, 300, 600, 4)];
    let whole = statement(&all);
    let read = Statement::read(&serde_json::to_string(&whole).unwrap()).unwrap();
    assert_eq!(read, whole);
    assert_eq!(read.verify(&trust()).unwrap().height, 10);
    let wrong = |lines: &[(u64, i64, u64, u64)]| {
        assert_eq!(statement(lines).verify(&trust()), Err(ProofError::Statement), "{lines:?}");
    };
    wrong(&[]);
    wrong(&all[..2]);
    wrong(&all[1..]);
    wrong(&[all[0], (3, 100, 600, 4)]);
    wrong(&[all[0], all[2], all[1]]);
    wrong(&[(1, 500, 500, 3), (2, 100, 600, 4)]);
    wrong(&[(1, 500, 500, 3), (2, -200, 301, 4), (3, 299, 600, 4)]);
    wrong(&[(1, -1, 0, 3), all[1], all[2]]);
    wrong(&[(1, i64::MAX, 500, 3), all[1], all[2]]);
    wrong(&[(1, 500, 500, 5), all[1], all[2]]);
    wrong(&[all[0], all[1], (3, 300, 600, 11)]);
    wrong(&[all[0], all[1], all[2], (4, 0, 600, 5)]);
}

#[test]
fn a_statement_may_begin_where_another_one_ended() {
    let mut earlier = store();
    let token = contracts().canonical(Contract::TimeToken);
    earlier.set(&token, &holding_key("a"), b"\0\xac\x02\x02");
    let signed = |height, store: &FakeStore| {
        let app_hash = store.app_hash();
        FakeHead { chain_id: CHAIN, height, app_hash, validators: FOUNDERS, next: FOUNDERS, silent: &[] }
            .sign()
    };
    let of = |account: &str, height: u64, store: &FakeStore| {
        let subject = Subject::Account { account: account.into() };
        bundle(subject, height, store, signed(height + 1, store), vec![])
    };
    let mut rest = statement(&[(3, 300, 600, 8)]);
    rest.before = Some(of("a", 7, &earlier));
    assert!(rest.verify(&trust()).is_ok());
    rest.before = Some(of("a", 8, &earlier));
    assert_eq!(rest.verify(&trust()), Err(ProofError::Statement), "a line of the part before");
    rest.before = Some(of("b1", 7, &earlier));
    assert_eq!(rest.verify(&trust()), Err(ProofError::Statement), "another account");
    rest.before = Some(proven(of_receipt()));
    assert_eq!(rest.verify(&trust()), Err(ProofError::Subject));
}
