// Generated from the contract's JSON schema by generate.js; do not edit.

/**
 * An event of any contract: its name, and what it says.
 */
export type Event =
  | {
      branch_added: {
        branch: number;
        district: string;
        name: string;
      };
    }
  | {
      operator_added: {
        branch: number;
        operator: string;
      };
    }
  | {
      operator_removed: {
        branch: number;
        operator: string;
      };
    }
  | {
      member_registered: {
        account: string;
        age: AgeClass;
        branch: number;
        member: number;
      };
    }
  | {
      role_granted: {
        member: number;
        role: Role;
      };
    }
  | {
      role_revoked: {
        member: number;
        role: Role;
      };
    }
  | {
      /**
       * Who gave or took a light office; follows `role_granted` or `role_revoked`.
       */
      role_decided: {
        by: number;
        granted: boolean;
        member: number;
        role: Role;
      };
    }
  | {
      /**
       * Follows `member_registered`.
       */
      group_registered: {
        member: number;
        registration: HexBinary;
      };
    }
  | {
      profile_requested: {
        by: number;
        commitment: HexBinary;
        kind: ProfileKind;
        member: number;
        request: number;
      };
    }
  | {
      profile_decided: {
        approved: boolean;
        by: number;
        commitment: HexBinary;
        kind: ProfileKind;
        member: number;
        reason: string;
        request: number;
      };
    }
  | {
      /**
       * By nobody for a fact of a partner institution, or its end.
       */
      credential_issued: {
        by?: number | null;
        commitment: HexBinary;
        member: number;
        valid_until: number;
      };
    }
  | {
      credential_revoked: {
        by?: number | null;
        commitment: HexBinary;
        member: number;
      };
    }
  | {
      age_set: {
        age: AgeClass;
        by?: number | null;
        member: number;
      };
    }
  | {
      kin_proposed: {
        commitment: HexBinary;
        of: number;
        to: number;
      };
    }
  | {
      kin_accepted: {
        commitment: HexBinary;
        of: number;
        to: number;
      };
    }
  | {
      kin_revoked: {
        by: number;
        commitment: HexBinary;
        of: number;
        to: number;
      };
    }
  | {
      /**
       * `consent` is there when two office-holders did it on paper.
       */
      agent_appointed: {
        agent: number;
        consent?: HexBinary | null;
        daily: number;
        principal: number;
        rights: Rights;
        until: number;
      };
    }
  | {
      agent_accepted: {
        agent: number;
        daily: number;
        principal: number;
        rights: Rights;
        until: number;
      };
    }
  | {
      agent_revoked: {
        agent: number;
        by: number;
        principal: number;
      };
    }
  | {
      /**
       * By nobody when the proxy or the oracle caused it.
       */
      status_changed: {
        by?: number | null;
        cause: StatusCause;
        member: number;
        reason: string;
        status: MemberStatus;
      };
    }
  | {
      case_opened: {
        action: Action;
        branch: number;
        by: number;
        case: number;
      };
    }
  | {
      case_decided: {
        action: Action;
        approved: boolean;
        branch: number;
        by: number;
        case: number;
      };
    }
  | {
      move_requested: {
        from: number;
        member: number;
        to: number;
      };
    }
  | {
      /**
       * `branch` is the one that approves.
       */
      move_approved: {
        branch: number;
        by: number;
        from: number;
        member: number;
        to: number;
      };
    }
  | {
      move_refused: {
        by: number;
        member: number;
        to: number;
      };
    }
  | {
      branch_changed: {
        from: number;
        member: number;
        to: number;
      };
    }
  | {
      link_offered: {
        account: string;
        from: number;
        member: number;
      };
    }
  | {
      account_linked: {
        account: string;
        member: number;
      };
    }
  | {
      account_unlinked: {
        account: string;
        by: number;
        member: number;
      };
    }
  | {
      link_delay_set: {
        seconds: number;
      };
    }
  | {
      fact_kept: {
        fact: MemberFact;
        member: number;
        report: number;
      };
    }
  | {
      fact_restored: {
        member: number;
        report: number;
      };
    }
  | {
      key_objected: {
        by: number;
        member: number;
        scope: Scope;
      };
    }
  | {
      recovery_rules_set: {
        rules: RecoveryRules;
      };
    }
  | {
      key_set: {
        epoch: number;
        key: HexBinary;
        member: number;
        scope: Scope;
      };
    }
  | {
      /**
       * Who holds the key of this scope from now on: the member, or the branch in custody.
       */
      custody_changed: {
        member: number;
        own: boolean;
        scope: Scope;
      };
    }
  | {
      key_proposed: {
        branch: number;
        by: number;
        key: HexBinary;
        member: number;
        scope: Scope;
      };
    }
  | {
      /**
       * The key can be set from `ready` on.
       */
      key_approved: {
        branch: number;
        by: number;
        member: number;
        ready: number;
        scope: Scope;
      };
    }
  | {
      key_refused: {
        member: number;
        scope: Scope;
      };
    }
  | {
      intent_rejected: {
        code: string;
        index: number;
      };
    }
  | {
      intent_failed: {
        code: string;
        digest: HexBinary;
      };
    }
  | {
      pack_adopted: {
        branch: number;
        effective: number;
        pack: Pack;
        version: number;
      };
    }
  | {
      bounds_set: {
        bounds: Bounds;
      };
    }
  | {
      draft_written: {
        analysis: HexBinary;
        branch: number;
        by: number;
        draft: number;
        pack: Pack;
        revision: number;
      };
    }
  | {
      draft_published: {
        by: number;
        draft: number;
        revision: number;
        until: number;
      };
    }
  | {
      draft_commented: {
        branch: number;
        by: number;
        draft: number;
        revision: number;
        support: boolean;
        text?: HexBinary | null;
      };
    }
  | {
      /**
       * One administrator agreed; it takes another one.
       */
      draft_agreed: {
        by: number;
        draft: number;
        effective: number;
        revision: number;
      };
    }
  | {
      draft_adopted: {
        by: number;
        draft: number;
        revision: number;
        version: number;
      };
    }
  | {
      draft_withdrawn: {
        by: number;
        draft: number;
      };
    }
  | {
      rules_published: {
        branch: number;
        versions: number[];
      };
    }
  | {
      facts_followed: {
        through: number;
      };
    }
  | {
      standing_set: {
        member: number;
        points: number;
        standing: Standing;
        totals: Totals;
      };
    }
  | {
      budget_set: {
        branch: number;
        minutes: number;
      };
    }
  | {
      /**
       * `from` is missing when TIME came into being, `to` when it ended. The counts number the movements of either account; the accounts of the system's contracts are not counted.
       */
      time_moved: {
        from?: string | null;
        from_count?: number | null;
        kind: MovementKind;
        minutes: Uint128;
        reference: Reference;
        to?: string | null;
        to_count?: number | null;
      };
    }
  | {
      growth_limit_set: {
        minutes?: number | null;
      };
    }
  | {
      opening_budget_set: {
        branch: number;
        minutes: number;
      };
    }
  | {
      position_limit_set: {
        high: number;
        low: number;
        minutes?: number | null;
      };
    }
  | {
      default_limits_set: {
        limits: Limits;
      };
    }
  | {
      /**
       * What is looser than before counts from `loosened` on.
       */
      limits_set: {
        account: string;
        by: number;
        limits: Limits;
        loosened: number;
      };
    }
  | {
      recipient_introduced: {
        account: string;
        by: number;
        recipient: string;
      };
    }
  | {
      outgoing_capped: {
        account: string;
        daily: number;
        until: number;
      };
    }
  | {
      gift_offered: {
        from: number;
        gift: number;
        minutes: number;
        to: number;
      };
    }
  | {
      gift_closed: {
        accepted: boolean;
        by: number;
        gift: number;
      };
    }
  | {
      /**
       * What an account still owes of one reversal; 0 when it is served.
       */
      lien_changed: {
        account: string;
        activity: number;
        minutes: number;
        to?: string | null;
      };
    }
  | {
      balance_moved: {
        account: string;
        from: number;
        minutes: Uint128;
        to: number;
      };
    }
  | {
      time_case_opened: {
        action: Action2;
        branch: number;
        by: number;
        case: number;
      };
    }
  | {
      time_case_decided: {
        approved: boolean;
        by: number;
        case: number;
      };
    }
  | {
      /**
       * What a spender may spend of an owner's TIME from now on.
       */
      allowance_set: {
        allowance: Uint128;
        expires: Expiration;
        owner: string;
        spender: string;
      };
    }
  | {
      /**
       * What clients show of the token.
       */
      marketing_set: {
        marketing?: string | null;
        project?: string | null;
        description?: string | null;
      };
    }
  | {
      /**
       * The address of the logo; missing when the token keeps the picture.
       */
      logo_set: {
        url?: string | null;
      };
    }
  | {
      activity_drafted: {
        activity: number;
        branch: number;
        input: ActivityInput;
        publisher: number;
        revision: number;
      };
    }
  | {
      activity_edited: {
        activity: number;
        by: number;
        input: ActivityInput;
        revision: number;
      };
    }
  | {
      activity_submitted: {
        activity: number;
        by: number;
        revision: number;
        terms: Terms;
      };
    }
  | {
      activity_approved: {
        activity: number;
        by: number;
        revision: number;
        terms: Terms;
      };
    }
  | {
      activity_returned: {
        activity: number;
        by: number;
        reason: string;
        revision: number;
        taken_down: boolean;
      };
    }
  | {
      /**
       * Nobody's `by` means that its time was over; `reason` then is `not_reviewed` when no reviewer had looked at it, or `nobody_came` when nobody had taken part. Otherwise it is what the member who withdrew it wrote.
       */
      activity_cancelled: {
        activity: number;
        by?: number | null;
        reason: string;
      };
    }
  | {
      activity_settled: {
        activity: number;
      };
    }
  | {
      co_administrator_added: {
        activity: number;
        by: number;
        member: number;
      };
    }
  | {
      co_administrator_removed: {
        activity: number;
        by: number;
        member: number;
      };
    }
  | {
      enrolled: {
        activity: number;
        by?: number | null;
        participant: number;
        position: number;
        state: EnrolmentState;
      };
    }
  | {
      /**
       * The checks of an enrolment: by what each requirement is met. One that is not refuses the enrolment.
       */
      requirements_met: {
        activity: number;
        findings: Finding[];
        participant: number;
        revision: number;
      };
    }
  | {
      moved_up: {
        activity: number;
        participant: number;
        state: EnrolmentState;
      };
    }
  | {
      enrolment_withdrawn: {
        activity: number;
        by?: number | null;
        participant: number;
      };
    }
  | {
      admitted: {
        activity: number;
        by: number;
        participant: number;
      };
    }
  | {
      declined: {
        activity: number;
        by: number;
        participant: number;
        reason: string;
      };
    }
  | {
      /**
       * `by` differs from the participant when an administrator gave the word; nobody when a deadline did it.
       */
      attendance: {
        activity: number;
        at: number;
        by?: number | null;
        participant: number;
        side: AttendanceSide;
      };
    }
  | {
      minutes_confirmed: {
        activity: number;
        by: number;
        minutes: number;
        participant: number;
      };
    }
  | {
      minutes_agreed: {
        activity: number;
        minutes: number;
        participant: number;
      };
    }
  | {
      dispute_opened: {
        activity: number;
        claimed: number;
        confirmed: number;
        participant: number;
      };
    }
  | {
      /**
       * `minutes` of service that are paid, or of TIME that go back, as the verdict says.
       */
      dispute_resolved: {
        activity: number;
        by: number;
        minutes: number;
        participant: number;
        verdict?: Verdict | null;
      };
    }
  | {
      rated: {
        activity: number;
        by: number;
        comment?: HexBinary | null;
        participant: number;
        score: number;
      };
    }
  | {
      settled: {
        activity: number;
        receipt: Receipt;
      };
    }
  | {
      deadline_passed: {
        activity: number;
        deadline: Deadline;
        participant?: number | null;
      };
    }
  | {
      /**
       * A deadline's consequence was refused; it is tried again at `again`.
       */
      deadline_requeued: {
        activity: number;
        again: number;
        code: string;
        participant?: number | null;
      };
    }
  | {
      /**
       * `series` is the first of its activities.
       */
      series_published: {
        activities: number[];
        by: number;
        series: number;
      };
    }
  | {
      /**
       * `paid`: a review of a settled service.
       */
      dispute_raised: {
        activity: number;
        by: number;
        paid: boolean;
        participant: number;
      };
    }
  | {
      /**
       * `replaced`: another reviewer's verdict, which was different, counts no more.
       */
      verdict_named: {
        activity: number;
        by: number;
        participant: number;
        replaced: boolean;
        verdict: Verdict;
      };
    }
  | {
      assessed: {
        activity: number;
        by: number;
        note?: HexBinary | null;
        participant: number;
        score: number;
      };
    }
  | {
      followed_up: {
        activity: number;
        by: number;
        kind: FollowUpKind;
        note: HexBinary;
        number: number;
        participant: number;
      };
    }
  | {
      /**
       * Was admitted and did not come.
       */
      no_show: {
        activity: number;
        participant: number;
      };
    }
  | {
      /**
       * Nobody has taken the activity or answered the listing of this number.
       */
      need_escalated: {
        level: Escalation;
        need: number;
      };
    }
  | {
      member_blocked: {
        by: number;
        member: number;
        other: number;
      };
    }
  | {
      member_unblocked: {
        by: number;
        member: number;
        other: number;
      };
    }
  | {
      listing_saved: {
        branch: number;
        by: number;
        input: ListingInput;
        listing: number;
        member: number;
        revision: number;
      };
    }
  | {
      /**
       * By nobody when its time was over.
       */
      listing_moved: {
        by?: number | null;
        listing: number;
        reason?: string | null;
        revision: number;
        state: ListingState;
      };
    }
  | {
      listing_answered: {
        by: number;
        listing: number;
        member: number;
        yes: boolean;
      };
    }
  | {
      course_drafted: {
        author: number;
        branch: number;
        course: number;
        input: CourseInput;
      };
    }
  | {
      course_edited: {
        by: number;
        course: number;
        input: CourseInput;
        revision: number;
        state: CourseState;
      };
    }
  | {
      course_submitted: {
        by: number;
        course: number;
        revision: number;
      };
    }
  | {
      course_approved: {
        by: number;
        course: number;
        revision: number;
      };
    }
  | {
      course_returned: {
        by: number;
        course: number;
        reason: string;
        revision: number;
      };
    }
  | {
      trainers_set: {
        by: number;
        course: number;
        trainers: number[];
      };
    }
  | {
      course_began: {
        by: number;
        course: number;
      };
    }
  | {
      course_completed: {
        by: number;
        course: number;
      };
    }
  | {
      course_cancelled: {
        by: number;
        course: number;
        reason: string;
      };
    }
  | {
      course_enrolled: {
        by: number;
        course: number;
        participant: number;
        position: number;
        state: PlaceState;
      };
    }
  | {
      course_moved_up: {
        course: number;
        participant: number;
      };
    }
  | {
      course_enrolment_withdrawn: {
        by: number;
        course: number;
        participant: number;
      };
    }
  | {
      session_attended: {
        by: number;
        course: number;
        participants: number[];
        present: boolean;
        session: number;
      };
    }
  | {
      course_result: {
        by: number;
        course: number;
        participant: number;
        passed: boolean;
      };
    }
  | {
      certificate_issued: {
        certificate: number;
        contents: Certificate;
      };
    }
  | {
      certificate_renewed: {
        by: number;
        certificate: number;
        valid_until: number;
      };
    }
  | {
      /**
       * `by` is missing when a partner institution did it or its fact was undone.
       */
      certificate_revoked: {
        by?: number | null;
        certificate: number;
        reason: string;
      };
    }
  | {
      certificate_restored: {
        certificate: number;
      };
    }
  | {
      source_set: {
        input: SourceInput;
        source: number;
      };
    }
  | {
      source_quarantined: {
        by?: number | null;
        reason: string;
        source: number;
      };
    }
  | {
      source_released: {
        by: number;
        source: number;
      };
    }
  | {
      feeder_heard: {
        feeder: string;
        source: number;
      };
    }
  | {
      fact_attested: {
        attestation: Attestation;
        feeder: string;
        source: number;
      };
    }
  | {
      attestation_refused: {
        code: string;
        feeder: string;
        sequence: number;
        source: number;
      };
    }
  | {
      /**
       * So many different things have been said under one sequence.
       */
      fact_disputed: {
        answers: number;
        sequence: number;
        source: number;
      };
    }
  | {
      dispute_dismissed: {
        by: number;
        reason: string;
        sequence: number;
        source: number;
      };
    }
  | {
      fact_agreed: {
        attestation: Attestation;
        report: number;
        source: number;
        state: ReportState;
      };
    }
  | {
      fact_applied: {
        by?: number | null;
        member: number;
        report: number;
      };
    }
  | {
      fact_refused: {
        code: string;
        member: number;
        report: number;
      };
    }
  | {
      fact_rejected: {
        by: number;
        member: number;
        reason: string;
        report: number;
      };
    }
  | {
      fact_undone: {
        by: number;
        member: number;
        reason: string;
        report: number;
      };
    }
  | {
      fact_objected: {
        member: number;
        report: number;
      };
    };
/**
 * A coarse class of age, attested by the custodian branch; never a date of birth.
 */
export type AgeClass = ("under18" | "from80") | "under60" | "from60" | "from65";
/**
 * An office. Every member is also just a member; that needs no role.
 */
export type Role =
  ("reviewer" | "branch_administrator" | "training_administrator") | "publisher" | "auditor" | "custodian";
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
/**
 * What a profile commitment stands for.
 */
export type ProfileKind = ("skills" | "interests") | "profile" | "volunteer_number";
/**
 * A set of rights, one bit each.
 */
export type Rights = number;
/**
 * Why a member's status changed.
 */
export type StatusCause =
  ("dispute" | "court" | "death") | "emergency" | "recovery" | "fact" | "conduct" | "thaw" | "closed";
/**
 * Whether a member may act.
 */
export type MemberStatus = ("active" | "suspended") | "closed" | "frozen" | "deceased";
/**
 * What one office-holder proposes and another decides.
 */
export type Action =
  | {
      /**
       * Nothing leaves the account any more.
       */
      freeze: {
        cause: FreezeCause;
        member: number;
      };
    }
  | {
      /**
       * Ends every freeze but that of a recovery, which the council decides.
       */
      thaw: OfMember;
    }
  | {
      /**
       * Weighty. What the account holds is inherited by the rule pack of its branch.
       */
      report_death: {
        heir?: number | null;
        member: number;
      };
    }
  | {
      /**
       * Weighty; for the offices a branch administrator cannot give alone.
       */
      grant_role: Office;
    }
  | {
      /**
       * Weighty.
       */
      revoke_role: Office;
    }
  | {
      /**
       * For a person who signed on paper, or a signatory of a group. The agent still has to accept.
       */
      appoint_agent: {
        agent: number;
        /**
         * 32-byte digest of the paper.
         */
        consent: HexBinary;
        daily: number;
        principal: number;
        rights: Rights;
        until: number;
      };
    }
  | {
      /**
       * Ends an agency for the principal.
       */
      dismiss_agent: Pair;
    };
/**
 * Why two office-holders freeze an account.
 */
export type FreezeCause = "dispute" | "court";
/**
 * A fact about a member that the member-registry applies, keeping what was before for an undo.
 */
export type MemberFact =
  | {
      /**
       * A credential holds until then; in place of another date if it is known already.
       */
      credential: {
        /**
         * 32 bytes, see `timebank_intent::credential_commitment`.
         */
        commitment: HexBinary;
        valid_until: number;
      };
    }
  | {
      /**
       * It holds no more.
       */
      revoke_credential: {
        commitment: HexBinary;
      };
    }
  | {
      age: {
        class: AgeClass;
      };
    }
  | {
      /**
       * A registry reports the death: the account is frozen, which an undo ends; the estate is for two office-holders to report.
       */
      deceased: {};
    };
/**
 * What the key that signed an intent may do; see `timebank-intent` for the byte form.
 */
export type Scope = "everyday" | "owner" | "office";
/**
 * How a number of minutes is brought to a multiple of `step`.
 */
export type Rounding =
  | "exact"
  | {
      /**
       * Down to a multiple of `step` minutes.
       */
      floor: {
        step: number;
      };
    }
  | {
      /**
       * To the nearest multiple of `step` minutes, half up.
       */
      nearest: {
        step: number;
      };
    };
/**
 * To whom members may give TIME, from the narrowest circle to the widest.
 */
export type Gift = ("none" | "any") | "lineal" | "kin";
/**
 * What becomes of the TIME of a member who died.
 */
export type Inheritance = "beneficiary" | "fund" | "expire";
/**
 * What becomes of TIME over the cap on a balance.
 */
export type Overflow = "fund" | "reject";
/**
 * When a service begins, by the clock of UTC+8.
 */
export type Band = "weekday" | "weekend" | "night";
/**
 * What kind of help it is (the six helps 助餐 助医 助浴 助洁 助急 助行 and what the packs of several cities add).
 */
export type Category =
  | "meals"
  | "medical"
  | "bathing"
  | "cleaning"
  | "emergency"
  | "escort"
  | "company"
  | "repairs"
  | "digital"
  | "learning"
  | "culture"
  | "community";
/**
 * What a service asks of whoever gives it.
 */
export type Skill = "plain" | "trained" | "professional";
/**
 * Why TIME moved.
 */
export type MovementKind =
  | (
      | "hold"
      | "settle"
      | "refund"
      | "mint_service"
      | "mint_grant"
      | "transfer"
      | "burn"
      | "mint_opening"
      | "fund_hold"
      | "gift"
      | "gift_returned"
      | "donate"
      | "inherit"
      | "expire"
      | "reversal"
    )
  | "gift_offered"
  | "overflow"
  | "top_up";
/**
 * A thin wrapper around u128 that is using strings for JSON encoding/decoding, such that the full u128 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq.
 */
export type Uint128 = string;
/**
 * What a movement refers to.
 */
export type Reference =
  | {
      /**
       * An activity's hold.
       */
      activity: {
        activity: number;
      };
    }
  | {
      /**
       * The attendance record of a participant.
       */
      attendance: {
        activity: number;
        participant: number;
      };
    }
  | {
      /**
       * A grant rule of a pack's version.
       */
      grant: {
        branch: number;
        pack: number;
        rule: string;
      };
    }
  | "message"
  | {
      /**
       * A gift that waited.
       */
      gift: {
        gift: number;
      };
    }
  | {
      /**
       * The opening balance of a member.
       */
      opening: {
        member: number;
      };
    }
  | {
      /**
       * What a member who died left.
       */
      estate: {
        account: string;
      };
    };
/**
 * What an office-holder proposes and another of the same branch decides; never in an own case.
 */
export type Action2 =
  | {
      /**
       * Mints a member's opening balance at the joining of the branch, once per member, within the branch's opening budget.
       */
      opening: {
        /**
         * sha256 of the evidence.
         */
        evidence: HexBinary;
        member: number;
        minutes: number;
      };
    }
  | {
      /**
       * Takes an opening balance back, within `OPENING_REVERSIBLE`. What is not there any more is a lien.
       */
      reverse_opening: {
        evidence: HexBinary;
        member: number;
      };
    }
  | {
      /**
       * Pays the creditor of a member's lien from the branch's welfare fund, which then is the creditor.
       */
      top_up: {
        activity: number;
        member: number;
      };
    };
/**
 * Expiration represents a point in time when some event happens. It can compare with a BlockInfo and will return is_expired() == true once the condition is hit (and for every block in the future)
 */
export type Expiration =
  | {
      /**
       * AtHeight will expire when `env.block.height` >= height
       */
      at_height: number;
    }
  | {
      /**
       * AtTime will expire when `env.block.time` >= time
       */
      at_time: Timestamp;
    }
  | {
      /**
       * Never will never expire. Used to express the empty variant
       */
      never: {};
    };
/**
 * A point in time in nanosecond precision.
 *
 * This type can represent times from 1970-01-01T00:00:00Z to 2554-07-21T23:34:33Z.
 */
export type Timestamp = Uint64;
/**
 * A thin wrapper around u64 that is using strings for JSON encoding/decoding, such that the full u64 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq.
 */
export type Uint64 = string;
/**
 * Whether an enrolment needs an administrator's word.
 */
export type Admission = "by_administrator" | "automatic";
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/**
 * Where the TIME comes from.
 */
export type Payer = "own_balance" | "issuance" | "welfare_fund";
/**
 * What somebody must show to take part.
 */
export type Requirement =
  | {
      /**
       * To have passed the course.
       */
      course: {
        course: number;
      };
    }
  | {
      /**
       * A certificate of the course that is valid when the service begins.
       */
      certificate: {
        course: number;
      };
    }
  | {
      /**
       * At least so many stars.
       */
      stars: {
        min: number;
      };
    }
  | {
      /**
       * A credential of this predicate that is valid when the service begins; enrolling shows its `Opening`.
       */
      credential: {
        predicate: number;
      };
    }
  | {
      /**
       * At least this class of age.
       */
      age: {
        min: AgeClass;
      };
    }
  | {
      /**
       * To be of this branch.
       */
      branch: {
        branch: number;
      };
    };
/**
 * TIME for a participant.
 */
export type Reward =
  | {
      /**
       * This many minutes of TIME for having taken part.
       */
      per_participant: {
        minutes: number;
      };
    }
  | {
      /**
       * This many minutes of TIME per 60 minutes of service, before the pack's weight.
       */
      per_hour: {
        minutes: number;
      };
    };
/**
 * Where a participant is.
 */
export type EnrolmentState =
  | ("admitted" | "declined" | "withdrawn" | "disputed" | "settled")
  | "waitlisted"
  | "enrolled"
  | "attending"
  | "attended"
  | "agreed";
export type AttendanceSide = "start" | "end";
/**
 * What two reviewers decide about a disputed service.
 */
export type Verdict =
  | {
      /**
       * Before payment: these minutes were served and are paid at once.
       */
      pay: {
        minutes: number;
      };
    }
  | "refund"
  | {
      /**
       * After payment: so much TIME goes back, as a counter-entry of its own; 0 leaves the payment as it is.
       */
      reverse: {
        minutes: number;
      };
    };
/**
 * Where the TIME of a settlement came from.
 */
export type ReceiptSource = "own_balance" | "issuance" | "welfare_fund";
/**
 * Why a deadline did something.
 */
export type Deadline =
  "activity_over" | "check_out_missing" | "confirmation_missing" | "dispute_undecided" | "payment_missing";
/**
 * What a follow-up is about.
 */
export type FollowUpKind = ("complaint" | "repeat_visit" | "thank_you") | "incident" | "insurance";
/**
 * How far a need that nobody takes has come.
 */
export type Escalation = "none" | "wider" | "invited" | "staff";
export type ListingKind = "offer" | "need";
export type ListingState = "draft" | "submitted" | "returned" | "approved" | "closed";
/**
 * What whoever passes is given.
 */
export type Certified =
  | "lasting"
  | "no"
  | {
      /**
       * A certificate that is valid for so long, and can be renewed.
       */
      for: {
        seconds: number;
      };
    };
/**
 * Where a course is in its life.
 */
export type CourseState = "draft" | "submitted" | "open" | "running" | "completed" | "cancelled";
/**
 * Where a participant is.
 */
export type PlaceState = ("enrolled" | "withdrawn" | "passed" | "failed") | "waitlisted";
/**
 * Who answers for a certificate.
 */
export type Issuer =
  | {
      /**
       * The branch whose course was passed.
       */
      branch: {
        branch: number;
      };
    }
  | {
      /**
       * A partner institution, by the oracle's report.
       */
      attested: {
        report: number;
      };
    };
export type CertificateStatus = "valid" | "revoked";
/**
 * How the relayers reach a source.
 */
export type SourceKind = "postgres" | "mysql" | "http" | "csv" | "push";
export type ChangeKind =
  "credential" | "revoke_credential" | "age" | "deceased" | "certificate" | "revoke_certificate";
/**
 * What changes for the member.
 */
export type Change =
  | {
      /**
       * In the member-registry.
       */
      member: {
        fact: MemberFact;
      };
    }
  | {
      /**
       * A certificate from elsewhere that counts as one of a course here; in training.
       */
      certificate: {
        course: number;
        /**
         * 32-byte commitment to whom it is for.
         */
        holder: HexBinary;
        valid_until: number;
      };
    }
  | {
      /**
       * Takes back what `Certificate` gave.
       */
      revoke_certificate: {
        course: number;
      };
    };
/**
 * Where a fact is that k feeders agreed on.
 */
export type ReportState = ("applied" | "rejected" | "undone") | "pending" | "refused" | "superseded";

export interface OfMember {
  member: number;
}
export interface Office {
  member: number;
  role: Role;
}
export interface Pair {
  agent: number;
  principal: number;
}
/**
 * The limits of recovery. Published under `RECOVERY_RULES`, 24 bytes: `lock u64 ‖ per_day u32 ‖ cap u32 ‖ cap_for u64`; as long as the council has set none, `RecoveryRules::default` holds.
 */
export interface RecoveryRules {
  /**
   * The most TIME that leaves an account on one day after a recovery.
   */
  cap: number;
  /**
   * For how long.
   */
  cap_for: number;
  /**
   * From approval until an owner key can be set.
   */
  lock: number;
  /**
   * The most recoveries a branch proposes on one day.
   */
  per_day: number;
}
/**
 * The rules of a branch, as data. What Chinese time banks really use, with sources: the pages `docs/packs/*.md`.
 */
export interface Pack {
  /**
   * When rights are withdrawn, and for how long.
   */
  conduct?: Conduct;
  /**
   * From check-out until a missing confirmation is decided by rule.
   */
  confirm_deadline: number;
  /**
   * From a dispute's beginning until it is decided by rule (the lower figure is paid).
   */
  dispute_window: number;
  /**
   * The most TIME one participant can earn in one activity; `None` is no limit.
   */
  earn_cap_activity?: number | null;
  /**
   * The most TIME one participant can earn on one day (UTC+8), before the bonus of the stars; `None` is no limit.
   */
  earn_cap_day?: number | null;
  /**
   * From approval (or the opening of a need) until one that nobody took escalates a step.
   */
  escalate_after?: number;
  /**
   * The grants by which TIME may come into being without a service. At most 16.
   */
  grants: Grant[];
  /**
   * Points and stars.
   */
  levels?: Levels;
  /**
   * What counts when activities are recommended to the branch's members.
   */
  matching_weights?: MatchingWeights;
  /**
   * Name people know it by, e.g. "Nanjing 2019".
   */
  name: string;
  /**
   * The youngest class of age that may pay from an own balance.
   */
  own_use_age?: AgeClass | null;
  /**
   * The youngest class of age that may give services.
   */
  provider_age?: AgeClass | null;
  /**
   * How confirmed minutes become TIME.
   */
  rounding: Rounding;
  /**
   * From agreement until an unpaid service is paid by rule.
   */
  settle_deadline: number;
  /**
   * Whether the payer can settle before both sides have rated. When the settle deadline is over it is paid anyway.
   */
  settle_requires_rating: boolean;
  /**
   * Minutes by which the two sides' figures may differ and still be averaged.
   */
  tolerance: number;
  /**
   * How TIME may move between accounts.
   */
  transfers?: TransferRules;
  /**
   * Percent of the plain rate by category; a category that is not listed counts 100. At most 32.
   */
  weights: Weight[];
}
/**
 * When the right to publish or to enrol is withdrawn by rule. It comes back by itself when the time is over.
 */
export interface Conduct {
  /**
   * A mean rating below this, in hundredths of a score, withdraws the right to publish; 0 never does.
   */
  min_rating: number;
  /**
   * The fewest ratings of which a mean is taken.
   */
  min_ratings: number;
  /**
   * So many seats not taken in the window withdraw the right to enrol; 0 never does.
   */
  no_show_limit: number;
  /**
   * So many deadlines passed in the window withdraw the right to publish; 0 never does.
   */
  silent_limit: number;
  /**
   * For how long a right is withdrawn.
   */
  suspension: number;
  /**
   * How far back facts count.
   */
  window: number;
}
/**
 * A grant of TIME by rule, once per member or once per period.
 */
export interface Grant {
  /**
   * Seconds after which a member may have it again; `None` is never.
   */
  every?: number | null;
  /**
   * Stable id within the branch, e.g. "elder-80".
   */
  id: string;
  /**
   * The youngest class of age it is for.
   */
  min_age: AgeClass;
  minutes: number;
}
/**
 * Points and the five stars. Hours of the thresholds: the ministry's practice of 100, 300, 600, 1000 and 1500.
 */
export interface Levels {
  /**
   * The least mean rating for one to five stars, in hundredths of a score; who has no rating yet passes.
   *
   * @minItems 5
   * @maxItems 5
   */
  min_rating: [number, number, number, number, number];
  /**
   * Points off for not coming.
   */
  points_off_no_show: number;
  /**
   * Points off for letting a deadline pass.
   */
  points_off_silent: number;
  /**
   * Points for an hour of service.
   */
  points_per_hour: number;
  /**
   * Points for each score over 3, and off for each under 3, by the distance.
   */
  points_per_score: number;
  /**
   * What one to five stars give.
   *
   * @minItems 5
   * @maxItems 5
   */
  rewards: [StarReward, StarReward, StarReward, StarReward, StarReward];
  /**
   * Minutes of service for one to five stars, rising.
   *
   * @minItems 5
   * @maxItems 5
   */
  thresholds: [number, number, number, number, number];
}
/**
 * What a star gives, enforced at enrolment.
 */
export interface StarReward {
  /**
   * Seconds before registration opens for everybody in which the holder may enrol already.
   */
  early: number;
  /**
   * The cap on a day's earnings in percent of the pack's; at least 100.
   */
  earn_cap_percent: number;
  /**
   * Seats the holder may have at once in activities to come; without a star it is `OPEN_ENROLMENTS`.
   */
  open_enrolments: number;
}
/**
 * How much each factor counts in how well an activity suits a member, in percent: together 100. No contract reads it; the branches' relayers do.
 */
export interface MatchingWeights {
  /**
   * How near it is to where the member usually helps.
   */
  distance: number;
  /**
   * How well the time fits when the member usually helps.
   */
  free_time: number;
  /**
   * How often the member has helped lately.
   */
  frequency: number;
  /**
   * How member and publisher rated each other, or how the member is rated.
   */
  rating: number;
  /**
   * How reliably the member comes.
   */
  reliability: number;
  /**
   * How much service the member has given.
   */
  service_time: number;
  /**
   * How often the member has given this kind of help.
   */
  skill: number;
}
/**
 * What the rulebook publishes of a pack for whoever moves TIME. 18 bytes: `gift u8 ‖ flags u8 ‖ overflow u8 ‖ inheritance u8 ‖ gift_annual_cap u32 ‖ balance_cap u32 ‖ min_to_redeem u32 ‖ expiry_months u16`, where the flags are 1 acceptance, 2 donation, 4 groups donate only, 8 unregistered addresses; a number of 0 is none.
 */
export interface TransferRules {
  /**
   * The most a member may hold.
   */
  balance_cap?: number | null;
  /**
   * Whether members may donate to the welfare fund.
   */
  donation: boolean;
  /**
   * Months after which TIME that was earned ends.
   */
  expiry_months?: number | null;
  /**
   * To whom members may give. A plain cw20 transfer is a gift to anybody.
   */
  gift: Gift;
  /**
   * Whether a gift arrives only when it is accepted.
   */
  gift_acceptance: boolean;
  /**
   * The most a member may give in one year (UTC+8).
   */
  gift_annual_cap?: number | null;
  /**
   * Whether the TIME of groups can only be donated.
   */
  groups_donate_only: boolean;
  inheritance: Inheritance;
  /**
   * The balance a member must have reached before paying from it.
   */
  min_to_redeem?: number | null;
  overflow: Overflow;
  /**
   * Whether addresses that no branch registered can hold TIME.
   */
  unregistered: boolean;
}
/**
 * The first weight of the list that fits an activity counts; where none does it is 100 percent.
 */
export interface Weight {
  /**
   * Only for services that begin in this band of time; `None` is any.
   */
  band?: Band | null;
  category: Category;
  percent: number;
  /**
   * Only for this skill; `None` is any.
   */
  skill?: Skill | null;
}
/**
 * What the federation lets a branch's pack say.
 */
export interface Bounds {
  /**
   * The highest cap on a balance; `None` is any, and none at all.
   */
  balance_cap?: number | null;
  /**
   * The longest time for a confirmation, for a payment and for a dispute.
   */
  deadline: number;
  /**
   * The least time a draft is open for comments.
   */
  feedback: number;
  /**
   * The fewest minutes of service for the first star, as stars count at every branch.
   */
  first_star: number;
  /**
   * The widest circle of gifts.
   */
  gift: Gift;
  /**
   * The most minutes the grants together may give one member in a year.
   */
  grants: number;
  /**
   * The least time from a draft's adoption until it comes into force.
   */
  notice: number;
  /**
   * Whether addresses that no branch registered may hold TIME.
   */
  unregistered: boolean;
  /**
   * The most percent of the plain rate.
   */
  weight: number;
}
/**
 * What reputation publishes about a member under `standing_key(member)`: `stars u8 ‖ publishing suspended until u64 ‖ enrolling suspended until u64`, 17 bytes. A member without one has no stars and every right.
 */
export interface Standing {
  enrolling_suspended: number;
  /**
   * 0 when it is not.
   */
  publishing_suspended: number;
  /**
   * 0 to 5.
   */
  stars: number;
}
/**
 * What a member did and what others said of it, summed over all time and all branches.
 */
export interface Totals {
  assessment_sum: number;
  /**
   * Assessments by activity administrators, and the sum of their scores.
   */
  assessments: number;
  /**
   * Of the services received, those paid only when a deadline was over, which is a silence too.
   */
  late: number;
  minutes: number;
  /**
   * Seats not taken.
   */
  no_shows: number;
  rating_sum: number;
  /**
   * Ratings by the other side, and the sum of their scores.
   */
  ratings: number;
  /**
   * Services received and paid, and their minutes.
   */
  received: number;
  received_minutes: number;
  /**
   * Of the minutes of services given, those whose payment was reversed: they count for nothing any more.
   */
  reversed_minutes: number;
  /**
   * Services given, and their minutes.
   */
  services: number;
  /**
   * Deadlines passed.
   */
  silences: number;
}
/**
 * Limits on what leaves an account through the proxy. Who holds an own chain account is not limited.
 */
export interface Limits {
  /**
   * The most on one day (UTC+8); `None` is no limit.
   */
  daily?: number | null;
  /**
   * Seconds from the introduction of a recipient until more than `SMALL_AMOUNT` a day can be sent to new recipients.
   */
  new_recipient_delay: number;
}
/**
 * What a publisher says about an activity. Everything here is public: no names, addresses or health of persons.
 */
export interface ActivityInput {
  admission: Admission;
  /**
   * 33-byte compressed key whose signatures are the rotating attendance codes.
   */
  attendance_key: Binary;
  category: Category;
  /**
   * The standing need or offer it comes from.
   */
  listing?: number | null;
  payer: Payer;
  /**
   * District-level place, 1 to 80 characters.
   */
  place: string;
  /**
   * When members can enrol.
   */
  registration: Window;
  /**
   * What a participant must show, all of it; at most `MAX_REQUIREMENTS`.
   */
  requirements?: Requirement[];
  reward: Reward;
  /**
   * 1 to `MAX_SEATS`.
   */
  seats: number;
  /**
   * When the service is planned. Its length is what one participant is expected to give.
   */
  service: Window;
  /**
   * What the service asks of whoever gives it; it can change the pack's weight.
   */
  skill?: Skill & string;
  /**
   * Short public text, at most 500 characters.
   */
  summary: string;
  /**
   * sha256 of a longer public text that the branches' relayers serve.
   */
  text?: HexBinary | null;
  /**
   * 1 to 80 characters.
   */
  title: string;
}
/**
 * A span of time; `start` is in it, `end` is not.
 */
export interface Window {
  end: number;
  start: number;
}
/**
 * The rules of the pack, copied at approval so that later packs change nothing.
 */
export interface Terms {
  confirm_deadline: number;
  dispute_window: number;
  earn_cap?: number | null;
  /**
   * The most a participant can earn on one day, before the bonus of the stars.
   */
  earn_cap_day?: number | null;
  /**
   * After this long a need that nobody takes escalates; 0 is never.
   */
  escalate_after?: number;
  /**
   * Version of the branch's pack.
   */
  pack: number;
  /**
   * The most one participant is paid, held for each seat.
   */
  per_seat: number;
  /**
   * The youngest class of age of participants.
   */
  provider_age?: AgeClass | null;
  rounding: Rounding;
  settle_deadline: number;
  settle_requires_rating: boolean;
  tolerance: number;
  weight_percent: number;
}
/**
 * What was found about one requirement.
 */
export interface Finding {
  /**
   * The number of the certificate, of the stars or of the branch; nothing where there is none.
   */
  found?: number | null;
  met: boolean;
  /**
   * Its place, counted from 1, as an enrolment that is refused names it.
   */
  requirement: number;
  /**
   * Until when the certificate or credential is valid; nothing for what lasts.
   */
  valid_until?: number | null;
}
/**
 * The proof of one settled service: 65 bytes, `source u8 ‖ payer u64 ‖ participant u64 ‖ started u64 ‖ ended u64 ‖ minutes u32 ‖ paid u32 ‖ returned u32 ‖ height u64 ‖ settled u64 ‖ pack u32`.
 */
export interface Receipt {
  ended: number;
  height: number;
  /**
   * Minutes of service both sides agreed on, or the rule decided.
   */
  minutes: number;
  /**
   * Version of the rule pack that applied.
   */
  pack: number;
  /**
   * TIME paid to the participant.
   */
  paid: number;
  participant: number;
  /**
   * The member who published.
   */
  payer: number;
  /**
   * TIME given back to the payer, or not minted.
   */
  returned: number;
  settled: number;
  source: ReceiptSource;
  /**
   * When attendance began and ended.
   */
  started: number;
}
/**
 * What a member says about a standing offer or need. Everything here is public.
 */
export interface ListingInput {
  category: Category;
  kind: ListingKind;
  /**
   * District-level place, 1 to 80 characters.
   */
  place: string;
  /**
   * At most 500 characters.
   */
  summary: string;
  /**
   * 1 to 80 characters.
   */
  title: string;
  /**
   * When it ends by itself; at most a year ahead.
   */
  until: number;
}
/**
 * What an author says about a course. Everything here is public.
 */
export interface CourseInput {
  /**
   * Whether only members of the branch can enrol.
   */
  branch_only: boolean;
  certificate: Certified;
  /**
   * The course of the same branch of which this is another run: who passes has passed that one.
   */
  counts_as?: number | null;
  /**
   * So many sessions must have been attended to pass, at least 1.
   */
  min_sessions: number;
  /**
   * District-level place, 1 to 80 characters.
   */
  place: string;
  /**
   * When members can enrol; over before the first session.
   */
  registration: Window;
  /**
   * Courses that must have been passed before, at most `MAX_REQUIRED`.
   */
  requires: number[];
  /**
   * 1 to `MAX_SEATS`.
   */
  seats: number;
  /**
   * In order of time, 1 to `MAX_SESSIONS`, none over another, each at most a day.
   */
  sessions: Window[];
  /**
   * Short public text, at most 500 characters.
   */
  summary: string;
  /**
   * sha256 of a longer public text that the branches' relayers serve.
   */
  text?: HexBinary | null;
  /**
   * 1 to 80 characters.
   */
  title: string;
  /**
   * 1 to `MAX_TRAINERS` members who record attendance and results.
   */
  trainers: number[];
}
/**
 * What training publishes about a certificate under `certificate_key`, so that a Merkle proof can be served for it. 74 bytes: `status u8 ‖ issuer's kind u8 ‖ branch or report u64 ‖ course u64 ‖ member u64 ‖ issued u64 ‖ valid until u64 ‖ holder`.
 */
export interface Certificate {
  course: number;
  /**
   * 32-byte commitment to the holder.
   */
  holder: HexBinary;
  issued: number;
  issuer: Issuer;
  member: number;
  status: CertificateStatus;
  /**
   * `u64::MAX` for one that lasts.
   */
  valid_until: number;
}
/**
 * What the council sets of a source.
 */
export interface SourceInput {
  /**
   * Whose administrators look after it: quarantine, release and disagreements.
   */
  branch: number;
  /**
   * Chain accounts, at most `MAX_FEEDERS`; none ends the source.
   */
  feeders: string[];
  /**
   * So many feeders must say the same: more than half of them.
   */
  k: number;
  kind: SourceKind;
  /**
   * More facts than this within `MASS_WINDOW` put the source into quarantine.
   */
  mass_change: number;
  /**
   * 1 to 80 characters.
   */
  name: string;
  /**
   * What it may attest; anything that is not listed is refused.
   */
  rules: Rule[];
  /**
   * The sequence the source stands at. One that is known only rises.
   */
  sequence: number;
  /**
   * How old a fact may be when it is attested, and after how long without a word from k feeders the source counts as stale.
   */
  staleness: number;
  /**
   * How long an administrator can undo what was applied.
   */
  undo_window: number;
}
/**
 * What happens to a kind of change when it is agreed.
 */
export interface Rule {
  /**
   * Applied at once, or by an administrator of the member's branch.
   */
  automatic: boolean;
  kind: ChangeKind;
}
/**
 * What a feeder saw. Two are the same when all of this is.
 */
export interface Attestation {
  change: Change;
  /**
   * sha256 of the partner's record in canonical form, with its salt.
   */
  digest: HexBinary;
  member: number;
  /**
   * When the partner recorded it.
   */
  observed: number;
  /**
   * The source's own number of the change. Of two changes of one thing the higher one holds.
   */
  sequence: number;
}
