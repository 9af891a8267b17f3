//! What an auditor does with proofs: checks documents, by nothing but them and what is trusted, and says what is to be trusted.

use crate::config::Config;
use crate::db::int;
use anyhow::{bail, Context, Result};
use std::path::Path;
use time::format_description::well_known::Rfc3339;
use time::OffsetDateTime;
use timebank_client::proof::{Bundle, Fact, ProofError, Shown, Statement, Trust};
use timebank_client::{Client, Node};

/// Checks a document and prints what it shows, and what it does not.
///
/// # Errors
/// What is wrong with it, with its code.
pub fn verify(file: &Path, trust: &Path) -> Result<()> {
    let text = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let trust = Trust::read(&text(trust)?).context("what is trusted cannot be read")?;
    let told = report(&text(file)?, &trust);
    match told {
        Ok(lines) => {
            lines.iter().for_each(|line| println!("{line}"));
            Ok(())
        }
        Err(error) => bail!("{}: {error}", error.code()),
    }
}

/// What a document shows, line by line.
///
/// # Errors
/// What is wrong with it.
pub fn report(document: &str, trust: &Trust) -> Result<Vec<String>, ProofError> {
    let statement = serde_json::from_str::<serde_json::Value>(document)
        .is_ok_and(|value| value.get("format").is_some_and(|format| format == Statement::FORMAT));
    let (shown, lines, limits) = match statement {
        true => of_statement(&Statement::read(document)?, trust)?,
        false => of_bundle(&Bundle::read(document)?, trust)?,
    };
    let (signed, all) = shown.signers.iter().fold((0u64, 0u64), |(signed, all), signer| {
        let power = if signer.signed { signer.power } else { 0 };
        (signed.saturating_add(power), all.saturating_add(signer.power))
    });
    let mut told: Vec<String> = lines.into_iter().map(|line| format!("shown      {line}")).collect();
    told.push(format!(
        "shown      as of block {} of {}, signed by block {} at {}",
        shown.height,
        trust.chain_id,
        shown.height.saturating_add(1),
        clock(shown.time)
    ));
    told.push(format!(
        "shown      {signed} of {all} votes have signed that block, {} of {} validators: {}",
        shown.signers.iter().filter(|signer| signer.signed).count(),
        shown.signers.len(),
        names(&shown)
    ));
    told.push(match shown.steps {
        0 => "shown      the trusted validators vouch for it themselves".to_owned(),
        steps => format!("shown      the trusted validators vouch for it by {steps} steps"),
    });
    told.extend(limits.into_iter().map(|line| format!("not shown  {line}")));
    if shown.signers.iter().any(|signer| signer.name.is_some() && !signer.trusted_name) {
        told.push("not shown  that validators in brackets are called so".to_owned());
    }
    Ok(told)
}

type Told = (Shown, Vec<String>, Vec<&'static str>);

fn of_statement(statement: &Statement, trust: &Trust) -> Result<Told, ProofError> {
    let shown = statement.verify(trust)?;
    let mut lines = fact(&shown.fact);
    lines.push(match &statement.before {
        None => format!("all {} movements of it are in the document", statement.lines.len()),
        Some(before) => {
            let count = statement.lines.len();
            format!("all {count} movements of it after block {} are in the document", before.height)
        }
    });
    let limits = vec![
        "what each movement was for and who was on the other side: that is the branch's word",
        "what one movement by itself took or gave: only all of them together fit what the ledger has",
    ];
    Ok((shown, lines, limits))
}

fn of_bundle(bundle: &Bundle, trust: &Trust) -> Result<Told, ProofError> {
    let shown = bundle.verify(trust)?;
    let limits = match &shown.fact {
        Fact::Receipt { .. } => vec!["whether the payment was reversed later", "who the members are"],
        Fact::Certificate { .. } => vec!["whether it was taken back or renewed later", "who the holder is"],
        Fact::Supply { .. } => vec!["the supply as of any other block"],
        Fact::Account { .. } => vec!["the movements of the account"],
    };
    let lines = fact(&shown.fact);
    Ok((shown, lines, limits))
}

fn fact(fact: &Fact) -> Vec<String> {
    match fact {
        Fact::Receipt { activity, receipt } => vec![format!(
            "activity {activity}: member {} served {} minutes for member {} and was paid {} minutes of TIME ({}), {} went back; \
             settled at {} by pack {}",
            receipt.participant,
            receipt.minutes,
            receipt.payer,
            receipt.paid,
            word(&receipt.source),
            receipt.returned,
            clock(receipt.settled),
            receipt.pack
        )],
        Fact::Certificate { id, certificate } => vec![format!(
            "certificate {id} of member {} for course {}: {}, issued at {}, {}, issuer {}",
            certificate.member,
            certificate.course,
            word(&certificate.status),
            clock(certificate.issued),
            match certificate.valid_until {
                u64::MAX => "without an end".to_owned(),
                until => format!("until {}", clock(until)),
            },
            word(&certificate.issuer)
        )],
        Fact::Supply { ledger, escrow, offered, branches } => {
            let mut lines = vec![format!(
                "supply {} minutes = {} for services + {} grants + {} opening balances − {} burned; {escrow} in escrow, {offered} in \
                 gifts that wait",
                ledger.supply(),
                ledger.minted_service,
                ledger.minted_grant,
                ledger.minted_opening,
                ledger.burned
            )];
            lines.extend(branches.iter().map(|(branch, part)| {
                format!(
                    "branch {branch}: budget {} an epoch, of which {} charged in epoch {}; {} for services, {} grants, {} of {} \
                     opening balances, {} burned",
                    part.budget,
                    part.charged,
                    part.epoch,
                    part.minted_service,
                    part.minted_grant,
                    part.minted_opening,
                    part.opening_budget,
                    part.burned
                )
            }));
            lines
        }
        Fact::Account { account, holding } => vec![format!(
            "account {account}: balance {} minutes after {} movements",
            holding.balance, holding.count
        )],
    }
}

/// Who signed; in brackets whoever's name is not trusted.
fn names(shown: &Shown) -> String {
    let one = |signer: &timebank_client::proof::Signer| match (&signer.name, signer.trusted_name) {
        (Some(name), true) => name.clone(),
        (Some(name), false) => format!("({name})"),
        (None, _) => "(no name)".to_owned(),
    };
    let signed = shown.signers.iter().filter(|signer| signer.signed);
    signed.map(one).collect::<Vec<_>>().join(", ")
}

/// An enum of the ledger's as it stands in JSON.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

fn clock(seconds: u64) -> String {
    let time = OffsetDateTime::from_unix_timestamp(int(seconds)).ok();
    time.and_then(|time| time.format(&Rfc3339).ok()).unwrap_or_else(|| seconds.to_string())
}

/// Prints what the nodes say of the chain's beginning.
///
/// # Errors
/// If no node has block 1, or what it says of it does not hold together.
pub async fn print_trust(config: &Config) -> Result<()> {
    let contracts = config.contracts()?;
    let client = Client::new(&config.chain.rpc, config.chain.chain_id.as_str(), contracts.clone())?;
    let node: &dyn Node = &client;
    let mut first = node.head(1).await.context("no node has block 1: name an archive node in chain.rpc")?;
    first.check(&config.chain.chain_id)?;
    if let Err(error) = node.name(&mut first.validators, 1).await {
        tracing::debug!(%error, "the validators' names are not known");
    }
    let trust = Trust::new(&config.chain.chain_id, first.validators, &contracts);
    println!("{}", serde_json::to_string_pretty(&trust)?);
    Ok(())
}
