//! Proofs as they are served: what is served is what an auditor checks.

use super::people::moved;
use super::*;
use crate::audit;
use timebank_api::ledger::{holding_key, Ledger, LEDGER_KEY};
use timebank_api::record::{receipt_key, Receipt, ReceiptSource};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::training::{certificate_key, Certificate, CertificateStatus, Issuer};
use timebank_api::Event;
use timebank_client::proof::Trust;

impl Branch {
    /// Lets a contract keep something from the next block on.
    fn keeps(&self, height: u64, contract: Contract, key: &[u8], value: &[u8]) {
        self.node.provable(|chain| chain.keep(height, contract, key, value));
    }

    /// What the branch says is to be trusted.
    async fn trust(&self) -> Trust {
        Trust::read(&self.get("/v1/trust", None).await.body.to_string()).unwrap()
    }

    /// What an auditor reads in a document.
    async fn audited(&self, answer: &Answer) -> String {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        audit::report(&answer.body.to_string(), &self.trust().await).unwrap().join("\n")
    }
}

fn receipt() -> Receipt {
    Receipt {
        source: ReceiptSource::OwnBalance,
        payer: 1,
        participant: 2,
        started: 3,
        ended: 4,
        minutes: 120,
        paid: 110,
        returned: 10,
        height: 1,
        settled: 1_700_000_000,
        pack: 1,
    }
}

#[tokio::test]
async fn a_receipt_is_served_with_its_proof_as_kept_or_as_of_any_block() {
    let branch = Branch::start().await;
    let (_, member) = branch.member().await;
    branch.keeps(1, Contract::ActivityRegistry, &receipt_key(7, 2), &receipt().to_bytes());
    branch.says(Contract::ActivityRegistry, [Event::Settled { activity: 7, receipt: receipt() }]);
    branch.index().await;
    let path = "/v1/activities/7/enrolments/2/receipt/proof";
    assert_eq!(branch.get(path, None).await.code(), "auth.session");
    let other = branch.get("/v1/activities/7/enrolments/3/receipt/proof", Some(&member)).await;
    assert_eq!((other.status, other.code()), (StatusCode::NOT_FOUND, "receipt.unknown"));
    // Nothing says so before the next block.
    assert_eq!(branch.get(path, Some(&member)).await.code(), "system.node");
    branch.says(Contract::ActivityRegistry, []);
    branch.index().await;
    // Before it is kept, a node is asked.
    let proven = branch.get(path, Some(&member)).await;
    let told = branch.audited(&proven).await;
    assert!(told.contains("member 2 served 120 minutes for member 1 and was paid 110 minutes"), "{told}");
    assert!(told.contains("400 of 400 votes") && told.contains("branch 1, branch 2"), "{told}");
    assert_eq!(proven.body["height"], 1);

    let proofs = Proofs::new(branch.node.clone(), branch.db.clone(), contracts(), CHAIN.into());
    assert_eq!(crate::proofs::Capture::new(proofs).round().await.unwrap(), 2, "and the supply");
    branch.node.provable(|chain| chain.down = true);
    let kept = branch.get(path, Some(&member)).await;
    assert_eq!(branch.audited(&kept).await, told, "without any node");
    let now = branch.get(&format!("{path}?newest=true"), Some(&member)).await;
    assert_eq!((now.status, now.code()), (StatusCode::SERVICE_UNAVAILABLE, "system.node"));
    branch.node.provable(|chain| chain.down = false);
    for (query, code) in [
        ("height=0", "proof.absent"),
        ("height=2", "request.parameter"),
        ("height=-1", "request.parameter"),
        ("newest=maybe", "request.parameter"),
        ("what=1", "request.parameter"),
    ] {
        let refused = branch.get(&format!("{path}?{query}"), Some(&member)).await;
        assert_eq!(refused.code(), code, "{query}");
    }
    branch.node.provable(|chain| chain.oldest = 2);
    let gone = branch.get(&format!("{path}?height=1"), Some(&member)).await;
    assert_eq!((gone.status, gone.code()), (StatusCode::NOT_FOUND, "proof.gone"));
}

#[tokio::test]
async fn a_certificate_and_the_supply_are_proven_to_anybody() {
    let branch = Branch::start().await;
    let contents = Certificate {
        status: CertificateStatus::Valid,
        issuer: Issuer::Branch { branch: 1 },
        course: 3,
        member: 2,
        issued: 1_700_000_000,
        valid_until: u64::MAX,
        holder: [9; 32].into(),
    };
    let ledger = Ledger { minted_grant: 600, burned: 50, ..Ledger::default() };
    branch.keeps(1, Contract::Training, &certificate_key(4), &contents.to_bytes());
    branch.keeps(1, Contract::TimeToken, LEDGER_KEY, &ledger.to_bytes());
    branch.says(Contract::Training, [Event::CertificateIssued { certificate: 4, contents }]);
    branch.says(Contract::Training, []);
    branch.index().await;
    let certificate = branch.get("/v1/certificates/4/proof", None).await;
    let told = branch.audited(&certificate).await;
    assert!(told.contains("certificate 4 of member 2 for course 3: valid"), "{told}");
    assert!(told.contains("not shown  whether it was taken back"), "{told}");
    let unknown = branch.get("/v1/certificates/5/proof", None).await;
    assert_eq!((unknown.status, unknown.code()), (StatusCode::NOT_FOUND, "certificate.unknown"));
    let supply = branch.get("/v1/supply/proof?height=1", None).await;
    let told = branch.audited(&supply).await;
    assert!(told.contains("supply 550 minutes = 0 for services + 600 grants"), "{told}");
    // What is served elsewhere for another chain, set or contracts is refused there.
    let mut other = branch.trust().await;
    other.validators.0[0].power += 1;
    assert_eq!(audit::report(&supply.body.to_string(), &other).unwrap_err().code(), "proof.genesis");
}

#[tokio::test]
async fn a_statement_is_served_with_the_proof_that_it_is_complete() {
    let branch = Branch::start().await;
    let (_, one) = branch.member().await;
    let (_, other) = branch.member().await;
    let (a, b) = (branch.account(1).await, branch.account(2).await);
    for (height, bytes) in [(1, b"\0\xd8\x04\x01"), (2, b"\0\xf4\x03\x02"), (3, b"\0\xc2\x03\x03")] {
        branch.keeps(height, Contract::TimeToken, &holding_key(&a), bytes);
    }
    let grant = Reference::Grant { branch: 1, pack: 1, rule: "elder-80".into() };
    branch.says(Contract::TimeToken, [moved(MovementKind::MintGrant, grant, None, Some((&a, 1)), 600)]);
    let gift = moved(MovementKind::Gift, Reference::Gift { gift: 7 }, Some((&a, 2)), Some((&b, 1)), 100);
    branch.says(Contract::TimeToken, [gift]);
    branch
        .says(Contract::TimeToken, [moved(MovementKind::Burn, Reference::Message, Some((&a, 3)), None, 50)]);
    branch.says(Contract::TimeToken, []);
    branch.index().await;
    let path = "/v1/me/statement/proof";
    assert_eq!(branch.get(path, None).await.code(), "auth.session");
    let whole = branch.get(path, Some(&one)).await;
    let told = branch.audited(&whole).await;
    assert!(told.contains("balance 450 minutes after 3 movements"), "{told}");
    assert!(told.contains("all 3 movements of it are in the document"), "{told}");
    let lines = whole.body["lines"].as_array().unwrap();
    assert_eq!((&lines[0]["kind"], &lines[1]["other"], lines.len()), (&json!("mint_grant"), &json!(2), 3));
    assert_eq!(branch.get(&format!("{path}?height=0"), Some(&one)).await.code(), "proof.absent");
    let since_ever = branch.get(&format!("{path}?after=0"), Some(&one)).await;
    assert_eq!(since_ever.body["lines"], whole.body["lines"]);
    let then = branch.get(&format!("{path}?height=2"), Some(&one)).await;
    assert!(branch.audited(&then).await.contains("balance 500 minutes after 2 movements"));
    let rest = branch.get(&format!("{path}?after=1"), Some(&one)).await;
    assert!(branch.audited(&rest).await.contains("all 2 movements of it after block 1"));
    assert_eq!(branch.get(&format!("{path}?height=2&after=2"), Some(&one)).await.code(), "request.parameter");
    assert_eq!(branch.get(&format!("{path}?height=4"), Some(&one)).await.code(), "request.parameter");
    // A line less, and it is none any more.
    let mut short = whole.body.clone();
    short["lines"].as_array_mut().unwrap().remove(1);
    let refused = audit::report(&short.to_string(), &branch.trust().await).unwrap_err();
    assert_eq!(refused.code(), "proof.statement");

    assert_eq!(branch.get("/v1/members/1/statement/proof", Some(&other)).await.code(), "auth.role");
    let clerk = branch.office(&[Role::Custodian]).await;
    let read = branch.get("/v1/members/1/statement/proof", Some(&clerk)).await;
    assert!(branch.audited(&read).await.contains("balance 450"));
    branch.execute("UPDATE p_members SET branch = 2 WHERE id = $1", 1).await;
    let elsewhere = branch.get("/v1/members/1/statement/proof", Some(&clerk)).await;
    assert_eq!(elsewhere.code(), "auth.other_branch");
    // Where the ledger has another account than the index, nothing is served as if it were proven.
    branch.keeps(3, Contract::TimeToken, &holding_key(&a), b"\0\xc2\x03\x04");
    assert_eq!(branch.get(path, Some(&one)).await.code(), "system.internal");
}
