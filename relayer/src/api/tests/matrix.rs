//! Who may ask what (R7): everything is asked by everybody, and the answers are held against the description and a golden page.

use super::described::{Operation, OPERATIONS};
use super::*;
use std::fmt::Write;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/access.md");
/// Refused for want of a session, and of an office.
const LOG_IN: &str = "log in";
const REFUSED: &str = "–";
const ADMITTED: &str = "✓";
/// An id that nothing has.
const NOTHING: &str = "999999";

struct Caller {
    name: &'static str,
    phone: String,
    token: Option<String>,
    /// The office, of whoever holds one.
    office: Option<&'static str>,
}

impl Branch {
    async fn caller(&self, name: &'static str, office: Option<(&'static str, Role)>, branch: i64) -> Caller {
        let (phone, mut token) = self.member().await;
        if let Some((_, role)) = office {
            let roles = i64::from(Roles::default().with(role).0);
            self.execute("UPDATE p_members SET roles = $1 WHERE id = (SELECT MAX(id) FROM p_members)", roles)
                .await;
            self.execute(
                "UPDATE p_members SET branch = $1 WHERE id = (SELECT MAX(id) FROM p_members)",
                branch,
            )
            .await;
            token = self.session(&phone, "administrator").await;
        }
        Caller { name, phone, token: Some(token), office: office.map(|(word, _)| word) }
    }
}

/// Everybody there is.
async fn callers(branch: &Branch) -> Vec<Caller> {
    let mut callers = vec![
        branch.caller("publisher of activity 1", None, 1).await,
        branch.caller("participant of activity 1", None, 1).await,
        branch.caller("another member", None, 1).await,
    ];
    for role in [
        Role::Reviewer,
        Role::BranchAdministrator,
        Role::TrainingAdministrator,
        Role::Custodian,
        Role::Auditor,
    ] {
        let word = access::name(role);
        callers.push(branch.caller(word, Some((word, role)), 1).await);
    }
    let other = Some(("branch_administrator", Role::BranchAdministrator));
    callers.push(branch.caller("branch_administrator of branch 2", other, 2).await);
    let stranger = |name| Caller { name, phone: String::new(), token: None, office: None };
    callers.splice(0..0, [stranger("nobody"), stranger("another branch")]);
    callers
}

/// Asks so that nothing changes where somebody is let in: without the key or the body that is needed.
async fn ask(branch: &Branch, operation: &Operation, caller: &Caller, id: Option<&str>) -> Answer {
    let path = operation.path(id);
    let url = format!("{}{path}", branch.base);
    let mut request = branch.client.request(operation.method.clone(), url);
    match (&caller.token, caller.name) {
        (Some(token), _) => request = request.bearer_auth(token),
        (None, "another branch") => {
            let mut peers = crate::identity::Peers::new(2);
            assert!(peers.add(1, &identity::pair()));
            let header = peers.sign(1, &path, b"{", extract::now()).unwrap();
            request = request.header("authorization", header);
        }
        (None, _) => {}
    }
    if operation.body.is_some() {
        request = request.header("content-type", "application/json").body("{");
    }
    branch.send(request).await
}

fn cell(answer: &Answer) -> &str {
    match (answer.status.as_u16(), answer.code()) {
        (_, "auth.session" | "auth.branch") => LOG_IN,
        (_, "auth.role") => REFUSED,
        (403 | 404, code) => code,
        (409, "auth.not_registered") => "auth.not_registered",
        _ => ADMITTED,
    }
}

/// Whether the description lets somebody in.
fn admitted(operation: &Operation, caller: &Caller) -> bool {
    let offices = operation.offices();
    let changes = operation.method != Method::GET;
    let own = ["/v1/me/", "/v1/auth/"].iter().any(|prefix| operation.route.starts_with(prefix));
    if operation.public() {
        true
    } else if operation.said["security"][0].get("branch").is_some() {
        caller.name == "another branch"
    } else if caller.token.is_none() || (caller.office == Some("auditor") && changes && !own) {
        false
    } else {
        offices.is_empty()
            || caller
                .office
                .is_some_and(|office| offices.contains(&"administrator") || offices.contains(&office))
    }
}

#[tokio::test]
async fn everything_is_closed_but_to_whom_its_description_names() {
    let (branch, _other) = identity::two_branches(100, false).await;
    let mut callers = callers(&branch).await;
    let mut draft = activity(1);
    draft["submit"] = json!(false);
    let publisher = callers.iter().find(|caller| caller.name.starts_with("publisher")).unwrap();
    let drafted = branch.post("/v1/activities", publisher.token.as_deref(), draft).await;
    assert_eq!(drafted.status, StatusCode::ACCEPTED, "{}", drafted.body);
    stage_activity(&branch).await;

    let mut page = String::from(
        "# Who may ask what\n\nGenerated by a test that asks everything as everybody; it fails when this page and the answers \
         differ. What nobody may is said first: a door\nthat no description names is closed. The ledger has its own rules for what \
         is handed on to it: \
         [`permissions.golden.md`](../packages/api/permissions.golden.md).\n\n\
         `log in`: refused without a session. `–`: refused without the office. `✓`: let in, whatever is answered then. A code: \
         let in, and told that. The last\ncolumn is what an office-holder hears of an id that nothing has.\n\n| operation |",
    );
    for caller in &callers {
        write!(page, " {} |", caller.name).unwrap();
    }
    page.push_str(" nothing there |\n|---|");
    page.push_str(&"---|".repeat(callers.len() + 1));
    page.push('\n');

    // What ends sessions comes last.
    let (last, first): (Vec<_>, Vec<_>) = OPERATIONS.iter().partition(|operation| operation.ends_sessions());
    let mut lines = Vec::new();
    for operation in first.into_iter().chain(last) {
        let mut line = format!("| `{} {}` |", operation.method, operation.route);
        for caller in &mut callers {
            if operation.ends_sessions() && caller.token.is_some() {
                let role = if caller.office.is_some() { "administrator" } else { "member" };
                caller.token = Some(branch.session(&caller.phone, role).await);
            }
            let answer = ask(&branch, operation, caller, None).await;
            let found = cell(&answer);
            let name = caller.name;
            let refused = [LOG_IN, REFUSED].contains(&found);
            assert_eq!(
                !refused,
                admitted(operation, caller),
                "{} by {name}: {}",
                operation.name,
                answer.body
            );
            if caller.token.is_none() && refused {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{} by {name}", operation.name);
            }
            write!(line, " {} |", if found.contains('.') { format!("`{found}`") } else { found.to_owned() })
                .unwrap();
        }
        let nothing = match operation.route.contains('{') && operation.method == Method::GET {
            true => {
                let caller =
                    callers.iter().find(|caller| admitted(operation, caller) && caller.office.is_some());
                let caller =
                    caller.or_else(|| callers.iter().find(|caller| admitted(operation, caller))).unwrap();
                let answer = ask(&branch, operation, caller, Some(NOTHING)).await;
                assert!([200, 400, 403, 404, 409, 503].contains(&answer.status.as_u16()), "{}", answer.body);
                if answer.status == StatusCode::NOT_FOUND {
                    assert!(answer.code().ends_with("unknown"), "{}: {}", operation.name, answer.body);
                }
                answer.body["code"].as_str().map_or(String::new(), |code| format!("`{code}`"))
            }
            false => String::new(),
        };
        writeln!(line, " {nothing} |").unwrap();
        let tag = operation.said["tags"][0].as_str().unwrap();
        let open =
            ["auth", "actions", "public"].contains(&tag) && operation.route != "/v1/auth/sessions/current";
        assert_eq!(operation.public(), open, "{}", operation.name);
        lines.push(line);
    }
    lines.sort();
    page.push_str(&lines.concat());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &page).unwrap();
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    assert!(golden == page, "docs/access.md differs; UPDATE_GOLDEN=1 writes it anew");
}
