//! Stable error codes. A contract's error text begins with its code, which survives into `reply` and reaches the screen; the
//! sentences are for whoever shows it, and no contract carries them. All of them are listed in `docs/codes.md`.

/// Declares the codes by the contract whose rule they tell of: `Variant "text" "what it says in English" "and in Chinese";`.
macro_rules! codes {
    ($($group:literal [ $($variant:ident $text:literal $english:literal $chinese:literal;)+ ])+) => {
        /// A stable error code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[doc = $english] $variant,)+)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$($(Code::$variant,)+)+];

            /// Every code, by the contract whose rule it tells of. Other contracts that ask the same give the same code.
            pub const GROUPS: &'static [(&'static str, &'static [Code])] =
                &[$(($group, &[$(Code::$variant,)+]),)+];

            /// The code as it stands in error texts, results and problem documents.
            pub fn text(self) -> &'static str {
                match self { $($(Code::$variant => $text,)+)+ }
            }

            /// What it says, in plain English.
            pub fn english(self) -> &'static str {
                match self { $($(Code::$variant => $english,)+)+ }
            }

            /// What it says, in plain Chinese.
            pub fn chinese(self) -> &'static str {
                match self { $($(Code::$variant => $chinese,)+)+ }
            }
        }
    };
}

codes! {
    "every contract" [
    Unauthorized "auth.unauthorized" "You may not do this." "您没有权限进行这项操作。";
    ScopeInsufficient "auth.scope" "This key may not do this." "这把密钥没有权限进行这项操作。";
    RoleMissing "auth.role" "This needs an office that you do not hold." "这项操作需要您尚未担任的职务。";
    OtherBranch "auth.other_branch" "This belongs to another branch." "这属于另一个分支机构。";
    OwnCase "auth.own_case" "Nobody decides an own case." "任何人都不能审理与自己有关的事项。";
    AgentNotAllowed "auth.agent" "You may not act for this member." "您不能代这位用户办理。";
    NotRelayable "auth.not_relayable" "This message cannot be relayed." "这类操作不能由代理合约转交。";
    FundsSent "request.funds" "No coins may be sent along." "请不要随操作附带任何款项。";
    MessageInvalid "request.message" "The message cannot be read." "操作内容无法读取。";
    AddressInvalid "request.address" "The address is not valid." "账户地址无效。";
    TextInvalid "request.text" "A text is empty, too long or has characters that are not allowed." "文字为空、过长，或含有不允许的字符。";
    TooMany "request.too_many" "More items than one message may carry." "一次提交的条目太多。";
    CaseUnknown "case.unknown" "There is no such case, or it has been decided." "没有这个待办事项，或者它已经有了决定。";
    AlreadyWired "system.already_wired" "The addresses have been set." "合约地址已经设置过了。";
    NotWired "system.not_wired" "The addresses have not been set yet." "合约地址尚未设置。";
    MigrationRefused "system.migration" "This version cannot follow the one that is running." "不能从正在运行的版本升级到这个版本。";
    StateInvalid "system.state" "A stored record cannot be read." "有一条存储的记录无法读取。";
    Overflow "system.overflow" "A number is out of range." "数值超出了允许的范围。";
    Internal "system.internal" "Something went wrong that is not the sender's fault." "系统出了问题，不是您的操作有误。";
    ]

    "proxy" [
    IntentMalformed "intent.malformed" "The intent's bytes do not have the fixed layout." "操作指令的格式不正确。";
    IntentExpired "intent.expired" "The intent's time is over." "操作指令已过有效时间。";
    IntentTooLong "intent.valid_too_long" "The intent would stay valid for more than a day." "操作指令的有效时间不能超过一天。";
    IntentSignature "intent.signature" "The signature does not fit key and contents." "签名与密钥或内容不符。";
    IntentEpoch "intent.epoch" "The key has been replaced." "这把密钥已经更换。";
    IntentTarget "intent.target" "The intent names a contract or message that cannot be relayed." "操作指令指向的合约或操作不能由代理合约转交。";
    NonceUsed "intent.nonce_used" "This intent has been used." "这条操作指令已经使用过。";
    NonceTooOld "intent.nonce_too_old" "The intent's number is too far back." "操作指令的编号太旧。";
    NonceTooFar "intent.nonce_too_far" "The intent's number is too far ahead." "操作指令的编号超前太多。";
    KeyMissing "key.missing" "The member has no key for this." "这位用户没有可用于这项操作的密钥。";
    KeyInvalid "key.invalid" "This is not a usable public key." "这不是可用的公钥。";
    KeyProof "key.proof" "The proof for the new key is not valid." "新密钥的持有证明无效。";
    KeyExists "key.exists" "There is a key already; it can only be replaced by recovery." "已经有密钥了，只能通过找回流程更换。";
    KeyBalance "key.balance" "The account holds TIME, so a first key can only be set by recovery." "账户里有时间币，首次设置密钥只能通过找回流程办理。";
    RecoveryUnknown "recovery.unknown" "No new key has been proposed." "目前没有提出过新密钥。";
    RecoveryPending "recovery.pending" "A recovery is under way." "密钥找回正在办理中。";
    RecoveryChanged "recovery.changed" "The proposed key is not the one you saw." "现在提出的密钥与您看到的不是同一把。";
    RecoveryEarly "recovery.early" "The waiting time is not over, or the recovery has not been approved." "等待时间还没到，或者密钥找回尚未获得批准。";
    RecoveryLimit "recovery.limit" "The branch has proposed as many recoveries as are allowed on one day." "这个分支机构今天提出的密钥找回已达上限。";
    GasExhausted "intent.gas" "The action needed more computation than is allowed." "这项操作所需的计算量超过了允许的范围。";
    ]

    "member-registry" [
    BranchUnknown "branch.unknown" "There is no such branch." "没有这个分支机构。";
    OperatorUnknown "operator.unknown" "This account is not an operator." "这个账户不是分支机构的操作账户。";
    OperatorTaken "operator.taken" "This account is an operator already." "这个账户已经是操作账户。";
    MemberUnknown "member.unknown" "There is no such member." "没有这位用户。";
    MemberInactive "member.inactive" "The member's account is not active." "这位用户的账户目前不能使用。";
    PersonRegistered "member.person_registered" "This person is registered already." "此人已经注册过。";
    AccountTaken "member.account_taken" "This account is taken." "这个账户已被占用。";
    NullifierVersion "member.nullifier_version" "This version of the identity check is not in use." "这个版本的身份核验目前没有启用。";
    RoleHeld "role.held" "The member holds this role already." "这位用户已经担任这个职务。";
    RoleNotHeld "role.not_held" "The member does not hold this role." "这位用户没有担任这个职务。";
    RoleWeight "role.weight" "This office is given and taken in the other way: light ones by an administrator, others by two persons." "这个职务要按另一种方式任免：一般职务由一位管理员办理，其他职务须由两人办理。";
    SameBranch "auth.same_branch" "This needs somebody from another branch." "这需要由另一个分支机构的人来办理。";
    ForPersons "member.group" "This is not for groups." "团体账户不能进行这项操作。";
    MemberStatusRefused "member.status" "The member's account is not in a state where this can be done." "按这位用户账户目前的状态，不能进行这项操作。";
    AgeOrder "member.age" "The class of age can only rise." "年龄段只能往上调整。";
    ProfileUnknown "profile.unknown" "There is no such request, or a newer one has taken its place." "没有这个修改申请，或者它已被新的申请取代。";
    CredentialUnknown "credential.unknown" "There is no such credential." "没有这项资格证明。";
    CredentialDate "credential.date" "The date must lie ahead." "日期必须晚于现在。";
    KinExists "kin.exists" "This kin link exists already." "这项亲属关系已经存在。";
    KinUnknown "kin.unknown" "There is no such kin link." "没有这项亲属关系。";
    AgentUnknown "agent.unknown" "There is no such agent." "没有这位代办人。";
    AgentTerms "agent.terms" "These rights or this time are not possible." "代办的权限或期限不符合要求。";
    MoveUnknown "move.unknown" "The member has not asked for this move." "这位用户没有申请这次转移。";
    LinkUnknown "link.unknown" "There is no such link." "没有这个关联账户。";
    LinkEarly "link.early" "The waiting time is not over." "等待时间还没到。";
    FactNotApplied "fact.not_applied" "No such fact has been applied." "这项信息没有被采用过。";
    FactChanged "fact.changed" "It has been changed since." "这项信息后来又有了变更。";
    ]

    "rulebook" [
    PackUnknown "pack.unknown" "The branch has no rule pack in force." "这个分支机构目前没有生效的规则方案。";
    PackInvalid "pack.invalid" "The rule pack contradicts itself." "规则方案的内容前后矛盾。";
    PackDate "pack.date" "A rule pack must come into force after the ones before it, not in the past and within a year." "规则方案的生效时间必须晚于之前的各个方案，不能是过去，也不能超过一年。";
    PackBounds "pack.bounds" "The rule pack says more than the federation allows." "规则方案超出了联盟允许的范围。";
    PackPending "pack.pending" "Too many rule packs wait to come into force." "等待生效的规则方案太多。";
    DraftUnknown "draft.unknown" "There is no such draft." "没有这份草案。";
    DraftState "draft.state" "The draft is not at a stage where this can be done." "草案目前所处的阶段不能进行这项操作。";
    DraftRevision "draft.revision" "The draft has changed since you saw it." "您查看之后，草案已有改动。";
    DraftFeedback "draft.feedback" "The time for comments is too short, still running or over." "征求意见的时间太短、尚未结束，或者已经结束。";
    GrantRuleUnknown "grant.rule_unknown" "The rule pack has no such grant." "规则方案里没有这个发放项目。";
    GrantNotEligible "grant.not_eligible" "The member does not qualify for this grant." "这位用户不符合这个发放项目的条件。";
    GrantTaken "grant.taken" "The member has had this grant." "这位用户已经领取过这个项目的时间币。";
    ]

    "time-token" [
    InsufficientTime "time.insufficient" "There is not enough TIME." "时间币不足。";
    RecipientUnregistered "time.recipient" "TIME can only go to a registered member." "时间币只能转给已注册的用户。";
    ZeroAmount "time.zero" "The amount must be at least one minute." "数量至少为一分钟。";
    MintRefused "time.mint" "TIME comes into being only for a recorded service or by a rule of the pack." "时间币只能因有记录的服务或规则方案的规定而产生。";
    BudgetExceeded "time.budget" "The branch's issuance budget is not enough." "这个分支机构的发行额度不足。";
    HoldExists "time.hold_exists" "TIME is held for this activity already." "已经为这个活动预留了时间币。";
    HoldMissing "time.hold_missing" "No TIME is held for this activity." "没有为这个活动预留时间币。";
    HoldExceeded "time.hold_exceeded" "More than what is held cannot be paid out." "支付的时间币不能超过预留的数量。";
    HoldKind "time.hold_kind" "What is held for this activity is of the other kind: own TIME or budget." "为这个活动预留的是另一种来源：自有时间币或发行额度。";
    AllowanceExceeded "time.allowance" "The owner has not allowed this much." "账户持有人没有授权这么多。";
    AllowanceExpired "time.allowance_expired" "The allowance's time is over." "授权已经到期。";
    AllowanceOwn "time.allowance_own" "An allowance to oneself makes no sense." "不需要给自己授权。";
    GrowthExceeded "time.growth" "The federation's growth limit for this period is not enough." "联盟本期的增发限额不足。";
    BalanceCapped "time.cap" "The recipient cannot hold this much TIME." "收款人不能持有这么多时间币。";
    RedeemMinimum "time.redeem" "The balance is not yet enough to pay from it." "余额还没有达到可以支付的最低数量。";
    PositionExceeded "time.position" "The two branches' members already owe each other as much as is allowed." "两个分支机构的用户之间，往来差额已达上限。";
    LimitExceeded "time.limit" "This is more than the account may send today." "超过了这个账户今天可以转出的数量。";
    RecipientNew "time.recipient_new" "The recipient is new; larger amounts can be sent after the waiting time." "收款人是新添加的，等待时间过后才能转出较大的数量。";
    ReversedAlready "time.reversed" "This payment has been reversed." "这笔交易已经撤回过。";
    LiensFull "time.liens" "Too many reversals of this account are open." "这个账户还有太多撤回的交易没有扣回。";
    LienUnknown "time.lien_unknown" "There is no such reversal open." "没有这笔待扣回的撤回交易。";
    GiftNone "gift.none" "The rules do not allow giving TIME to others." "规则不允许把时间币赠予他人。";
    GiftKin "gift.kin" "The rules allow giving TIME to relatives only." "规则只允许把时间币赠予亲属。";
    GiftAcceptance "gift.acceptance" "The rules ask that a gift is accepted, so it must be sent as a gift." "规则要求赠予须经对方接受，请用赠予的方式发送。";
    GiftCap "gift.cap" "This is more than a member may give in one year." "超过了一位用户一年内可以赠予的数量。";
    GiftGroup "gift.group" "A group can only donate its TIME." "团体账户的时间币只能用于捐赠。";
    GiftDonation "gift.donation" "The rules do not allow donations." "规则不允许捐赠。";
    GiftUnknown "gift.unknown" "There is no such gift, or it has been answered." "没有这笔赠予，或者对方已经答复。";
    GiftWaiting "gift.waiting" "The gift can be taken back only when it has not been answered for a while." "赠予发出后，对方一段时间没有答复才能收回。";
    OpeningExists "opening.exists" "The member has an opening balance." "这位用户已经有期初余额。";
    OpeningUnknown "opening.unknown" "The member has no opening balance that can be taken back." "这位用户没有可以收回的期初余额。";
    OpeningBudget "opening.budget" "The branch's budget of opening balances is not enough." "这个分支机构的期初余额额度不足。";
    TokenRefused "time.refused" "The token refused." "时间币合约拒绝了这项操作。";
    ]

    "activity-registry" [
    ActivityUnknown "activity.unknown" "There is no such activity." "没有这个活动。";
    ActivityState "activity.state" "The activity is not at a stage where this can be done." "活动目前所处的阶段不能进行这项操作。";
    ActivityRevision "activity.revision" "The activity has changed since you saw it." "您查看之后，活动已有改动。";
    ActivityTimes "activity.times" "The times do not fit together." "填写的时间前后不一致。";
    ActivitySeats "activity.seats" "The number of seats is not possible." "名额数量不符合要求。";
    ActivityReward "activity.reward" "The reward is not possible." "填写的时间币数量不符合要求。";
    ActivityPackChanged "activity.pack_changed" "The rules changed since the submission, so it must be submitted again." "提交之后规则有了变化，请重新提交。";
    ActivityStarted "activity.started" "The activity has started." "活动已经开始。";
    ActivityAttendanceOpen "activity.attendance_open" "Somebody has attended and is not settled yet." "有人已经参加但尚未结算。";
    NotAdministrator "activity.not_administrator" "Only the activity's administrators may do this." "只有活动管理员才能进行这项操作。";
    NotPayer "activity.not_payer" "Only the payer may do this." "只有支付时间币的一方才能进行这项操作。";
    CoAdministratorExists "activity.co_administrator" "The member is an administrator of the activity already." "这位用户已经是本活动的管理员。";
    OwnActivity "enrolment.own_activity" "You cannot take part in your own activity." "您不能参加自己的活动。";
    EnrolmentClosed "enrolment.closed" "Registration is not open." "现在不在报名时间内。";
    EnrolmentExists "enrolment.exists" "You have enrolled already." "您已经报过名了。";
    EnrolmentUnknown "enrolment.unknown" "There is no such enrolment." "没有这个报名。";
    EnrolmentState "enrolment.state" "The enrolment is not at a stage where this can be done." "报名目前所处的阶段不能进行这项操作。";
    CodeInvalid "attendance.code" "The code is not this activity's." "这不是本活动的签到码。";
    CodeExpired "attendance.code_expired" "The code is out of date." "签到码已过期。";
    CodeReplayed "attendance.code_replayed" "The code of the beginning cannot be used for the end." "开始时的签到码不能用于结束签退。";
    AttendanceTime "attendance.time" "It is too early or too late for this." "现在办理太早或太晚。";
    MinutesInvalid "confirm.minutes" "These minutes are not possible." "填写的分钟数不符合要求。";
    ConfirmedAlready "confirm.exists" "You have confirmed already." "您已经确认过了。";
    RatingScore "rating.score" "A score is a whole number from 1 to 5." "评分须为 1 到 5 的整数。";
    RatedAlready "rating.exists" "You have rated already." "您已经评价过了。";
    RatingMissing "settle.rating_missing" "Both sides must rate before this is settled." "双方都评价之后才能结算。";
    NotAgreed "settle.not_agreed" "Both sides must confirm before this is settled." "双方都确认之后才能结算。";
    SettledAlready "settle.settled" "This has been settled." "已经结算过了。";
    AgeNotAllowed "activity.age" "The branch's rules ask for another age." "这个分支机构的规则对年龄另有要求。";
    PublishingSuspended "activity.publishing_suspended" "The right to publish is suspended." "发布活动的资格已被暂停。";
    AgentLimit "activity.agent_limit" "An agent may not commit so much on one day." "代办人一天内不能承诺这么多。";
    SeatsReserved "activity.reserved" "Somebody enrolled for this day and reward; neither can change so." "已有人按这个日期和时间币数量报名，这两项不能再改。";
    EnrollingSuspended "enrolment.suspended" "The right to enrol is suspended." "报名资格已被暂停。";
    RequirementMissing "enrolment.requirement" "A requirement of the activity is not met." "没有满足活动的一项要求。";
    OpenEnrolments "enrolment.too_many" "There are too many enrolments to come already." "尚未进行的报名已经太多。";
    EarnCap "enrolment.earn_cap" "So much cannot be earned on that day any more." "那一天不能再获得这么多时间币。";
    BranchLimit "enrolment.branch_limit" "The limit between the two branches leaves no room for this." "受两个分支机构之间限额的限制，不能报名。";
    EnrolmentBlocked "enrolment.blocked" "One of the two has blocked the other." "双方中有一方屏蔽了另一方。";
    DisputeExists "dispute.exists" "There has been a dispute about this already." "这件事已经提出过争议。";
    DisputeUnknown "dispute.unknown" "There is no open dispute about this." "这件事没有待处理的争议。";
    DisputeWindow "dispute.window" "The time for this is over." "可以办理的时间已经过了。";
    VerdictInvalid "dispute.verdict" "This verdict is not possible here." "这里不能作出这样的裁定。";
    VerdictGiven "dispute.verdict_given" "You have named your verdict; another reviewer must name the same." "您已经给出裁定，须由另一位审核员给出相同的裁定。";
    AssessedAlready "assessment.exists" "The participant has been assessed already." "这位参与者已经考评过了。";
    BlockUnchanged "block.unchanged" "It is so already." "目前已经是这样，无需更改。";
    ListingUnknown "listing.unknown" "There is no such offer or need." "没有这条供需信息。";
    ListingState "listing.state" "The offer or need is not at a stage where this can be done." "供需信息目前所处的阶段不能进行这项操作。";
    ListingRevision "listing.revision" "The offer or need has changed since you saw it." "您查看之后，供需信息已有改动。";
    ListingAnswered "listing.answered" "You have answered so already." "您已经这样答复过了。";
    ]

    "training" [
    CourseUnknown "course.unknown" "There is no such course." "没有这个培训。";
    CourseState "course.state" "The course is not at a stage where this can be done." "培训目前所处的阶段不能进行这项操作。";
    CourseRevision "course.revision" "The course has changed since you saw it." "您查看之后，培训已有改动。";
    CourseTimes "course.times" "The times do not fit together." "填写的时间前后不一致。";
    CourseSeats "course.seats" "The number of seats is not possible." "名额数量不符合要求。";
    CourseSessions "course.sessions" "The number of sessions is not possible." "课次数量不符合要求。";
    CourseTrainers "course.trainers" "A course has one to eight trainers, each once, and none of them is enrolled." "一个培训须有一至八位培训师，不能重复，也不能是报名学员。";
    CourseBuildsOn "course.builds_on" "A course that this one names is not there, or cannot stand there." "这个培训引用的另一个培训不存在，或者不能这样引用。";
    CourseCertificate "course.certificate" "A certificate must be valid for some time." "证书必须有一段有效期。";
    CoursePrerequisite "course.prerequisite" "You have not passed a course that this one asks for." "您还没有通过这个培训要求的先修培训。";
    CourseOwn "course.own" "Trainers and author cannot take part in the course." "培训师和培训发布人不能报名参加本培训。";
    CourseUndecided "course.undecided" "Somebody has no result yet." "还有学员没有结果。";
    CourseAttendance "course.attendance" "Too few sessions were attended." "出席的课次太少。";
    NotAuthor "course.not_author" "Only the course's author may do this." "只有培训发布人才能进行这项操作。";
    NotTrainer "course.not_trainer" "Only the course's trainers may do this." "只有本培训的培训师才能进行这项操作。";
    HolderInvalid "certificate.holder" "The commitment to the holder has 32 bytes." "持证人的承诺值须为 32 字节。";
    CertificateUnknown "certificate.unknown" "There is no such certificate." "没有这张证书。";
    CertificateState "certificate.state" "The certificate is not in a state where this can be done." "按证书目前的状态，不能进行这项操作。";
    CertificateValidity "certificate.validity" "The certificate cannot be valid until then." "证书的有效期不能到那个时候。";
    ]

    "oracle" [
    SourceUnknown "source.unknown" "There is no such source." "没有这个数据来源。";
    SourceInvalid "source.invalid" "More than half of the feeders must agree, each may stand there once, and each kind too." "须有半数以上的报送方一致，每个报送方和每种信息都只能列一次。";
    SourceQuarantine "source.quarantine" "The source is in quarantine already, or is not." "这个数据来源已经暂停采信，或者并没有暂停。";
    NotFeeder "source.not_feeder" "This account is no feeder of the source." "这个账户不是该数据来源的报送方。";
    AttestationKind "attestation.kind" "The source may not attest changes of this kind." "这个数据来源不能报送这类变更。";
    AttestationInvalid "attestation.invalid" "A digest or a commitment has 32 bytes." "摘要或承诺值须为 32 字节。";
    AttestationTime "attestation.time" "The record is too old, or its time has not come yet." "记录太旧，或者还没到它的时间。";
    AttestationSequence "attestation.sequence" "The sequence is too far from where the source stands." "报送序号与该数据来源目前的进度相差太远。";
    AttestationChanged "attestation.changed" "You have attested something else under this sequence." "您在这个序号下已经报送过别的内容。";
    PollUnknown "attestation.unknown" "Nothing has been attested under this sequence." "这个序号下没有任何报送。";
    PollClosed "attestation.closed" "The disagreement has been put away, or there is none." "这项分歧已经处理，或者不存在。";
    ReportUnknown "report.unknown" "There is no such report." "没有这份变更报告。";
    ReportState "report.state" "The report is not at a stage where this can be done." "变更报告目前所处的阶段不能进行这项操作。";
    ReportSuperseded "report.superseded" "A later change of the same thing came in between." "同一项信息后来又有了变更。";
    ReportWindow "report.window" "The time in which this could be undone is over." "可以撤销的时间已经过了。";
    ]
}

impl Code {
    /// The code that stands first in an error text, wherever a chain of wrappers put it.
    pub fn find(error: &str) -> Option<Code> {
        error
            .split(|c: char| !(c.is_ascii_lowercase() || c == '_' || c == '.'))
            .filter(|word| word.contains('.'))
            .find_map(|word| Code::ALL.iter().copied().find(|code| code.text() == word.trim_end_matches('.')))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_unique_and_has_a_dot() {
        let texts: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.text()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        assert!(texts.iter().all(|text| text.split('.').count() == 2));
    }

    #[test]
    fn find_reads_the_code_through_the_wrappers_of_a_node() {
        let text = "failed to execute message; message index: 0: dispatch: submessages: time.insufficient: There is not enough TIME.: execute wasm contract failed";
        assert_eq!(Code::find(text), Some(Code::InsufficientTime));
        assert_eq!(Code::find("codespace: sdk, code: 11"), None);
        assert_eq!(Code::find("activity.state"), Some(Code::ActivityState));
    }
}
