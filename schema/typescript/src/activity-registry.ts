// Generated from the contract's JSON schema by generate.js; do not edit.

export type ExecuteMsg =
  | {
      /**
       * Sets the addresses of the system, once.
       */
      wire: {
        wiring: Wiring;
      };
    }
  | {
      /**
       * An intent of `actor`, checked by the proxy; `msg` is another variant of this enum.
       */
      relayed: {
        actor: Actor;
        msg: Binary;
      };
    }
  | {
      /**
       * Creates an activity as a draft; commits nothing. Emits `activity_drafted`.
       */
      draft: {
        activity: ActivityInput;
      };
    }
  | {
      /**
       * Creates an activity and submits it. Emits `activity_drafted` and `activity_submitted`.
       */
      publish: {
        activity: ActivityInput;
      };
    }
  | {
      /**
       * Publishes the activity and again at more times, each an activity of its own with its own hold; at most `MAX_SERIES` more. Emits `activity_drafted` and `activity_submitted` for each, and `series_published`.
       */
      publish_series: {
        activity: ActivityInput;
        more: Occurrence[];
      };
    }
  | {
      /**
       * Changes an activity that has not started. A draft or returned one stays where it is; a submitted or approved one goes back to review with the next revision, its hold adjusted. Emits `activity_edited`, `activity_submitted`.
       */
      edit: {
        activity: ActivityInput;
        id: number;
        revision: number;
      };
    }
  | {
      /**
       * Submits a draft or returned activity for review: the owner-signed submission holds the escrow. Emits `activity_submitted`.
       */
      submit: {
        id: number;
        revision: number;
      };
    }
  | {
      /**
       * Takes the activity back while nobody has attended; the hold is given back. Emits `activity_cancelled`.
       */
      withdraw: {
        id: number;
        reason: string;
      };
    }
  | {
      /**
       * Approves exactly this revision; the branch's rules are copied into the activity, and what issuance or the welfare fund pays is reserved or held. Emits `activity_approved`.
       */
      approve: {
        id: number;
        revision: number;
      };
    }
  | {
      /**
       * Returns exactly this revision to its publisher with a reason; the hold is given back. Emits `activity_returned`.
       */
      return: {
        id: number;
        reason: string;
        revision: number;
      };
    }
  | {
      /**
       * Takes an abnormal activity down and returns it to its publisher. Emits `activity_returned`.
       */
      take_down: {
        id: number;
        reason: string;
      };
    }
  | {
      /**
       * Makes a member co-administrator. Emits `co_administrator_added`.
       */
      add_co_administrator: {
        id: number;
        member: number;
      };
    }
  | {
      /**
       * Emits `co_administrator_removed`.
       */
      remove_co_administrator: {
        id: number;
        member: number;
      };
    }
  | {
      /**
       * Enrols the actor, on the waitlist when no seat is free, if the actor meets the requirements and the branch's rules. `openings` show the credentials that are asked for. Emits `enrolled`, and `requirements_met` if there are any.
       */
      enrol: {
        id: number;
        openings?: Opening[];
      };
    }
  | {
      /**
       * Takes the actor's enrolment back before check-in; the first on the waitlist moves up. Emits `enrolment_withdrawn`, and `moved_up`.
       */
      withdraw_enrolment: {
        id: number;
      };
    }
  | {
      /**
       * Admits an enrolled participant. Emits `admitted`.
       */
      admit: {
        id: number;
        participant: number;
      };
    }
  | {
      /**
       * Declines an enrolled or admitted participant before check-in; the first on the waitlist moves up. Emits `declined`.
       */
      decline: {
        id: number;
        participant: number;
        reason: string;
      };
    }
  | {
      /**
       * Begins the actor's attendance with the code shown on site. Emits `attendance`.
       */
      check_in: {
        code: AttendanceCode;
        id: number;
      };
    }
  | {
      /**
       * Ends it, with a code of a later step than the one that began it. Emits `attendance`.
       */
      check_out: {
        code: AttendanceCode;
        id: number;
      };
    }
  | {
      /**
       * Begins or ends a participant's attendance on an administrator's word. Emits `attendance`, attributed.
       */
      record_attendance: {
        id: number;
        participant: number;
        side: AttendanceSide;
      };
    }
  | {
      /**
       * States the minutes of service: the participant's own, or the payer's side about a participant. When both have spoken, figures within the tolerance are averaged, others become a dispute. Emits `minutes_confirmed`, then `minutes_agreed` or `dispute_opened`.
       */
      confirm_minutes: {
        id: number;
        minutes: number;
        participant: number;
      };
    }
  | {
      /**
       * Opens a dispute for either side, once: before payment, or after it within the window. Emits `dispute_raised`.
       */
      open_dispute: {
        id: number;
        participant: number;
      };
    }
  | {
      /**
       * Names a verdict. When a second reviewer names the same it is carried out; another one takes its place. Emits `verdict_named`, then `dispute_resolved` and, before payment, `minutes_agreed` and `settled`.
       */
      decide_dispute: {
        id: number;
        participant: number;
        verdict: Verdict;
      };
    }
  | {
      /**
       * Rates the other side: the participant rates the publisher (`participant` = actor), the publisher a participant. Emits `rated`.
       */
      rate: {
        comment?: HexBinary | null;
        id: number;
        participant: number;
        score: number;
      };
    }
  | {
      /**
       * Pays an agreed service. Emits `settled`, and `activity_settled` when nothing is open any more.
       */
      settle: {
        id: number;
        participant: number;
      };
    }
  | {
      /**
       * An administrator's assessment of a participant, once: a score from 1 to 5 and sha256 of a note. Emits `assessed`.
       */
      assess: {
        id: number;
        note?: HexBinary | null;
        participant: number;
        score: number;
      };
    }
  | {
      /**
       * Something about a service after it, from either side; `note` is sha256 of what is said. Emits `followed_up`.
       */
      follow_up: {
        id: number;
        kind: FollowUpKind;
        note: HexBinary;
        participant: number;
      };
    }
  | {
      /**
       * From now on neither enrols with the other. Emits `member_blocked`.
       */
      block: {
        member: number;
      };
    }
  | {
      /**
       * Takes the own block back. Emits `member_unblocked`.
       */
      unblock: {
        member: number;
      };
    }
  | {
      /**
       * Drafts a standing offer or need. Emits `listing_saved`.
       */
      draft_listing: {
        listing: ListingInput;
      };
    }
  | {
      /**
       * Changes one that is open; an approved one goes back to review. Emits `listing_saved`, and `listing_moved`.
       */
      edit_listing: {
        id: number;
        listing: ListingInput;
        revision: number;
      };
    }
  | {
      /**
       * Submits it for review. Emits `listing_moved`.
       */
      submit_listing: {
        id: number;
        revision: number;
      };
    }
  | {
      /**
       * Approves exactly this revision, or returns it with a reason. Emits `listing_moved`.
       */
      review_listing: {
        id: number;
        reason?: string | null;
        revision: number;
      };
    }
  | {
      /**
       * Ends it, by its member, or by an administrator of the branch with a reason. Emits `listing_moved`.
       */
      close_listing: {
        id: number;
        reason?: string | null;
      };
    }
  | {
      /**
       * Says "I can" to a need or "I need" to an offer, or takes it back. Emits `listing_answered`.
       */
      respond: {
        id: number;
        yes: boolean;
      };
    }
  | {
      /**
       * Works off deadlines that are over, at most `MAX_TICK`; anybody may. Emits `deadline_passed` for each.
       */
      tick: {
        limit?: number | null;
      };
    }
  | {
      /**
       * Does what the rule says about one deadline that is over. `tick` sends it to the contract itself, so that an item that fails undoes only itself. Emits `deadline_passed` and what follows from it.
       */
      elapse: {
        /**
         * An activity or a listing.
         */
        id: number;
        /**
         * Nothing for the activity's own deadline.
         */
        participant?: number | null;
      };
    };
/**
 * A set of rights, one bit each.
 */
export type Rights = number;
/**
 * A set of roles, one bit each.
 */
export type Roles = number;
/**
 * What the key that signed an intent may do; see `timebank-intent` for the byte form.
 */
export type Scope = "everyday" | "owner" | "office";
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/**
 * Whether an enrolment needs an administrator's word.
 */
export type Admission = "by_administrator" | "automatic";
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
 * A coarse class of age, attested by the custodian branch; never a date of birth.
 */
export type AgeClass = ("under18" | "from80") | "under60" | "from60" | "from65";
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
 * What a service asks of whoever gives it.
 */
export type Skill = "plain" | "trained" | "professional";
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
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
 * What a follow-up is about.
 */
export type FollowUpKind = ("complaint" | "repeat_visit" | "thank_you") | "incident" | "insurance";
export type ListingKind = "offer" | "need";
export type QueryMsg =
  | {
      activity: {
        id: number;
      };
    }
  | {
      /**
       * Newest first when `descending`.
       */
      activities: {
        descending?: boolean | null;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      enrolment: {
        id: number;
        participant: number;
      };
    }
  | {
      /**
       * What was found about the requirements when the participant enrolled; of somebody who has not, what would be found now, but for credentials, which only an enrolment shows.
       */
      findings: {
        id: number;
        participant: number;
      };
    }
  | {
      enrolments: {
        id: number;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      receipt: {
        id: number;
        participant: number;
      };
    }
  | {
      dispute: {
        id: number;
        participant: number;
      };
    }
  | {
      /**
       * In the order in which they were said.
       */
      follow_ups: {
        id: number;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * What is reserved for a member: seats to come, and of the day.
       */
      agenda: {
        member: number;
      };
    }
  | {
      /**
       * Who of the two has blocked the other.
       */
      block: {
        member: number;
        other: number;
      };
    }
  | {
      /**
       * How many facts there are for reputation.
       */
      fact_count: {};
    }
  | {
      listing: {
        id: number;
      };
    }
  | {
      /**
       * Newest first when `descending`.
       */
      listings: {
        descending?: boolean | null;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * Members who answered a listing.
       */
      answers: {
        id: number;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * Deadlines that are over at `at` (default: now), in order.
       */
      due: {
        at?: number | null;
        limit?: number | null;
      };
    }
  | {
      config: {};
    };
/**
 * How far a need that nobody takes has come.
 */
export type Escalation = "none" | "wider" | "invited" | "staff";
/**
 * The step of the progress bar at a given time.
 */
export type Stage =
  | ("draft" | "submitted" | "returned" | "registration" | "in_progress" | "ended" | "settled" | "cancelled")
  | "approved"
  | "ready";
/**
 * Where an activity is in its life. What follows from the clock is computed: see `Stage`.
 */
export type State = "draft" | "submitted" | "returned" | "approved" | "settled" | "cancelled";
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
 * Where a participant is.
 */
export type EnrolmentState =
  | ("admitted" | "declined" | "withdrawn" | "disputed" | "settled")
  | "waitlisted"
  | "enrolled"
  | "attending"
  | "attended"
  | "agreed";
export type ListingState = "draft" | "submitted" | "returned" | "approved" | "closed";
/**
 * Where the TIME of a settlement came from.
 */
export type ReceiptSource = "own_balance" | "issuance" | "welfare_fund";

/**
 * Messages and answers of activity-registry.
 */
export interface Contract {
  instantiate: InstantiateMsg;
  execute: ExecuteMsg;
  query: QueryMsg;
  migrate: MigrateMsg;
  responses: Responses;
}
export interface InstantiateMsg {
  /**
   * Seconds after which the attendance code changes, 5 to 300.
   */
  code_period: number;
  /**
   * The federation's council.
   */
  council: string;
}
/**
 * The addresses of the whole system. Each contract is instantiated with the council's address and then wired; an address that is known never changes, one of a contract that joins later is added by wiring again.
 */
export interface Wiring {
  activity_registry: string;
  member_registry: string;
  oracle: string;
  proxy: string;
  reputation: string;
  rulebook: string;
  time_token: string;
  training: string;
}
/**
 * The member behind a relayed message, as the proxy vouches for it after checking signature, nonce and expiry. A target believes it only from the proxy it is wired to, and looks nothing else up.
 */
export interface Actor {
  /**
   * The member's account at the cw20 face.
   */
  account: string;
  /**
   * Who signed, when an agent acts for the member. Such an actor holds no roles.
   */
  agent?: Agent | null;
  branch: number;
  id: number;
  /**
   * The branch of the operator that handed the intent in; the own one for a member who acts with a chain account.
   */
  relayed_by: number;
  roles: Roles;
  scope: Scope;
}
/**
 * Whoever acts for a member, within these limits.
 */
export interface Agent {
  /**
   * The most of the member's own TIME the agent may commit on one day.
   */
  daily: number;
  member: number;
  rights: Rights;
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
 * One more time of a series.
 */
export interface Occurrence {
  registration: Window;
  service: Window;
}
/**
 * Shows what is behind a credential's commitment.
 */
export interface Opening {
  predicate: number;
  /**
   * 16 bytes.
   */
  salt: HexBinary;
}
/**
 * The code on site: the attendance key's signature over `timebank-intent`'s attendance digest of this step.
 */
export interface AttendanceCode {
  /**
   * 64-byte compact signature.
   */
  signature: Binary;
  /**
   * Unix time divided by the code's period.
   */
  step: number;
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
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  activities: ActivitiesResponse;
  activity: ActivityResponse;
  agenda: AgendaResponse;
  answers: AnswersResponse;
  block: BlockResponse;
  config: ConfigResponse;
  dispute: DisputeResponse;
  due: DueResponse;
  enrolment: EnrolmentResponse;
  enrolments: EnrolmentsResponse;
  fact_count: FactCountResponse;
  findings: FindingsResponse;
  follow_ups: FollowUpsResponse;
  listing: ListingResponse;
  listings: ListingsResponse;
  receipt: ReceiptResponse;
}
export interface ActivitiesResponse {
  activities: ActivityResponse[];
}
export interface ActivityResponse {
  activity: ActivityInput;
  branch: number;
  co_administrators: number[];
  escalation: Escalation;
  id: number;
  /**
   * Participants who attended and are not settled.
   */
  open: number;
  publisher: number;
  /**
   * Why it was returned, withdrawn or taken down.
   */
  reason?: string | null;
  revision: number;
  /**
   * The first activity of its series.
   */
  series?: number | null;
  settled: number;
  stage: Stage;
  state: State;
  /**
   * Seats that are taken.
   */
  taken: number;
  /**
   * Set by the submission (provisional) and fixed by the approval.
   */
  terms?: Terms | null;
  waitlisted: number;
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
export interface AgendaResponse {
  seats: SeatInfo[];
}
/**
 * A seat that is kept for a member.
 */
export interface SeatInfo {
  activity: number;
  /**
   * The hour of Unix time in which the service begins.
   */
  hour: number;
  /**
   * What it can earn.
   */
  minutes: number;
}
export interface AnswersResponse {
  members: number[];
}
export interface BlockResponse {
  by_member: boolean;
  by_other: boolean;
}
export interface ConfigResponse {
  /**
   * Seconds after which the attendance code changes.
   */
  code_period: number;
}
export interface DisputeResponse {
  dispute?: DisputeInfo | null;
}
export interface DisputeInfo {
  /**
   * Nobody when the two figures were too far apart.
   */
  by?: number | null;
  decided?: Verdict | null;
  /**
   * The verdict that waits for a second reviewer, and who named it.
   *
   * @minItems 2
   * @maxItems 2
   */
  named?: [number, Verdict] | null;
  /**
   * Whether it was opened after payment.
   */
  paid: boolean;
  since: number;
}
export interface DueResponse {
  due: DueItem[];
}
export interface DueItem {
  activity: number;
  at: number;
  /**
   * Nothing for the activity's own deadline.
   */
  participant?: number | null;
}
export interface EnrolmentResponse {
  activity: number;
  agreed?: number | null;
  /**
   * The administrator's assessment.
   */
  assessed?: number | null;
  /**
   * What the participant said.
   */
  claimed?: number | null;
  /**
   * What the payer's side said.
   */
  confirmed?: number | null;
  /**
   * When the next thing happens by rule.
   */
  due?: number | null;
  ended?: number | null;
  participant: number;
  /**
   * Place on the waitlist by order of arrival; smaller moves up first.
   */
  position: number;
  /**
   * The participant's score for the publisher.
   */
  score_given?: number | null;
  /**
   * The publisher's score for the participant.
   */
  score_received?: number | null;
  started?: number | null;
  state: EnrolmentState;
}
export interface EnrolmentsResponse {
  enrolments: EnrolmentResponse[];
}
export interface FactCountResponse {
  count: number;
}
export interface FindingsResponse {
  /**
   * In the order of the requirements.
   */
  findings: Finding[];
  /**
   * Whether it was found at an enrolment, and kept.
   */
  kept: boolean;
  /**
   * The revision of the activity that asked for this.
   */
  revision: number;
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
export interface FollowUpsResponse {
  follow_ups: FollowUpInfo[];
}
export interface FollowUpInfo {
  at: number;
  by: number;
  kind: FollowUpKind;
  note: HexBinary;
  /**
   * Counted from 1 within the activity.
   */
  number: number;
  participant: number;
}
export interface ListingResponse {
  answers: number;
  branch: number;
  escalation: Escalation;
  id: number;
  listing: ListingInput;
  member: number;
  /**
   * Why it was returned or closed.
   */
  reason?: string | null;
  revision: number;
  state: ListingState;
}
export interface ListingsResponse {
  listings: ListingResponse[];
}
export interface ReceiptResponse {
  receipt?: Receipt | null;
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
