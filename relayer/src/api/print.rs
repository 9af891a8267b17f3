//! A statement on paper (A9, E5): one page of HTML that needs nothing else, in large letters, in Chinese with English beside it, for
//! the counter to print for a member without a phone. That it was printed stands in the access log.

use super::extract::{now, Administrator, Json, Path};
use super::problem::{Own, Problem};
use super::statement::{clock_time, StatementLine, StatementQuery, LONGEST_FILE};
use super::ApiState;
use crate::identity::Access;
use crate::index::read;
use axum::extract::State;
use axum::http::{header, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::fmt::Write;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::Code;
use utoipa::ToSchema;

/// Nothing is loaded and nothing runs: what is printed is the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const STYLE: &str = "body{font:15pt/1.5 serif;margin:1.5cm}h1{font-size:22pt}table{border-collapse:collapse;width:100%}\
    th,td{border:1px solid #000;padding:4pt 6pt;text-align:left}td.n{text-align:right}thead{display:table-header-group}\
    tr{break-inside:avoid}small{font-size:11pt}";

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Printing {
    /// Why it is printed; the member can read it.
    reason: String,
    /// Seconds of Unix time.
    #[serde(default)]
    from: Option<u64>,
    #[serde(default)]
    to: Option<u64>,
}

/// Prints the statement of a member of the own branch: a page for the printer, oldest line first. The member can see who had it
/// printed and why.
#[utoipa::path(post, path = "/v1/counter/members/{id}/statements", tag = "counter",
    security(("session" = ["custodian", "branch_administrator"])),
    params(("id" = u64, Path)), request_body = Printing,
    responses((status = 200, body = String, content_type = "text/html"), Problem))]
pub(super) async fn print_statement(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    Json(body): Json<Printing>,
) -> Result<Response, Problem> {
    let member = read::member(&state.db, id).await?.ok_or(Code::MemberUnknown)?;
    if member.branch != state.settings.branch {
        return Err(Code::OtherBranch.into());
    }
    let user = state.identity.user_of_member(id).await?;
    let query = StatementQuery::between(body.from, body.to);
    let as_of = state.as_of(&member.account, None).await?;
    let lines =
        state.statement_lines(&member.account, &query, as_of.height, LONGEST_FILE.saturating_add(1)).await?;
    if lines.len() > LONGEST_FILE as usize {
        return Err(Problem::from(Own::Parameter).with_detail("from, to: too many lines"));
    }
    let access = Access { subject: &user, act: "print_statement", fields: "", reason: &body.reason };
    state.identity.note_alone(&administrator.0, access, now()).await?;
    let name = read::branch(&state.db, member.branch).await?.map(|branch| branch.name);
    let head = Head {
        member: id,
        branch: name.unwrap_or_else(|| member.branch.to_string()),
        balance: as_of.balance,
        count: as_of.count,
        height: as_of.height,
        printed: clock_time(super::extract::clock()),
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    Ok((headers, page(&head, &lines)).into_response())
}

struct Head {
    member: u64,
    branch: String,
    balance: u64,
    count: u64,
    height: u64,
    printed: String,
}

fn page(head: &Head, lines: &[StatementLine]) -> String {
    let Head { member, balance, count, height, printed, .. } = head;
    let branch = escaped(&head.branch);
    let mut text = format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>对账单 Statement</title><style>{STYLE}</style>\
         </head><body><h1>时间币对账单 <small>Statement of TIME</small></h1><p>用户编号 Member {member}<br>分支机构 Branch {branch}<br>\
         余额 Balance <strong>{}</strong><br>共 {count} 笔，截至第 {height} 区块 <small>{count} movements up to block {height}</small>\
         </p><table><thead><tr><th>序号<br><small>No.</small></th><th>时间<br><small>Time</small></th><th>事项<br>\
         <small>What</small></th><th>增减<br><small>Change</small></th><th>余额<br><small>Balance</small></th></tr></thead><tbody>",
        time(*balance)
    );
    for line in lines.iter().rev() {
        let (chinese, english) = words(line.kind);
        let number = line.number.map(|number| number.to_string()).unwrap_or_default();
        let sign = if line.minutes < 0 { "−" } else { "+" };
        let about = about(line);
        // A text never fails to take more.
        let _ = write!(
            text,
            "<tr><td class=\"n\">{number}</td><td>{}</td><td>{chinese} <small>{english}</small>{about}</td>\
             <td class=\"n\">{sign}{}</td><td class=\"n\">{}</td></tr>",
            clock_time(line.time),
            time(line.minutes.unsigned_abs()),
            time(line.balance)
        );
    }
    let _ = write!(
        text,
        "</tbody></table><p>每笔都有连续的序号；序号到 {count} 为止没有缺号，即为完整。 <small>Every movement has a number; the \
         statement is complete when none up to {count} is missing.</small></p><p>打印时间 Printed {printed}（UTC+8）</p></body></html>"
    );
    text
}

/// The other side and what it was about, in few words.
fn about(line: &StatementLine) -> String {
    let mut words = Vec::new();
    words.extend(line.other.map(|member| format!("用户 {member}")));
    words.extend(match &line.reference {
        Reference::Activity { activity } | Reference::Attendance { activity, .. } => {
            Some(format!("活动 {activity}"))
        }
        Reference::Grant { rule, .. } => Some(escaped(rule)),
        Reference::Gift { gift } => Some(format!("赠与 {gift}")),
        Reference::Message | Reference::Opening { .. } | Reference::Estate { .. } => None,
    });
    match words.is_empty() {
        true => String::new(),
        false => format!("<br><small>{}</small>", words.join("，")),
    }
}

/// Minutes as hours and minutes.
fn time(minutes: u64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    format!("{hours}:{rest:02}")
}

/// What a movement is called.
fn words(kind: MovementKind) -> (&'static str, &'static str) {
    match kind {
        MovementKind::Hold => ("活动预留", "held for an activity"),
        MovementKind::Settle => ("服务结算", "service paid"),
        MovementKind::Refund => ("退回预留", "returned from an activity"),
        MovementKind::MintService => ("服务所得", "service earned"),
        MovementKind::MintGrant => ("奖励发放", "grant"),
        MovementKind::Transfer => ("转账", "transfer"),
        MovementKind::Burn => ("注销", "burned"),
        MovementKind::MintOpening => ("期初余额", "opening balance"),
        MovementKind::FundHold => ("福利基金预留", "held from the welfare fund"),
        MovementKind::Gift => ("赠与", "gift"),
        MovementKind::GiftOffered => ("待接受的赠与", "gift offered"),
        MovementKind::GiftReturned => ("赠与退回", "gift returned"),
        MovementKind::Donate => ("捐赠", "donation"),
        MovementKind::Inherit => ("继承", "inheritance"),
        MovementKind::Overflow => ("超额转入福利基金", "over the cap, to the welfare fund"),
        MovementKind::Expire => ("到期", "expired"),
        MovementKind::Reversal => ("冲正", "reversal"),
        MovementKind::TopUp => ("福利基金补偿", "paid by the welfare fund"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_every_line_oldest_first_and_no_text_of_others_is_markup() {
        let line = |number: u64, minutes: i64, balance: u64, kind, reference| StatementLine {
            movement: number,
            number: Some(number),
            kind,
            minutes,
            balance,
            time: 1_700_000_000,
            height: 9,
            reference,
            other: None,
        };
        let rule = "<script>".to_owned();
        let lines = [
            line(2, -75, 45, MovementKind::Hold, Reference::Activity { activity: 7 }),
            line(1, 120, 120, MovementKind::MintGrant, Reference::Grant { branch: 1, pack: 1, rule }),
        ];
        let head = Head {
            member: 3,
            branch: "A & B".into(),
            balance: 45,
            count: 2,
            height: 9,
            printed: "2026-11-30 08:00".into(),
        };
        let page = page(&head, &lines);
        assert!(page.contains("A &amp; B") && page.contains("&lt;script&gt;") && !page.contains("<script"));
        let (grant, hold) = (page.find("奖励发放").unwrap(), page.find("活动预留").unwrap());
        assert!(grant < hold && page.contains("+2:00") && page.contains("−1:15") && page.contains("0:45"));
        assert!(page.contains("活动 7") && page.contains("2023-11-15 06:13"));
        assert!(!page.contains("http"), "it asks no other host");
    }
}
