use crate::custody::policy::Refusal;
use crate::relay::RelayError;
use axum::http::{header, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use timebank_api::Code;
use utoipa::openapi::response::Response as ResponseDoc;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

/// An error as the outside sees it: a problem document (RFC 9457) with a stable code. Contracts' codes pass through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    pub status: u16,
    title: &'static str,
    title_zh: &'static str,
    detail: Option<String>,
    tries_left: Option<u32>,
    retry_after: Option<u64>,
}

/// A problem document (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Document<'a> {
    /// `urn:timebank:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// What the code says, in plain English.
    title: &'a str,
    /// The same in plain Chinese.
    #[schema(example = "交易密码不正确。")]
    title_zh: &'a str,
    status: u16,
    /// Stable; `docs/codes.md` lists them all, with what they say in English and Chinese.
    #[schema(example = "transaction_password.wrong")]
    code: &'a str,
    /// What exactly, where there is more to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    /// How many guesses are left before the secret is locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    tries_left: Option<u32>,
    /// Seconds after which it makes sense to ask again; also in the header `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

macro_rules! own_codes {
    ($($variant:ident $text:literal $status:literal $english:literal $chinese:literal;)+) => {
        /// The codes that the relayer itself answers with, beside those of the contracts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Own { $(#[doc = $english] $variant,)+ }

        impl Own {
            pub const ALL: &'static [Own] = &[$(Own::$variant,)+];

            pub fn text(self) -> &'static str {
                match self { $(Own::$variant => $text,)+ }
            }

            fn status(self) -> u16 {
                match self { $(Own::$variant => $status,)+ }
            }

            /// What it says, in plain English.
            pub fn english(self) -> &'static str {
                match self { $(Own::$variant => $english,)+ }
            }

            /// What it says, in plain Chinese.
            pub fn chinese(self) -> &'static str {
                match self { $(Own::$variant => $chinese,)+ }
            }
        }
    };
}

own_codes! {
    Login "auth.login" 401 "Phone number or password is wrong." "手机号或密码不正确。";
    Session "auth.session" 401 "Please log in." "请先登录。";
    Locked "auth.locked" 423 "Too many wrong attempts; it is locked for a while." "错误次数太多，账号暂时锁定。";
    NotRegistered "auth.not_registered" 409 "The registration is not finished yet." "注册还没有完成。";
    ResetCode "auth.reset_code" 422 "The code is wrong or too old." "验证码不正确或已过期。";
    PhoneInvalid "phone.invalid" 422 "This is not a mobile number." "这不是手机号码。";
    PhoneTaken "phone.taken" 409 "This phone number has an account already." "这个手机号已经注册过账号。";
    IdNumberForm "id_number.form" 422 "An ID number has 17 digits and a check character." "身份证号码由 17 位数字和一位校验码组成。";
    IdNumberChecksum "id_number.checksum" 422 "The ID number's check character does not fit." "身份证号码的校验码不正确。";
    IdNumberRegion "id_number.region" 422 "The ID number does not begin with a region's code." "身份证号码开头的地区代码不正确。";
    IdNumberDate "id_number.date" 422 "The ID number's date of birth is not possible." "身份证号码中的出生日期不正确。";
    IdNumberSample "id_number.sample" 422 "Sample ID numbers are not accepted here." "这里不接受示例身份证号码。";
    PasswordLength "password.length" 422 "A password has 8 to 128 characters." "密码须为 8 至 128 个字符。";
    PasswordCommon "password.common" 422 "This password is guessed too easily." "这个密码太容易被猜到。";
    PassphraseLength "passphrase.length" 422 "An office passphrase has 12 to 128 characters." "职务口令须为 12 至 128 个字符。";
    TransactionPasswordForm "transaction_password.form" 422 "A transaction password has 6 to 64 characters." "交易密码须为 6 至 64 个字符。";
    TransactionPasswordTrivial "transaction_password.trivial" 422 "This transaction password is guessed too easily." "这个交易密码太容易被猜到。";
    TransactionPasswordWrong "transaction_password.wrong" 403 "The transaction password is wrong." "交易密码不正确。";
    TransactionPasswordRequired "transaction_password.required" 403 "This needs the transaction password." "这项操作需要交易密码。";
    TransactionPasswordUnset "transaction_password.unset" 409 "Please set a transaction password first." "请先设置交易密码。";
    TransactionPasswordPending "transaction_password.pending" 409 "The transaction password is still being set." "交易密码正在设置中。";
    TransactionPasswordLocked "transaction_password.locked" 423 "Too many wrong transaction passwords; it is locked for a while." "交易密码错误次数太多，暂时锁定。";
    OfficeLocked "office.locked" 403 "Please unlock your office with its passphrase." "请先用口令解锁您的职务。";
    OfficePassphrase "office.passphrase" 403 "The office passphrase is wrong." "职务口令不正确。";
    OfficePassphraseLocked "office.passphrase_locked" 423 "Too many wrong passphrases; it is locked for a while." "职务口令错误次数太多，暂时锁定。";
    OfficeUnset "office.unset" 409 "Please set an office passphrase first." "请先设置职务口令。";
    Json "request.json" 400 "The body is not the JSON that is expected." "提交的内容不是所要求的 JSON 格式。";
    MediaType "request.media_type" 415 "The body must be application/json." "提交内容的类型须为 application/json。";
    BodySize "request.size" 413 "The body is too large." "提交的内容太大。";
    Slow "request.slow" 408 "The body did not come in time." "提交的内容没有在规定时间内到达。";
    Parameter "request.parameter" 400 "A parameter cannot be read." "有一个参数无法读取。";
    NotFound "request.not_found" 404 "There is nothing here." "这里没有您要找的内容。";
    Method "request.method" 405 "This cannot be done here." "这里不能进行这项操作。";
    Timeout "request.timeout" 504 "It took too long; ask again." "处理时间太长，请再试一次。";
    IdempotencyMissing "idempotency.missing" 400 "The header Idempotency-Key is missing or not 1 to 64 printable characters." "缺少 Idempotency-Key 标头，或者它不是 1 至 64 个可显示字符。";
    IdempotencyMismatch "idempotency.mismatch" 409 "This idempotency key was used for something else." "这个 Idempotency-Key 已用于另一项操作。";
    IdempotencyInProgress "idempotency.in_progress" 409 "The same request is being worked on." "同一个请求正在处理中。";
    RateLimited "rate.limited" 429 "Too many requests; please wait." "请求太频繁，请稍候。";
    Busy "system.busy" 503 "Too much to do at once; please ask again." "系统繁忙，请稍后再试。";
    RelayBusy "relay.busy" 429 "Too many of your actions are under way; please wait." "您有太多操作正在处理，请稍候。";
    CatchingUp "relay.catching_up" 503 "The branch is catching up with the ledger; please ask again." "本分支机构正在同步账本，请稍后再试。";
    Node "system.node" 503 "The ledger cannot be asked right now; please ask again." "暂时无法查询账本，请稍后再试。";
    RegistrationNumber "registration_number.form" 422 "A registration number has 17 characters and a check character." "统一社会信用代码由 17 位字符和一位校验码组成。";
    ContentUnknown "content.unknown" 404 "There is no such text here." "这里没有这段文字。";
    ActionUnknown "action.unknown" 404 "There is no such action." "没有这项操作。";
    AssessmentUnknown "assessment.unknown" 404 "There is no assessment yet." "还没有考评。";
    ReceiptUnknown "receipt.unknown" 404 "There is no receipt yet." "还没有收据。";
    ProofGone "proof.gone" 404 "No node keeps the ledger as of that block any more." "已经没有节点保留该区块时的账本。";
    ProofAbsent "proof.absent" 404 "The ledger had no such thing as of that block." "该区块时的账本中没有这项记录。";
    ReviewClaimed "review.claimed" 409 "Another reviewer has it before them." "另一位审核员正在处理。";
    ReviewNotGreen "review.not_green" 409 "Not every automatic check has passed, so it needs a closer look." "自动检查没有全部通过，需要人工审核。";
    ReviewDecided "review.decided" 409 "It has been decided, and the ledger is about to have it." "已经作出决定，正在记入账本。";
    ReviewTakenBack "review.taken_back" 409 "The reviewer has taken the decision back." "审核员已撤回这项决定。";
    ReviewUndo "review.undo" 409 "Only an own decision can be taken back: within seconds, or an approval within half an hour." "只能撤回自己的决定，须在几秒之内；通过决定可在半小时内撤回。";
    ReviewMany "review.many" 422 "At most twenty are decided at once, each once." "一次最多处理二十项，每项一次。";
    LotteryUnknown "lottery.unknown" 404 "There is no draw by lot for this." "这项活动没有抽签。";
    LotteryClosed "lottery.closed" 409 "A draw by lot is announced before registration closes." "抽签须在报名截止之前公布。";
    NoticeUnknown "notice.unknown" 404 "There is no such notice." "没有这条通知。";
    NoticeSettings "notice.settings" 422 "These notification settings are not possible." "通知设置不正确。";
    TemplateUnknown "template.unknown" 404 "There is no such template." "没有这个模板。";
    TemplateForm "template.form" 422 "A template has a short name and a text of at most 95 characters in either language." "模板须有简短的名称，中英文内容各不超过 95 个字符。";
    AuthBranch "auth.branch" 401 "The request does not carry the signature of a branch that is known here." "请求没有带上本处认可的分支机构的签名。";
    BranchOperator "branch.operator" 401 "No operator of that branch has signed this." "这不是由该分支机构的操作员签名的。";
    BranchReplayed "branch.replayed" 409 "This question was answered before; put a new one." "这个请求已经答复过，请重新提出。";
    ContentLater "content.later" 503 "The text is on its way from another branch; please ask again." "这段文字正从另一个分支机构传来，请稍后再试。";
    DetailsUnknown "details.unknown" 404 "There are no details of this activity for you." "这里没有可供您查看的活动详情。";
    DetailsElsewhere "details.elsewhere" 409 "The details of this activity are kept at the branch of its publisher." "本活动的详情由发布者所在的分支机构保管。";
    DetailsOver "details.over" 409 "This activity is over; its details are not kept any more." "活动已经结束，不再保存详情。";
    DetailsLater "details.later" 503 "The details are kept by another branch that does not answer now; please ask again." "详情由另一个分支机构保管，暂时没有答复，请稍后再试。";
    KinOpeningUnknown "kin_opening.unknown" 404 "There is no such kin link here." "这里没有这条亲属关系。";
    StepUp "auth.step_up" 403 "Please type your password again first." "请先重新输入登录密码。";
    Password "auth.password" 403 "The password is wrong." "登录密码不正确。";
    SessionUnknown "session.unknown" 404 "There is no such session." "没有这个登录会话。";
    RegistrarPoint "registrar.point" 422 "This is not a blinded point." "这不是盲化后的曲线点。";
    RegistrarLimit "registrar.limit" 429 "The branch has asked this registrar too often." "该分支机构向本登记处查询的次数过多。";
    RegistrarUnavailable "registrar.unavailable" 503 "The identity check is not available now; please try again later." "身份核验暂时无法进行，请稍后再试。";
    IdentityMismatch "identity.mismatch" 422 "Name and ID number do not belong together." "姓名与身份证号码不一致。";
    IdentityName "identity.name" 422 "The name is needed to check the ID number." "核验身份证号码需要填写姓名。";
    IdentityUnavailable "identity.unavailable" 503 "The identity check is not available now; please try again later." "实名核验服务暂时不可用，请稍后再试。";
    ConsentUnknown "consent.unknown" 404 "There is no such text to agree to, or it is not the one in force." "没有这份同意书，或者它不是现行版本。";
    ErasureOpen "erasure.open" 409 "Something of yours is still under way; please wait until it has ended." "您还有未完成的事项，请等它们结束。";
    ErasureBalance "erasure.balance" 409 "There is still TIME in this account; give it away first, or say that it may stay there." "账户中还有时间币，请先转出，或确认将其留在账户中。";
    CounterReason "counter.reason" 422 "Please give a reason of 3 to 200 characters." "请填写 3 至 200 个字的理由。";
    TransactionPasswordClosed "transaction_password.closed" 423 "The transaction password was guessed at too often; only recovery at a branch helps." "交易密码错误次数太多，只能到分支机构办理找回。";
    SignerDaily "signer.daily" 409 "This is more than may leave your account in a day." "超出了您的账户每天可以支出的限额。";
    SignerRecipient "signer.recipient_daily" 409 "This is more than may go to this recipient in a day." "超出了每天可以转给这位收款人的限额。";
    SignerRecipientNew "signer.recipient_new" 409 "Please name this recipient first and come back when the waiting time is over." "请先登记这位收款人，等待期满后再试。";
    SignerUnreadable "signer.unreadable" 500 "The signer does not know what this would do." "签名程序无法判断这项操作的内容。";
    SignerLeft "signer.left" 409 "You keep your keys yourself; this branch signs nothing for you." "您自己保管密钥，本分支机构不再为您签名。";
    SignerMoved "signer.moved" 409 "Another branch keeps your keys now; please log in there." "您的密钥已由另一个分支机构保管，请在那里登录。";
    HandOverUnknown "hand_over.unknown" 404 "There is nothing of this member here to hand over." "这里没有该成员需要移交的内容。";
    HandOverWaits "hand_over.waits" 409 "Something of this member is still under way here; please ask again." "该成员在这里还有未完成的事项，请稍后再试。";
    InCustody "custody.branch" 403 "A branch keeps this key, and it alone signs with it." "这把密钥由分支机构保管，只能由该机构签名。";
    CustodyKeys "custody.keys" 422 "These are not two new keys with their proofs." "这不是两把带有证明的新密钥。";
    AttendanceKeyElsewhere "attendance.key_elsewhere" 409 "The codes of this activity are shown by another branch." "本活动的签到码由另一个分支机构显示。";
}

/// The status that a contract's code is answered with. Whatever is not listed is a conflict with the ledger's state.
fn contract_status(code: Code) -> u16 {
    match code {
        // What somebody may not do, or does not qualify for.
        Code::NotRelayable
        | Code::IntentSignature
        | Code::NotAdministrator
        | Code::NotPayer
        | Code::NotAuthor
        | Code::NotTrainer
        | Code::NotFeeder
        | Code::OwnActivity
        | Code::CourseOwn
        | Code::GrantNotEligible
        | Code::AgeNotAllowed
        | Code::RequirementMissing
        | Code::CoursePrerequisite
        | Code::PublishingSuspended
        | Code::EnrollingSuspended
        | Code::EnrolmentBlocked
        | Code::ForPersons => 403,
        // What is wrong in itself, whatever the ledger's state.
        Code::FundsSent
        | Code::MessageInvalid
        | Code::IntentMalformed
        | Code::IntentTooLong
        | Code::IntentTarget
        | Code::AddressInvalid
        | Code::TextInvalid
        | Code::TooMany
        | Code::KeyInvalid
        | Code::CredentialDate
        | Code::AgentTerms
        | Code::PackInvalid
        | Code::PackDate
        | Code::PackBounds
        | Code::ActivityTimes
        | Code::ActivitySeats
        | Code::ActivityReward
        | Code::CodeInvalid
        | Code::CodeExpired
        | Code::CodeReplayed
        | Code::MinutesInvalid
        | Code::RatingScore
        | Code::VerdictInvalid
        | Code::RecipientUnregistered
        | Code::ZeroAmount
        | Code::AllowanceOwn
        | Code::CourseTimes
        | Code::CourseSeats
        | Code::CourseSessions
        | Code::CourseTrainers
        | Code::CourseBuildsOn
        | Code::CourseCertificate
        | Code::HolderInvalid
        | Code::CertificateValidity
        | Code::SourceInvalid
        | Code::AttestationInvalid => 422,
        Code::StateInvalid | Code::Overflow | Code::Internal | Code::NotWired => 500,
        _ => match code.text().split_once('.') {
            Some(("auth", _)) => 403,
            Some((_, what)) if what.ends_with("unknown") => 404,
            _ => 409,
        },
    }
}

impl Problem {
    /// The problem of a code, if there is such a code.
    pub fn named(code: &str) -> Option<Self> {
        let own = Own::ALL.iter().copied().find(|own| own.text() == code).map(Problem::from);
        own.or_else(|| Code::ALL.iter().copied().find(|known| known.text() == code).map(Problem::from))
    }

    /// What the code says, in plain English.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The document that it is sent as.
    pub(super) fn document(&self) -> Document<'_> {
        Document {
            kind: format!("urn:timebank:problem:{}", self.code),
            title: self.title,
            title_zh: self.title_zh,
            status: self.status,
            code: self.code,
            detail: self.detail.as_deref(),
            tries_left: self.tries_left,
            retry_after: self.retry_after,
        }
    }

    fn make(code: &'static str, status: u16, [title, title_zh]: [&'static str; 2]) -> Self {
        Problem { code, status, title, title_zh, detail: None, tries_left: None, retry_after: None }
    }

    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn with_tries_left(mut self, tries: Option<u32>) -> Self {
        self.tries_left = tries;
        self
    }

    #[must_use]
    pub fn with_retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Something of ours is broken: the cause goes to the log, not to the caller.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Code::Internal.into()
    }
}

impl From<Own> for Problem {
    fn from(code: Own) -> Self {
        Problem::make(code.text(), code.status(), [code.english(), code.chinese()])
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Problem::make(code.text(), contract_status(code), [code.english(), code.chinese()])
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        Problem::internal(&error)
    }
}

impl From<RelayError> for Problem {
    fn from(error: RelayError) -> Self {
        match error {
            RelayError::NotRelayable => Code::NotRelayable.into(),
            RelayError::TooLong => Code::MessageInvalid.into(),
            RelayError::Epoch => Code::IntentEpoch.into(),
            RelayError::Busy => Problem::from(Own::RelayBusy).with_retry_after(5),
            RelayError::Full => Problem::from(Own::Busy).with_retry_after(10),
            RelayError::InProgress => Problem::from(Own::IdempotencyInProgress).with_retry_after(1),
            RelayError::CatchingUp => Problem::from(Own::CatchingUp).with_retry_after(2),
            RelayError::Ledger(code) => code.into(),
            RelayError::InCustody => Own::InCustody.into(),
            RelayError::Refused(refusal) => {
                let problem = Problem::named(refusal.code()).unwrap_or_else(|| Problem::internal(&error));
                match refusal {
                    Refusal::NewRecipient { seconds: Some(seconds) } => problem.with_retry_after(seconds),
                    _ => problem,
                }
            }
            RelayError::Signing | RelayError::Unwritten | RelayError::Database(_) => {
                Problem::internal(&error)
            }
        }
    }
}

/// Every operation may answer with a problem; which ones is said by the codes.
impl IntoResponses for Problem {
    fn responses() -> BTreeMap<String, RefOr<ResponseDoc>> {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new()
            .description("A problem, with a stable code")
            .content("application/problem+json", content)
            .build();
        BTreeMap::from([("default".to_owned(), response.into())])
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.document()).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/codes.md");

    /// Code, status and both sentences of everything that can be answered, by contract.
    fn table() -> Vec<(&'static str, Vec<Problem>)> {
        let contracts = Code::GROUPS
            .iter()
            .map(|(group, codes)| (*group, codes.iter().map(|code| Problem::from(*code)).collect()));
        let own = Own::ALL.iter().map(|code| Problem::from(*code)).collect();
        contracts.chain([("relayer", own)]).collect()
    }

    fn printed() -> String {
        let mut page = String::from(
            "# Error codes 错误代码\n\nGenerated from `packages/api/src/codes.rs` and `relayer/src/api/problem.rs`; a test fails when \
             this page and the code differ.\n\nA code never changes its meaning. A contract's error text begins with it; the HTTP API \
             answers with a problem document\n(RFC 9457) that carries it as `code`, with the status below. A code stands under the \
             contract whose rule it tells of; other\ncontracts that ask the same give the same code.\n\n\
             代码的含义不会改变。合约的错误信息以代码开头；HTTP 接口返回带有 `code` 字段的问题文档（RFC 9457）和下表中的状态码。\n",
        );
        for (group, codes) in table() {
            write!(page, "\n## {group}\n\n| code | HTTP | English | 中文 |\n|---|---|---|---|\n").unwrap();
            for Problem { code, status, title, title_zh, .. } in codes {
                writeln!(page, "| `{code}` | {status} | {title} | {title_zh} |").unwrap();
            }
        }
        page
    }

    /// `UPDATE_GOLDEN=1` writes the file anew.
    #[test]
    fn codes_are_what_the_golden_page_says() {
        let page = printed();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(GOLDEN, &page).unwrap();
        }
        let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
        assert!(golden == page, "docs/codes.md differs; UPDATE_GOLDEN=1 writes it anew");
    }

    #[test]
    fn every_code_says_one_whole_sentence_in_either_language() {
        let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for problem in table().into_iter().flat_map(|(_, codes)| codes) {
            let (code, sentence) = (problem.code, problem.title_zh);
            assert!(problem.title.ends_with('.') && !problem.title.contains(chinese), "{code}");
            assert!(
                sentence.ends_with('。') && sentence.chars().filter(|c| chinese(*c)).count() > 3,
                "{code}"
            );
            assert!(
                !sentence.contains([',', ';', ':', '?', '(']),
                "{code}: punctuation of the other language"
            );
        }
    }

    #[test]
    fn every_code_is_unique_over_relayer_and_contracts_and_has_an_error_status() {
        let own = Own::ALL.iter().map(|code| Problem::from(*code));
        let contracts = Code::ALL.iter().map(|code| Problem::from(*code));
        let all: Vec<_> = own.chain(contracts).collect();
        let texts: std::collections::BTreeSet<_> = all.iter().map(|problem| problem.code).collect();
        assert_eq!(texts.len(), all.len());
        for problem in all {
            assert!((400..600).contains(&problem.status), "{}", problem.code);
        }
    }

    #[test]
    fn what_is_unknown_is_not_found_and_what_is_not_allowed_is_forbidden() {
        for code in Code::ALL.iter().copied() {
            let (group, rest) = code.text().split_once('.').unwrap();
            let status = contract_status(code);
            assert_eq!(status == 404, rest.ends_with("unknown"), "{code}");
            if group == "auth" {
                assert_eq!(status, 403, "{code}");
            }
        }
        for (code, status) in [
            (Code::NotTrainer, 403),
            (Code::EnrollingSuspended, 403),
            (Code::RoleNotHeld, 409),
            (Code::NotAgreed, 409),
            (Code::ListingState, 409),
            (Code::VerdictInvalid, 422),
        ] {
            assert_eq!(contract_status(code), status, "{code}");
        }
    }
}
