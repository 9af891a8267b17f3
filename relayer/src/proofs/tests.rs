use super::*;
use crate::fake::{contracts, World, CHAIN};
use timebank_api::ledger::{holding_key, Holding, Ledger, LEDGER_KEY};
use timebank_api::permission::Contract;
use timebank_api::record::{receipt_key, Receipt, ReceiptSource};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::training::{certificate_key, Certificate, CertificateStatus, Issuer};
use timebank_api::Event;
use timebank_client::proof::{Fact, Shown};

fn proofs(world: &World) -> Proofs {
    Proofs::new(world.chain.clone(), world.db.clone(), contracts(), CHAIN.into())
}

async fn round(proofs: &Proofs) -> Result<u64, Unproven> {
    Capture::new(proofs.clone()).round().await
}

/// The block that comes next.
fn next(world: &World) -> u64 {
    world.tip.borrow().height + 1
}

/// Lets a service be settled, in a block of its own.
async fn settle(world: &World, activity: u64) -> Kept {
    let (height, participant) = (next(world), 12);
    let receipt = Receipt {
        source: ReceiptSource::Issuance,
        payer: 11,
        participant,
        started: 1,
        ended: 2,
        minutes: 60,
        paid: 60,
        returned: 0,
        height,
        settled: 3,
        pack: 1,
    };
    world.chain.provable(|chain| {
        let key = receipt_key(activity, participant);
        chain.keep(height, Contract::ActivityRegistry, &key, &receipt.to_bytes());
    });
    world.chain.says(Contract::ActivityRegistry, Event::Settled { activity, receipt });
    world.block().await;
    Kept::Receipt { activity, participant }
}

fn certificate(status: CertificateStatus) -> Certificate {
    Certificate {
        status,
        issuer: Issuer::Branch { branch: 1 },
        course: 3,
        member: 12,
        issued: 5,
        valid_until: u64::MAX,
        holder: [9; 32].into(),
    }
}

/// Checks what is kept as somebody who trusts the first validators.
async fn shown(proofs: &Proofs, kept: Kept) -> Option<Shown> {
    let bundle = proofs.kept(kept).await.unwrap()?;
    let bundle = Bundle::read(&serde_json::to_string(&bundle).unwrap()).unwrap();
    Some(bundle.verify(&proofs.trust().await.unwrap()).unwrap())
}

/// A world where everything that it begins with is proven.
async fn world() -> (World, Proofs) {
    let world = World::new().await;
    world.block().await;
    let proofs = proofs(&world);
    assert_eq!(round(&proofs).await.unwrap(), 1, "the supply");
    (world, proofs)
}

#[tokio::test]
async fn a_receipt_is_proven_once_by_the_block_after_its_own() {
    let (world, proofs) = world().await;
    let height = next(&world);
    let kept = settle(&world, 7).await;
    assert_eq!(round(&proofs).await.unwrap(), 0, "nothing says so yet");
    assert!(proofs.kept(kept).await.unwrap().is_none());
    world.block().await;
    assert_eq!(round(&proofs).await.unwrap(), 1);
    let of = shown(&proofs, kept).await.unwrap();
    assert!(matches!(of.fact, Fact::Receipt { activity: 7, receipt } if receipt.paid == 60));
    assert_eq!((of.height, of.steps, of.signers.len()), (height, 0, 4));
    assert!(of.signers.iter().all(|signer| signer.signed && signer.trusted_name));
    let asked = world.chain.provable(|chain| chain.asked);
    world.block().await;
    assert_eq!(round(&proofs).await.unwrap(), 0);
    // Nor does building the projections anew prove anything again.
    crate::index::reset(&world.db).await.unwrap();
    world.index().await;
    assert_eq!(round(&proofs).await.unwrap(), 0);
    assert_eq!(world.chain.provable(|chain| chain.asked), asked);
    assert!(shown(&proofs, kept).await.is_some());
}

#[tokio::test]
async fn what_was_noted_is_proven_after_a_restart_and_when_the_node_is_back() {
    let (world, proofs) = world().await;
    let kept = [settle(&world, 7).await, settle(&world, 8).await];
    world.block().await;
    world.chain.provable(|chain| chain.down = true);
    assert!(matches!(round(&proofs).await, Err(Unproven::Node(_))));
    let world = world.killed().await;
    let proofs = self::proofs(&world);
    world.block().await;
    assert!(matches!(round(&proofs).await, Err(Unproven::Node(_))));
    // Meanwhile the state of their own blocks is gone; the newest says the same of them.
    world.chain.provable(|chain| {
        chain.down = false;
        chain.oldest = next(&world) - 2;
    });
    assert_eq!(round(&proofs).await.unwrap(), 2);
    for kept in kept {
        assert_eq!(shown(&proofs, kept).await.unwrap().height, next(&world) - 2);
    }
}

#[tokio::test]
async fn what_cannot_be_proven_holds_nothing_else_up() {
    let (world, proofs) = world().await;
    let height = next(&world);
    let bad = settle(&world, 7).await;
    // The chain has something else in its place.
    world.chain.provable(|chain| {
        chain.keep(height, Contract::ActivityRegistry, &receipt_key(7, 12), b"no receipt");
    });
    let good = settle(&world, 8).await;
    world.block().await;
    assert_eq!(round(&proofs).await.unwrap(), 2);
    assert!(shown(&proofs, bad).await.is_none());
    assert!(shown(&proofs, good).await.is_some());
    world.block().await;
    assert_eq!(round(&proofs).await.unwrap(), 0, "it is not tried again at once");
    // A node that lies proves nothing.
    let lied = settle(&world, 9).await;
    world.block().await;
    world.chain.provable(|chain| chain.lie = Some(vec![0; 65]));
    assert_eq!(round(&proofs).await.unwrap(), 1);
    assert!(shown(&proofs, lied).await.is_none());
    world.chain.provable(|chain| chain.lie = None);
    for _ in 0..101 {
        world.chain.mine();
    }
    world.index().await;
    assert_eq!(round(&proofs).await.unwrap(), 2, "later it is");
    assert!(shown(&proofs, lied).await.is_some());
}

#[tokio::test]
async fn a_certificate_is_proven_anew_whenever_it_changes() {
    let (world, proofs) = world().await;
    let kept = Kept::Certificate(4);
    let keep = |status| {
        let bytes = certificate(status).to_bytes();
        world
            .chain
            .provable(|chain| chain.keep(next(&world), Contract::Training, &certificate_key(4), &bytes));
    };
    keep(CertificateStatus::Valid);
    let contents = certificate(CertificateStatus::Valid);
    world.chain.says(Contract::Training, Event::CertificateIssued { certificate: 4, contents });
    world.block().await;
    world.block().await;
    assert_eq!(round(&proofs).await.unwrap(), 1);
    let status = |shown: Shown| match shown.fact {
        Fact::Certificate { id: 4, certificate } => certificate.status,
        other => panic!("{other:?}"),
    };
    assert_eq!(status(shown(&proofs, kept).await.unwrap()), CertificateStatus::Valid);
    keep(CertificateStatus::Revoked);
    let revoked = Event::CertificateRevoked { certificate: 4, by: Some(1), reason: "wrong".into() };
    world.chain.says(Contract::Training, revoked);
    world.block().await;
    world.block().await;
    assert!(shown(&proofs, kept).await.is_none(), "the index knows that it has changed");
    assert_eq!(round(&proofs).await.unwrap(), 1);
    assert_eq!(status(shown(&proofs, kept).await.unwrap()), CertificateStatus::Revoked);
}

#[tokio::test]
async fn the_supply_is_proven_whenever_time_comes_or_goes() {
    let (world, proofs) = world().await;
    let ledger = Ledger { minted_grant: 600, ..Ledger::default() };
    world.chain.provable(|chain| {
        chain.keep(next(&world), Contract::TimeToken, LEDGER_KEY, &ledger.to_bytes());
    });
    let moved = |kind, from: Option<&str>, to: Option<&str>| Event::TimeMoved {
        kind,
        reference: Reference::Message,
        from: from.map(str::to_owned),
        to: to.map(str::to_owned),
        minutes: 600u128.into(),
        from_count: from.map(|_| 2),
        to_count: to.map(|_| 1),
    };
    world.chain.says(Contract::TimeToken, moved(MovementKind::MintGrant, None, Some("a")));
    world.block().await;
    world.block().await;
    assert_eq!(round(&proofs).await.unwrap(), 1);
    let Fact::Supply { ledger, .. } = shown(&proofs, Kept::Supply).await.unwrap().fact else { panic!() };
    assert_eq!(ledger.supply(), 600);
    world.chain.says(Contract::TimeToken, moved(MovementKind::Transfer, Some("a"), Some("b")));
    world.block().await;
    world.block().await;
    assert_eq!(round(&proofs).await.unwrap(), 0, "what only moves changes no supply");
}

#[tokio::test]
async fn anything_can_be_proven_as_of_any_block_that_a_node_still_has() {
    let (world, proofs) = world().await;
    let first = next(&world);
    for (height, bytes) in [(first, b"\0\x0a\x01"), (first + 1, b"\0\x14\x02")] {
        world.chain.provable(|chain| chain.keep(height, Contract::TimeToken, &holding_key("a"), bytes));
        world.block().await;
    }
    world.block().await;
    let account = || Subject::Account { account: "a".into() };
    let trust = proofs.trust().await.unwrap();
    for (height, balance, count) in [(first - 1, 0, 0), (first, 10, 1), (first + 1, 20, 2)] {
        let shown = proofs.prove(account(), height).await.unwrap().verify(&trust).unwrap();
        let holding = Holding { balance, count };
        assert_eq!(shown.fact, Fact::Account { account: "a".into(), holding });
    }
    assert!(matches!(proofs.prove(account(), first + 2).await, Err(Unproven::TooNew)));
    let never = Subject::Certificate { certificate: 1 };
    assert!(matches!(proofs.prove(never, first).await, Err(Unproven::Absent)));
    world.chain.provable(|chain| chain.oldest = first + 1);
    assert!(matches!(proofs.prove(account(), first).await, Err(Unproven::Gone(_))));
    assert!(proofs.prove(account(), first + 1).await.is_ok());
    world.chain.provable(|chain| chain.down = true);
    assert!(matches!(proofs.prove(account(), first + 1).await, Err(Unproven::Node(_))));
}

#[tokio::test]
async fn trust_follows_the_validators_with_few_steps_and_heads_are_kept() {
    let (world, proofs) = world().await;
    // Every ten blocks a branch joins and another one leaves, until none of the first is left.
    let sets: [&[u8]; 6] =
        [&[1, 2, 3, 5], &[1, 2, 5, 6], &[1, 5, 6, 7], &[5, 6, 7, 8], &[6, 7, 8, 9], &[7, 8, 9, 10]];
    let mut kept = Vec::new();
    for (number, set) in (1..).zip(sets) {
        let powers = set.iter().map(|seed| (*seed, 100)).collect();
        world.chain.provable(|chain| chain.validators.insert(number * 10, powers));
        while next(&world) < number * 10 + 4 {
            world.block().await;
        }
        kept.push(settle(&world, number).await);
        world.block().await;
        assert_eq!(round(&proofs).await.unwrap(), 1);
    }
    let mut steps = Vec::new();
    for kept in &kept {
        steps.push(shown(&proofs, *kept).await.unwrap().steps);
    }
    // Three of four vouch for the next set, and the first four as long as three of them are there.
    assert_eq!(steps, [0, 1, 2, 3, 4, 5]);
    let last = shown(&proofs, kept[5]).await.unwrap();
    assert!(last.signers.iter().all(|signer| !signer.trusted_name && signer.name.is_some()));

    // Whoever begins only now finds the way by halving, and it is no longer; nor does it grow with every proof.
    let late = World::new().await;
    late.chain.provable(|chain| {
        chain.validators = world.chain.provable(|chain| chain.validators.clone());
    });
    while next(&late) < 80 {
        late.chain.mine();
        late.index().await;
    }
    let proofs = self::proofs(&late);
    for activity in [7, 8, 9] {
        let kept = settle(&late, activity).await;
        late.block().await;
        assert!(round(&proofs).await.unwrap() > 0);
        let steps = shown(&proofs, kept).await.unwrap().steps;
        assert!((4..=6).contains(&steps), "{steps}");
    }
    let heads: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM proof_heads").fetch_one(late.db.reader()).await.unwrap();
    assert!(heads <= 10, "{heads}");
    // As of a block long ago, before the steps that are known.
    let old = proofs.prove(Subject::Account { account: "a".into() }, 22).await.unwrap();
    old.verify(&proofs.trust().await.unwrap()).unwrap();
}

#[tokio::test]
async fn a_history_that_does_not_hang_together_proves_nothing() {
    let (world, proofs) = world().await;
    let kept = settle(&world, 7).await;
    world.block().await;
    // Block 1 and what is kept so far are of other validators than everything a node says from now on.
    world.chain.provable(|chain| {
        chain.validators = [(1, vec![(21, 100), (22, 100), (23, 100), (24, 100)])].into();
    });
    assert!(matches!(round(&proofs).await, Err(Unproven::Wrong(ProofError::Trust))));
    assert!(proofs.kept(kept).await.unwrap().is_none());
    // Blocks that too few have signed are none.
    world.chain.provable(|chain| {
        chain.validators = [(1, vec![(1, 100), (2, 100), (3, 100), (4, 100)])].into();
        chain.silent = [(0, vec![1, 2])].into();
    });
    assert!(matches!(round(&proofs).await, Err(Unproven::Wrong(ProofError::Power))));
}
