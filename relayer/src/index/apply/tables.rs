//! The tables into which most of a block goes.

use super::pending::{Conflict, Table};

pub(super) static ACTIVITIES: Table = Table {
    name: "p_activities",
    columns: &[
        "id",
        "branch",
        "publisher",
        "revision",
        "state",
        "input",
        "category",
        "place",
        "words",
        "registration_start",
        "registration_end",
        "service_start",
        "service_end",
        "seats",
        "reward",
        "payer",
        "skill",
        "listing",
        "terms",
        "reason",
        "escalation",
        "created",
        "submitted",
        "updated",
    ],
    key: 1,
    conflict: Conflict::None,
};

pub(super) static WORDS: Table =
    Table { name: "p_words", columns: &["gram", "place", "activity"], key: 3, conflict: Conflict::None };

pub(super) static DECISIONS: Table = Table {
    name: "p_decisions",
    columns: &["activity", "revision", "decision", "member", "reason", "height", "time"],
    key: 3,
    conflict: Conflict::Replace(&["member", "reason", "height", "time"]),
};

pub(super) static ENROLMENTS: Table = Table {
    name: "p_enrolments",
    columns: &[
        "activity",
        "participant",
        "state",
        "position",
        "started",
        "ended",
        "claimed",
        "confirmed",
        "agreed",
        "score_given",
        "score_received",
        "reason",
        "created",
        "updated",
    ],
    key: 2,
    // Whoever withdrew may enrol again.
    conflict: Conflict::Replace(&["state", "position", "reason", "updated"]),
};

pub(super) static FINDINGS: Table = Table {
    name: "p_findings",
    columns: &["activity", "participant", "revision", "findings"],
    key: 2,
    conflict: Conflict::Replace(&["revision", "findings"]),
};

pub(super) static RATINGS: Table = Table {
    name: "p_ratings",
    columns: &["id", "activity", "participant", "author", "subject", "by_member", "score", "comment", "time"],
    key: 1,
    conflict: Conflict::None,
};

pub(super) static STANDINGS: Table = Table {
    name: "p_standings",
    columns: &[
        "member",
        "stars",
        "points",
        "publishing_suspended",
        "enrolling_suspended",
        "totals",
        "updated",
    ],
    key: 1,
    conflict: Conflict::Replace(&[
        "stars",
        "points",
        "publishing_suspended",
        "enrolling_suspended",
        "totals",
        "updated",
    ]),
};

pub(super) static RECEIPTS: Table = Table {
    name: "p_receipts",
    columns: &["activity", "participant", "receipt"],
    key: 2,
    conflict: Conflict::Replace(&["receipt"]),
};

pub(super) static MOVEMENTS: Table = Table {
    name: "p_movements",
    columns: &[
        "id",
        "height",
        "time",
        "kind",
        "reference",
        "activity",
        "participant",
        "from_account",
        "to_account",
        "minutes",
    ],
    key: 1,
    conflict: Conflict::None,
};

pub(super) static STATEMENT: Table = Table {
    name: "p_statement",
    columns: &["account", "movement", "delta", "balance", "number"],
    key: 3,
    conflict: Conflict::None,
};

pub(super) static BALANCES: Table = Table {
    name: "p_balances",
    columns: &["account", "minutes"],
    key: 1,
    conflict: Conflict::Replace(&["minutes"]),
};

pub(super) static SUPPLY_CHANGES: Table = Table {
    name: "p_supply_changes",
    columns: &["movement", "height", "branch", "cause", "minutes"],
    key: 1,
    conflict: Conflict::None,
};

pub(super) static FEED: Table = Table {
    name: "p_feed",
    columns: &["id", "topic", "kind", "data", "height", "time"],
    key: 1,
    conflict: Conflict::None,
};

/// What is to be proven as of which block; no projection, and the proofs beside it are none.
pub(super) static PROOFS: Table = Table {
    name: "proofs",
    columns: &["kind", "subject", "part", "since"],
    key: 3,
    conflict: Conflict::Grow("since"),
};

pub(super) static OUTCOMES: Table = Table {
    name: "p_outcomes",
    columns: &["digest", "height", "code", "events"],
    key: 1,
    conflict: Conflict::Keep,
};

pub(super) static NONCES: Table = Table {
    name: "p_nonces",
    columns: &["member", "scope", "lane", "spent"],
    key: 3,
    conflict: Conflict::Replace(&["spent"]),
};
