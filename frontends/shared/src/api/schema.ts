// Generated from schema/openapi.json by `npm run types`.

export interface paths {
    "/v1/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The branch's whole access log, the newest first. For auditors. */
        get: operations["all_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/actions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of an action. Its id is a secret between the relayer and whoever asked for it, so no login is needed: a
         *     registration is followed before there can be one.
         */
        get: operations["get_action"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The activities of all branches. Drafts and returned ones are shown to administrators here, and to their publishers among
         *     their own.
         */
        get: operations["list_activities"];
        put?: never;
        /**
         * Publishes an activity, as a draft or straight to review. What the own balance pays is held from the submission on, which
         *     therefore needs the transaction password; what the branch pays needs an unlocked office.
         */
        post: operations["publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An activity. */
        get: operations["get_activity"];
        /** Changes an activity that has not started. One that was submitted or approved goes back to review. */
        put: operations["edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks the member in or out with the code or the number shown on site. */
        post: operations["attend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/attendance-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The code to show on site, for an administrator of the activity. */
        get: operations["code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/co-administrators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a member co-administrator. */
        post: operations["add_co_administrator"];
        /** Removes a co-administrator. */
        delete: operations["remove_co_administrator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The details of an activity, for whoever has a seat in it, wherever it was published, and for its administrators at the branch of
         *     its publisher. That they were read is written down.
         */
        get: operations["read_details"];
        /**
         * Writes down what only those need who help: where exactly, whom to call, what matters of somebody's health. It is kept sealed at
         *     this branch, given to whoever has a seat and to nobody else, and erased a day after the service was to end. The ledger has
         *     none of it. For administrators of the activity, at the branch of its publisher.
         */
        put: operations["write_details"];
        post?: never;
        /** Takes the details of an activity away. */
        delete: operations["remove_details"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The participants: all of them for the activity's administrators and for office-holders, else only oneself. */
        get: operations["list_enrolments"];
        put?: never;
        /** Enrols whoever asks; on the waitlist when no seat is free. The body may be left out where no credential is asked for. */
        post: operations["enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/admission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Admits an enrolled participant. */
        post: operations["admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/assessment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The assessment of a participant, for the activity's administrators, the participant and the branch's office. */
        get: operations["get_assessment"];
        put?: never;
        /** Assesses a participant, once, for an administrator of the activity. */
        post: operations["assess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins or ends a participant's attendance on an administrator's word. */
        post: operations["record_attendance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Declines a participant, before check-in. */
        post: operations["decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dispute about a participant's service, for its parties and for the office of the activity's branch. */
        get: operations["get_dispute"];
        put?: never;
        /** Opens a dispute, for either side: before payment, or after it within the window as a request to look at it again. */
        post: operations["open_dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/dispute-resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Names a verdict about a dispute. It is carried out when a second reviewer names the same. */
        post: operations["resolve_dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The short report for an activity's administrators: by what a participant meets each requirement. Everybody may ask about
         *     oneself.
         */
        get: operations["enrolment_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says something about a service after it: the participant, or an administrator of the activity. */
        post: operations["follow_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/minutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** States the minutes of service: the participant about oneself, or the payer's side about a participant. */
        post: operations["confirm_minutes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rates the other side: the participant the publisher, the publisher a participant. */
        post: operations["rate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of a settled participant. */
        get: operations["receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/receipt/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of a settled participant with the proof that the ledger has it, for anybody to check. */
        get: operations["receipt_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/{participant}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pays an agreed service. */
        post: operations["settle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/enrolments/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes the own enrolment back, before check-in. */
        delete: operations["withdraw_enrolment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said about an activity's services after them: all of it for its administrators and for the branch's office, else
         *     what is about oneself.
         */
        get: operations["list_follow_ups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/lottery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A draw by lot: before registration closes what the branch is bound to, after it everything that is needed to do it again. */
        get: operations["lottery"];
        /** Commits the branch to a secret for a draw by lot, once, before registration closes. For the activity's administrators. */
        put: operations["commit_lottery"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves or returns exactly this revision. */
        post: operations["review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submits a draft or returned activity for review. */
        post: operations["submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/take-down": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an abnormal activity down and returns it to its publisher. */
        post: operations["take_down"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an activity back while nobody has attended; what was held is given back. */
        post: operations["withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes an activity that recurs: the first, and one more for each further time, each with its own hold and review. */
        post: operations["publish_series"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to the phone, if it has an account: the answer is the same either way. */
        post: operations["request_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-resets/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new login password by the code and the ID number. The member account stays the same; every session ends. */
        post: operations["confirm_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/phone-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to a phone with which somebody wants to register. The answer is the same for every phone number. */
        post: operations["send_registration_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers a person: a key pair and a member account appear on chain. Log in at once; the account is there when the
         *     action is done. A person who is registered at any branch is refused with `member.person_registered`, and the phone number is
         *     free again.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs in. A wrong phone number and a wrong password have the same answer. */
        post: operations["log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Logs out; an office unlocked in this session is locked. */
        delete: operations["log_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The branches of the network. */
        get: operations["branches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/{id}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The issuance budget of a branch. */
        get: operations["budget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/{id}/fund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The welfare fund of a branch, and what the branch stands for. */
        get: operations["fund"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/{id}/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The packs of a branch, newest first: the first whose time has come is in force. */
        get: operations["packs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The details of an activity of this branch's member, sealed, for the branch whose member has a seat in it by the ledger. The
         *     header `Branch-Operator` carries an operator's signature; see docs/content.md.
         */
        post: operations["give_details"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What belongs to a member who, by the ledger, has moved to the branch that asks: sealed. From the first question on nothing is
         *     signed for the member here; while something is under way the answer is `hand_over.waits`. The header `Branch-Operator` carries an
         *     operator's signature; see docs/content.md.
         */
        post: operations["hand_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/hand-overs/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that what belongs to a member was kept by the branch that asks: it is erased here. It may be said twice. */
        post: operations["handed_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The members of this branch who agree that partner institutions' facts about them are taken, by the tags of their ID numbers:
         *     sealed. The header `Branch-Operator` carries an operator's signature; see docs/oracle.md.
         */
        post: operations["give_links"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What opens a kin link that a member of this branch offered, sealed, for the branch of the other side. The header
         *     `Branch-Operator` carries an operator's signature; see docs/content.md.
         */
        post: operations["give_opening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/branches/texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Those of the public texts that are kept here. Whoever gets one checks that it is the one the ledger names. */
        post: operations["give_texts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases about members, of all branches: weighty ones are approved from another one. */
        get: operations["cases"];
        put?: never;
        /** Opens a case that another office-holder decides. */
        post: operations["office_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides a case that somebody else opened. */
        post: operations["office_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a certificate holds, for anybody who has its number. */
        get: operations["certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A certificate with the proof of how the ledger has it, for anybody to check. It shows the certificate as of one block:
         *     whether it was taken back since, only a newer one shows.
         */
        get: operations["certificate_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Extends a certificate of the own branch. */
        post: operations["training_renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a certificate of the own branch back, or an attested one of an own member. */
        post: operations["training_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents/texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts in force, one for each purpose. */
        get: operations["consent_texts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contents/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A public text by its sha256, whichever branch it was written at. Whoever reads it can check that it is the one the ledger means. */
        get: operations["content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/activities/{id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enters what a paper list says of a participant, signed with the clerk's office key, so that the ledger says who entered it. The
         *     ledger counts the time at which it is entered; the minutes of service are stated by themselves.
         */
        post: operations["enter_attendance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/members/{id}/consents/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Records that a member has signed a text on paper. */
        put: operations["take_consent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/members/{id}/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads personal data of a member. The member can see who did it and why. */
        post: operations["disclose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/members/{id}/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a password reset for a member: the code goes to the member's phone, and only the member chooses the password. */
        post: operations["start_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/members/{id}/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives a member another phone number. The old phone is told, and every session of the member ends. */
        put: operations["set_phone"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/members/{id}/phone-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to the phone that a member at the counter wants to have. */
        post: operations["send_counter_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/members/{id}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prints the statement of a member of the own branch: a page for the printer, oldest line first. The member can see who had it
         *     printed and why.
         */
        post: operations["print_statement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counter/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers somebody who has come to the counter. No password is set: whoever has a phone sets one by it, later. */
        post: operations["register_at_counter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The courses of all branches, newest first. */
        get: operations["courses"];
        put?: never;
        /** Creates a course of the own branch as a draft. */
        post: operations["training_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A course. */
        get: operations["course"];
        /** Changes a course that has not begun; an open one goes back to review. */
        put: operations["training_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who was there in a session that has begun, or was not after all; the first such word begins the course. By a trainer. */
        post: operations["training_attend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a course early; results and certificates that were given stay. */
        post: operations["training_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a course in which everybody has a result. */
        post: operations["training_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The participants of a course: all for its trainers and for administrators, else only oneself. */
        get: operations["places"];
        put?: never;
        /** Enrols in a course, on the waitlist when no seat is free. An agent may do it for the principal. */
        post: operations["training_enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/places/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes the own enrolment in a course back, while there is no result. */
        delete: operations["training_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who has passed, which asks for enough sessions, or has not. Who passes is certified where the course does so. By a
         *     trainer.
         */
        post: operations["training_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a course or returns it to its author; neither the author nor a trainer may. */
        post: operations["training_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submits a draft for review. */
        post: operations["training_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/trainers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces the trainers of an open or running course. */
        put: operations["training_set_trainers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a verdict at this branch, the oldest first, without the cases to which the caller is a party. */
        get: operations["dispute_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/donations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives TIME to the welfare fund of the own branch. */
        post: operations["money_donate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The drafts of all branches, newest first. */
        get: operations["drafts"];
        put?: never;
        /** Writes a draft of the own branch's rules. */
        post: operations["standard_write"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A draft. */
        get: operations["draft"];
        /** Writes a draft anew, before it is published or after the comments. */
        put: operations["standard_revise"];
        post?: never;
        /** Gives a draft up. */
        delete: operations["standard_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}/adoption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to a draft's adoption; when two administrators have agreed to the same it is adopted. */
        post: operations["standard_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The comments on a revision of a draft, in the order of members. */
        get: operations["comments"];
        put?: never;
        /** Says what one thinks of a published draft; a later word takes the place of the one before. */
        post: operations["standard_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}/comments/{member}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answers a member's comment in public. The answer is the branch's; the ledger knows nothing of it. */
        put: operations["answer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a draft for comments. */
        post: operations["standard_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The follow-ups of one kind at this branch, latest first: incidents, complaints. */
        get: operations["branch_follow_ups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives TIME to another member, as the rule packs of both branches allow. Where only relatives may be given to, the kin
         *     link that both agreed on is shown to the ledger. Where a gift must be accepted it waits.
         */
        post: operations["money_give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gifts/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a gift that was offered. */
        post: operations["money_accept_gift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gifts/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a gift back: whom it is for at any time, who gave it when it has not been answered for 30 days. */
        post: operations["money_decline_gift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a member the TIME of a grant rule of the branch's pack, once. */
        post: operations["grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups of the own branch, by number. Who acts for one is told with the member. */
        get: operations["groups"];
        put?: never;
        /**
         * Registers a company, school or team of the branch. It has no keys: its signatories, whom two office-holders appoint by a
         *     case, act for it as its agents.
         */
        post: operations["register_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands in an intent that a member has signed. It is checked as the proxy will check it, kept, and followed like any other action.
         *     The same intent is one action, however often it is handed in.
         */
        post: operations["hand_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/intents/basis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an intent of a member's own needs: chain, proxy, contracts, the key's epoch, and a free nonce of each lane. */
        get: operations["basis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The offers and needs of all branches that stand now, latest first. */
        get: operations["list_listings"];
        put?: never;
        /** Drafts a standing offer or need; the action tells its number, under which it is submitted. */
        post: operations["draft_listing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An offer or need. The activities that come from it are those of `GET /v1/activities?listing=`. */
        get: operations["get_listing"];
        /** Changes one that is open. One that was approved goes back to review. */
        put: operations["edit_listing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has answered, for whoever published it and for the branch's office. */
        get: operations["list_answers"];
        put?: never;
        /** Says "I can" to a need or "I need" to an offer. */
        post: operations["answer_listing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{id}/answers/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes the own answer back. */
        delete: operations["take_answer_back"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{id}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an offer or need: one's own, or with a reason any of the branch by its administrator. */
        post: operations["close_listing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves or returns exactly this revision. */
        post: operations["review_listing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{id}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submits it for review. */
        post: operations["submit_listing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is logged in, what there is and what may be done. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at one's data or acted for one at the counter, the newest first. */
        get: operations["own_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own account: balance, what is held, what ends when, what is owed, limits. An agent reads the principal's. */
        get: operations["account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own activities: those one takes part in, or those one publishes or helps to administer. */
        get: operations["my_activities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who acts for oneself, or was asked to; for an agent, who acts for the principal. */
        get: operations["agents"];
        put?: never;
        /** Offers to let somebody act for oneself, within these rights. It counts when the agent accepts. */
        post: operations["family_appoint_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/agents/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends an agency for oneself. */
        delete: operations["family_dismiss_agent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/allowances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The allowances one has given or was given. */
        get: operations["allowances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom one has blocked. */
        get: operations["my_blocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/blocks/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Blocks a member: from now on neither enrols with the other. */
        put: operations["block"];
        post?: never;
        /** Takes the own block back. */
        delete: operations["unblock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own certificates, newest first. An agent reads the principal's. */
        get: operations["my_certificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the own membership. What is left of the TIME goes where the branch's rules send an estate without an heir. */
        post: operations["family_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one has agreed to, and what one has withdrawn; the newest first. */
        get: operations["consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Agrees to the text in force for a purpose. */
        put: operations["agree"];
        post?: never;
        /** Withdraws a consent. */
        delete: operations["withdraw_consent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/courses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own courses, newest first. An agent reads the principal's. */
        get: operations["my_courses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What holds of oneself. An agent reads the principal's. */
        get: operations["credentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who keeps my keys, what keys of my own would have to sign, and what the signer lets leave my account. */
        get: operations["custody"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/custody/exit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers the member's own keys. From the answer on the branch signs nothing for the member any more; when the ledger has the
         *     keys, those here are deleted. The action is that of the owner key.
         */
        post: operations["exit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/custody/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the member's keys as encrypted key files. The branch goes on signing until the member has registered keys of its own. */
        post: operations["export_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/custody/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets what may leave the account. What it tightens counts at once, what it loosens after 24 hours. */
        put: operations["set_limits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/custody/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Names a recipient, so that something can be sent there when the delay of the own limits is over. */
        post: operations["name_recipient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The disputes to which the caller is a party, of the latest activity first. */
        get: operations["my_disputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases oneself: personal data, keys, consents and sessions go for good, the phone number is free again. The ledger stays as it
         *     is, and still says that this person had an account. Needs `POST /v1/me/step-up` within the last ten minutes.
         */
        post: operations["erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A copy of everything that this branch keeps of oneself. Needs `POST /v1/me/step-up` within the last ten minutes. */
        get: operations["export_data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freezes the own account in an emergency: nothing leaves it until two office-holders thaw it. */
        post: operations["family_freeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/gifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The gifts one gave or was offered that had to be accepted, newest first. */
        get: operations["gifts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/kin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own kin links, agreed or offered. */
        get: operations["kin"];
        put?: never;
        /** Offers a kin link to another member. What stands on chain says neither that two members are relatives nor how near. */
        post: operations["family_propose_kin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/kin/{commitment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a kin link, or refuses one. */
        delete: operations["family_revoke_kin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/kin/{commitment}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to a kin link that was offered. */
        post: operations["family_accept_kin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets own limits on what leaves the account. What they tighten counts at once, what they loosen after a day. */
        put: operations["money_set_limits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chain accounts that act for oneself, or can be made to. */
        get: operations["links"];
        put?: never;
        /**
         * Names a chain account that is to act for oneself. After the delay the account confirms it; the branch opens the account on
         *     the ledger if nobody has.
         */
        post: operations["me_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/links/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a link, confirmed or not. It needs no transaction password: whoever suspects a thief is quick. */
        delete: operations["me_unlink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own offers and needs in every state, or those one has answered. */
        get: operations["my_listings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own request for a move, if there is one. */
        get: operations["my_move"];
        put?: never;
        /**
         * Asks for a move to another branch, which both branches decide. When it is done, keys and data go along by themselves; the
         *     transaction password stays, a login password is set anew there.
         */
        post: operations["family_request_move"];
        /** Takes the request for a move back. */
        delete: operations["family_withdraw_move"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller is told, newest first. */
        get: operations["notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notices/family/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Agrees to get copies of what a member is told who has asked for it. */
        put: operations["agree_family"];
        post?: never;
        /** Gets none any more. */
        delete: operations["refuse_family"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Marks one notice as read, or all up to one. */
        put: operations["read_notices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notices/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the caller is told. */
        get: operations["settings"];
        /** Says how the caller wants to be told, in place of what was said before. */
        put: operations["set_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notices/wechat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keeps, sealed, where the caller is told by WeChat. */
        put: operations["set_wechat"];
        post?: never;
        /** Forgets it. */
        delete: operations["remove_wechat"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/office-passphrase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Makes the office key under a passphrase. It is in force when the council has put it on chain; from then on only the
         *     passphrase can be changed here.
         */
        put: operations["set_office_passphrase"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/office-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlocks the office for a shift of this session. */
        post: operations["unlock_office"];
        /** Locks the office of this session. */
        delete: operations["lock_office"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets another login password. Other sessions end. Needs `POST /v1/me/step-up` within the last ten minutes. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes the phone number: by the code on the new phone, and the password or the code on the old one. Other sessions end and the
         *     old phone is told. Who has neither goes to the counter with the ID card.
         */
        put: operations["change_phone"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/phone-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to the phone that one wants to have. The answer is the same for every phone number. */
        post: operations["send_new_phone_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/principals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For whom one acts, or was asked to. */
        get: operations["principals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/principals/{principal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends acting for this member, or refuses to. */
        delete: operations["family_leave_agency"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/principals/{principal}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to act for this member. */
        post: operations["family_accept_agency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own information that is in force, by kind. */
        get: operations["profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/profile-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own requests, newest first. An agent sees those for the principal. */
        get: operations["requests"];
        put?: never;
        /**
         * Asks for a change of one's own information; a newer request of the same kind takes the place of one that waits. An agent
         *     may ask for the principal.
         */
        post: operations["profile_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ratings one has received or given. */
        get: operations["my_ratings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The recipients one has made known. */
        get: operations["recipients"];
        put?: never;
        /** Makes a recipient known, so that after the delay of the limits more than small amounts can be sent there. */
        post: operations["money_introduce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open activities with a free seat that suit the caller best, with the reasons and how much each counts. They are computed from
         *     the caller's own services as the ledger has them, with the weights of the rule pack of the caller's branch.
         */
        get: operations["recommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The recovery of the own transaction password, if one is under way on chain. */
        get: operations["mine"];
        put?: never;
        /**
         * Chooses a new transaction password when the old one is lost. It counts when the own branch and another one have agreed and
         *     the waiting time is over; nothing changes until then.
         */
        post: operations["begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recovery/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the approved key in its place when the waiting time is over. From then on the new transaction password is the one. */
        post: operations["finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What partner institutions said about oneself, newest first. */
        get: operations["my_reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/reports/{id}/objection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that a fact about oneself is wrong; administrators see it. */
        post: operations["partners_object"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sessions in which one is logged in, the newest first. */
        get: operations["sessions"];
        put?: never;
        post?: never;
        /** Logs out everywhere, here too. */
        delete: operations["end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one session. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own standing. */
        get: operations["my_standing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own statement: in pages, or with `Accept: text/csv` as a file to print, oldest line first. An agent reads the
         *     principal's with the header `On-Behalf-Of`.
         */
        get: operations["statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/statement/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own statement with the proof that no movement is missing in it: all movements up to a block, or those after another one,
         *     and the account at either end as the ledger has it. An agent reads the principal's with the header `On-Behalf-Of`.
         */
        get: operations["statement_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Types the login password again. For ten minutes this session may then change the account itself. Logging in counts too. */
        post: operations["step_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transaction-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the first transaction password (202: the owner key goes onto the chain) or changes it (204: the key stays). */
        put: operations["set_transaction_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A member of the own branch. */
        get: operations["member"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/age": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Brings a member into a higher class of age. */
        put: operations["office_renew_age"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** States something about a member of the own branch, as a salted commitment. */
        post: operations["office_issue_credential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/credentials/{commitment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a credential back. */
        delete: operations["office_revoke_credential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/move/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides a member's move, for the branch that is left or the one that is joined. */
        post: operations["office_decide_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/offices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a member of the own branch a light office. */
        post: operations["office_appoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/offices/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a light office away. */
        delete: operations["office_dismiss"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a member's new key, after having made sure who it is. */
        post: operations["recovery_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/recovery/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a key that another branch proposed. */
        post: operations["recovery_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/recovery/objection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that a new key is not the member's wish: by the member, or by a relative with whom a kin link was agreed. The
         *     account freezes, and the council decides.
         */
        post: operations["recovery_object"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The statement of a member of the own branch, for the counter and for auditors. */
        get: operations["of_member"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/statement/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same of a member of the own branch, for the counter and for auditors. */
        get: operations["member_statement_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops everything a member does until it is reinstated. */
        post: operations["office_suspend"];
        /** Ends a suspension, or brings a member back who left. */
        delete: operations["office_reinstate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The standing of a member. */
        get: operations["standing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The moves that the own branch has to decide. */
        get: operations["moves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description. */
        get: operations["description"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The positions between the branches; branch 0 stands for accounts that no branch registered. */
        get: operations["positions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The requests that wait at the own branch, the longest waiting first. */
        get: operations["queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profile-requests/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides a request of a member of the own branch; never one's own. */
        post: operations["profile_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long the queues are beside that of activities. */
        get: operations["queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The recoveries under way at all branches, the longest waiting first. */
        get: operations["recoveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The members of the own branch who chose a new transaction password: they are asked in person who they are. */
        get: operations["waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/registrar/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Evaluates a blinded point with this registrar's key, for another branch that registers a person (RFC 9497, verifiable mode,
         *     ristretto255-SHA512). The point tells nothing of the person. Each branch is answered so often an hour and a day.
         */
        post: operations["evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The change reports about members of the own branch, newest first. */
        get: operations["reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A change report about a member of the own branch. */
        get: operations["report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies a fact that waits, or that was refused before. */
        post: operations["partners_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{id}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drops a fact that waits or was refused. */
        post: operations["partners_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores what was before a fact was applied. */
        post: operations["partners_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/abnormal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Activities of this branch that run or have just run and look abnormal. */
        get: operations["abnormal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/claims/{activity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a submission before the caller for a quarter of an hour; again to keep it longer. */
        put: operations["claim"];
        post?: never;
        /** Lays it back. */
        delete: operations["release"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided at this branch and by whom, as the chain has it, latest first. */
        get: operations["decisions"];
        put?: never;
        /**
         * Decides several submissions, each by an intent of its own that the caller signs: one that is refused holds up no other. With
         *     the same idempotency key each is decided once. What is decided is held for some seconds before it is sent, and can be taken
         *     back until then (`held_until` of its action).
         */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/decisions/{activity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an own decision back. While it is held it is never sent: its action ends with `review.taken_back`. An approval that the
         *     ledger has can be taken back within half an hour by who may take down: the activity is returned to its publisher.
         */
        delete: operations["undo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the automatic checks would say of an activity, for its publisher to mend before it is submitted. Nothing is kept. */
        post: operations["preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a review at this branch, with what the automatic checks say of it, most pressing first. The order stays as
         *     it is while things wait, so that a cursor always leads on.
         */
        get: operations["review_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The branch's templates of review opinions. */
        get: operations["templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review/templates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a template, anew or in place of the one of that name. */
        put: operations["put_template"];
        post?: never;
        /** Removes a template. */
        delete: operations["delete_template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The offers and needs that wait for a review at this branch, the longest waiting first. */
        get: operations["listing_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a page must know of the branch before anybody has logged in. */
        get: operations["site"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The partner institutions' databases that the network listens to. */
        get: operations["sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a source is doing: its feeders, how much it brings and how late, what became of it, how often feeders disagree. */
        get: operations["source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/disagreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The changes about which a source's feeders have said different things, the newest first. */
        get: operations["disagreements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/disagreements/{sequence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each feeder said about a change, as the ledger has it. */
        get: operations["disagreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/dismissals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a disagreement of a source's feeders away that has been looked into. */
        post: operations["partners_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** From now on nothing of this source is applied without approval. */
        post: operations["partners_quarantine"];
        /** Ends a source's quarantine. */
        delete: operations["partners_release"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as it happens: server-sent events whose `id` resumes the stream in `Last-Event-ID`, whose `event` is the
         *     event's name and whose `data` is `{id, topic, kind, data, height, time}`. With `Accept: application/x-ndjson` the same items
         *     come as one JSON object a line in a chunked answer, for clients without server-sent events (`wx.request` with
         *     `enableChunked`); an empty line says that the connection lives. A chunk need not end where a line does.
         */
        get: operations["stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The supply of TIME by branch and cause, as of any block. */
        get: operations["supply"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supply/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The growth limit and its use, and what was minted, burned and moved in the last 30 days. */
        get: operations["figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/supply/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The supply of TIME with the proof that the ledger has it so: all of it, in escrow, in gifts that wait, and of each branch. */
        get: operations["supply_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suspended-rights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The members of the own branch whose right to publish or to enrol is withdrawn now, by number. It comes back by itself. */
        get: operations["suspended_rights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suspended-rights/refreshments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has members judged anew by the rules in force now, which otherwise happens with the next fact about each. */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/time-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases about TIME. */
        get: operations["time_cases"];
        put?: never;
        /** Proposes an opening balance, its return, or the payment of a lien from the welfare fund. */
        post: operations["office_propose_time"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/time-cases/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides a case about TIME that somebody else opened. */
        post: operations["office_decide_time"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/time-cases/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides several cases about TIME that somebody else opened. With the same idempotency key each is decided once. */
        post: operations["decide_openings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/time-cases/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposes the opening balances of several members, each as a case that somebody else decides. With the same idempotency key each
         *     is proposed once.
         */
        post: operations["propose_openings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives TIME to another member. */
        post: operations["transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this branch says that proofs are to be checked against: chain, first validators, contracts. Whoever relies on proofs
         *     compares it with what other branches say.
         */
        get: operations["trust"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An activity that runs and looks abnormal. */
        AbnormalItem: {
            activity: components["schemas"]["ActivityView"];
            assessment: components["schemas"]["ReviewAssessment"];
        };
        /** @description What looks abnormal, the gravest first. */
        AbnormalItems: {
            items: components["schemas"]["AbnormalItem"][];
        };
        /** @description Somebody read personal data, or acted for a member at the counter. */
        AccessView: {
            /** @example read */
            act: string;
            /**
             * Format: int64
             * @description The member who did it.
             */
            actor: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            at: number;
            /**
             * @example [
             *       "phone"
             *     ]
             */
            fields: string[];
            /** Format: int64 */
            id: number;
            reason: string;
            /**
             * Format: int64
             * @description The member it is about.
             */
            subject?: number | null;
        };
        /** @description All there is to know of one's TIME, in minutes. */
        Account: {
            /** Format: int64 */
            balance: number;
            cap?: components["schemas"]["Cap"] | null;
            /**
             * Format: int64
             * @description How many movements touched the account.
             */
            count: number;
            /** @description What ends, soonest first; the rest does not. */
            ending: components["schemas"]["Ending"][];
            /** Format: int32 */
            given_this_year: number;
            /**
             * Format: int64
             * @description In open holds of own activities.
             */
            held: number;
            liens: components["schemas"]["Lien"][];
            limits: components["schemas"]["Limits"];
            loosening?: components["schemas"]["Loosening"] | null;
            /**
             * Format: int64
             * @description In gifts that wait to be accepted.
             */
            offered: number;
            /** Format: int32 */
            spent_today: number;
        };
        /**
         * @description Something that was asked for and becomes a fact on chain, or does not.
         * @example {
         *       "created": 1790000000,
         *       "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "events": [
         *         {
         *           "enrolled": {
         *             "activity": 1,
         *             "by": null,
         *             "participant": 2,
         *             "position": 1,
         *             "state": "enrolled"
         *           }
         *         }
         *       ],
         *       "height": 4815,
         *       "id": "01a7d3f0-5b1e-7c42-9f10-6a2b3c4d5e6f",
         *       "kind": "enrol",
         *       "state": "done",
         *       "valid_until": 1790000600
         *     }
         */
        ActionView: {
            /**
             * Format: int64
             * @description The activity it made, once it is done.
             */
            activity?: number | null;
            /** @description Why it failed: a stable code. */
            code?: string | null;
            confirmation?: components["schemas"]["ConfirmationView"] | null;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            created: number;
            /** @description The intent's digest in hexadecimal. */
            digest: string;
            /** @description What it changed: the events its own execution emitted, each an object with the event's name as its only key. */
            events: Record<string, never>[];
            /**
             * Format: int64
             * @description The block that decided it.
             */
            height?: number | null;
            /**
             * Format: int64
             * @description It is not sent before this second, and can be taken back until then.
             */
            held_until?: number | null;
            id: string;
            /**
             * @description The message's name.
             * @example enrol
             */
            kind: string;
            /**
             * Format: int64
             * @description The standing offer or need it made or changed, once it is done.
             */
            listing?: number | null;
            state: components["schemas"]["State"];
            /** @description What the code says, in plain English. */
            title?: string | null;
            /** @description The same in plain Chinese. */
            title_zh?: string | null;
            /**
             * Format: int64
             * @description Nothing happens any more from this second on.
             */
            valid_until: number;
        };
        /** @description A page of activities, newest first. */
        Activities: {
            activities: components["schemas"]["ActivityView"][];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description An activity with the own enrolment in it. */
        ActivityDetail: components["schemas"]["ActivityView"] & {
            /** @description Whether the caller is one of its administrators. */
            administered: boolean;
            findings?: components["schemas"]["FindingsView"] | null;
            my_enrolment?: components["schemas"]["EnrolmentView"] | null;
            /**
             * @description The codes of what, by all that is known, speaks against the caller's enrolling now; on the activity's own page, for
             *     whoever is not in it.
             */
            obstacles?: string[] | null;
        };
        /** @description What a publisher says about an activity. Everything is public: no names, addresses or health of persons. */
        ActivityFields: {
            admission: components["schemas"]["Admission"];
            category: components["schemas"]["Category"];
            /**
             * Format: int64
             * @description The standing offer or need it comes from.
             */
            listing?: number | null;
            payer: components["schemas"]["Payer"];
            /** @description District-level place. */
            place: string;
            registration: components["schemas"]["Window"];
            /** @description What a participant must show, all of it; at most 8. */
            requirements?: components["schemas"]["Requirement"][];
            reward: components["schemas"]["Reward"];
            /** Format: int32 */
            seats: number;
            service: components["schemas"]["Window"];
            skill?: components["schemas"]["Skill"] | null;
            /** @description At most 500 characters. */
            summary: string;
            /** @description A longer public text; kept beside the chain, which holds its sha256. */
            text?: string | null;
            /**
             * @description 1 to 80 characters.
             * @example 陪同就医
             */
            title: string;
        };
        /** @description An activity. */
        ActivityView: {
            admission: components["schemas"]["Admission"];
            /** Format: int32 */
            branch: number;
            category: components["schemas"]["Category"];
            co_administrators: number[];
            escalation: components["schemas"]["Escalation"];
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description The standing offer or need it comes from.
             */
            listing?: number | null;
            /**
             * Format: int32
             * @description Participants who attended and are not settled.
             */
            open: number;
            payer: components["schemas"]["Payer"];
            place: string;
            /** Format: int64 */
            publisher: number;
            /** @description Why it was returned, withdrawn or taken down. */
            reason?: string | null;
            registration: components["schemas"]["Window"];
            /** @description What a participant must show, all of it. */
            requirements: components["schemas"]["Requirement"][];
            /** Format: int32 */
            revision: number;
            reward: components["schemas"]["Reward"];
            /** Format: int32 */
            seats: number;
            /**
             * Format: int64
             * @description The first activity of its series; the others are those of `GET /v1/activities?series=`.
             */
            series?: number | null;
            service: components["schemas"]["Window"];
            /** Format: int32 */
            settled: number;
            skill: components["schemas"]["Skill"];
            /** @description The step of the progress bar. */
            stage: components["schemas"]["Stage"];
            summary: string;
            /** Format: int32 */
            taken: number;
            terms?: components["schemas"]["TermsView"] | null;
            /** @description sha256 of a longer public text in hexadecimal; see `/v1/contents/{sha256}`. */
            text_sha256?: string | null;
            title: string;
            /** Format: int32 */
            waitlisted: number;
        };
        /** @description A contract's address. */
        Address: {
            /** @description As messages and wallets write it. */
            address: string;
            /** @description As an intent holds it: 32 bytes in hexadecimal. */
            canonical: string;
            /** @example time-token */
            name: string;
        };
        /**
         * @description Whether an enrolment needs an administrator's word.
         * @enum {string}
         */
        Admission: "automatic" | "by_administrator";
        Adoption: {
            /**
             * Format: int64
             * @description From when on it is in force, in seconds of Unix time.
             */
            effective: number;
            /** Format: int32 */
            revision: number;
        };
        /**
         * @description A class of age: under 18, 18 to 59, 60 to 64, 65 to 79, from 80.
         * @enum {string}
         */
        AgeClass: "under18" | "under60" | "from60" | "from65" | "from80";
        /** @description An agency. */
        Agency: {
            accepted: boolean;
            /** Format: int64 */
            agent: number;
            /** @description Whether the principal is a company, school or team, and the agent a signatory. */
            collective: boolean;
            /** @description sha256 of the paper, when two office-holders appointed. */
            consent?: string | null;
            /**
             * Format: int64
             * @description The most minutes of the principal's TIME on one day.
             */
            daily: number;
            /**
             * Format: int64
             * @description For whom.
             */
            principal: number;
            rights: components["schemas"]["Right"][];
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            until: number;
        };
        Agreement: {
            /** @description The text that was read, as `GET /v1/consents/texts` names it. */
            sha256: string;
        };
        /** @description What somebody may spend of another's TIME, as cw20 has it. */
        Allowance: {
            /** @description Until which height or time, or never. */
            expires: Record<string, never>;
            /**
             * Format: int64
             * @description Minutes of TIME.
             */
            minutes: number;
            /** @description Accounts of the ledger. */
            owner: string;
            spender: string;
        };
        Answer: {
            /** Format: int32 */
            revision: number;
            /** @description Public. */
            text: string;
        };
        /** @description A page of answers by member. */
        Answers: {
            answers: components["schemas"]["AnswerView"][];
            next?: string | null;
        };
        /** @description Somebody who answered. */
        AnswerView: {
            /** Format: int64 */
            member: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            time: number;
        };
        Assessment: {
            /** @description For the activity's administrators, the participant and the branch's office only. */
            note?: string | null;
            /**
             * Format: int32
             * @description 1 to 5.
             */
            score: number;
        };
        /** @description The administrator's assessment of a participant. */
        AssessmentView: {
            /** Format: int64 */
            by: number;
            note?: components["schemas"]["NoteView"] | null;
            note_sha256?: string | null;
            /**
             * Format: int32
             * @description 1 to 5.
             */
            score: number;
        };
        /**
         * @description Which end of the service.
         * @enum {string}
         */
        AttendanceSide: "start" | "end";
        /** @description A point that hides what is asked about. */
        Blinded: {
            /**
             * @description 32 bytes of ristretto255 in hexadecimal.
             * @example 62ab3de1e02a4c4cc6ea1d8e4f5e3b6a2d7a53bb3bd29b9d4a0a8c47a2d1a511
             */
            blinded: string;
        };
        /** @description A page of members one has blocked, by number. */
        Blocks: {
            blocks: components["schemas"]["BlockView"][];
            next?: string | null;
        };
        /** @description A member one has blocked. */
        BlockView: {
            /** Format: int64 */
            member: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            since: number;
        };
        /** @description A branch of the network. */
        Branch: {
            district: string;
            /** Format: int32 */
            id: number;
            name: string;
            /**
             * Format: int64
             * @description Seconds of Unix time since when it belongs to the network.
             */
            since: number;
        };
        /** @description The branches of the network, by number. */
        Branches: {
            branches: components["schemas"]["Branch"][];
        };
        /** @description One branch's part; branch 0 is what belongs to none. */
        BranchSupply: {
            /** Format: int64 */
            branch: number;
            /**
             * Format: int64
             * @description What it may mint in an epoch, and as opening balances at all, as set now.
             */
            budget: number;
            /** Format: int64 */
            burned: number;
            /** Format: int64 */
            minted_grant: number;
            /** Format: int64 */
            minted_opening: number;
            /** Format: int64 */
            minted_service: number;
            /** Format: int64 */
            opening_budget: number;
        };
        /** @description A branch's issuance budget and what became of it, in minutes. */
        Budget: {
            /**
             * Format: int32
             * @description For each epoch.
             */
            budget: number;
            /** Format: int32 */
            burned: number;
            /**
             * Format: int32
             * @description What reservations and grants of this epoch took of it.
             */
            charged: number;
            /** Format: int32 */
            minted_grant: number;
            /** Format: int32 */
            minted_opening: number;
            /** Format: int32 */
            minted_service: number;
            /** Format: int32 */
            opening_budget: number;
            /**
             * Format: int32
             * @description In open reservations.
             */
            reserved: number;
        };
        /** @description A cap after a recovery. */
        Cap: {
            /**
             * Format: int32
             * @description The most minutes that leave the account on one day.
             */
            daily: number;
            /**
             * Format: int64
             * @description Seconds of Unix time until which.
             */
            until: number;
        };
        /** @description What one office-holder proposed and another decides or has decided. */
        Case: {
            action: Record<string, never>;
            /** Format: int64 */
            branch: number;
            /** Format: int64 */
            decided?: number | null;
            /** Format: int64 */
            decided_by?: number | null;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            opened: number;
            /**
             * Format: int64
             * @description Who proposed it; somebody else decides.
             */
            proposer: number;
            state: components["schemas"]["CaseState"];
        };
        /** @description What one office-holder proposes and another decides. Death, and offices of weight, are approved from another branch. */
        CaseAction: {
            /** @description Nothing leaves the account any more. */
            freeze: {
                cause: components["schemas"]["FreezeCause"];
                /** Format: int64 */
                member: number;
            };
        } | {
            thaw: {
                /** Format: int64 */
                member: number;
            };
        } | {
            /** @description What the account holds is inherited by the rule pack of its branch. */
            report_death: {
                /** Format: int64 */
                heir?: number | null;
                /** Format: int64 */
                member: number;
            };
        } | {
            grant_role: {
                /** Format: int64 */
                member: number;
                role: components["schemas"]["Role"];
            };
        } | {
            revoke_role: {
                /** Format: int64 */
                member: number;
                role: components["schemas"]["Role"];
            };
        } | {
            /** @description For a person who signed on paper, or a signatory of a group. The agent still has to accept. */
            appoint_agent: {
                /** Format: int64 */
                agent: number;
                /** @description sha256 of the paper in hexadecimal. */
                consent: string;
                /** Format: int32 */
                daily: number;
                /** Format: int64 */
                principal: number;
                rights: components["schemas"]["Right"][];
                /** Format: int64 */
                until: number;
            };
        } | {
            dismiss_agent: {
                /** Format: int64 */
                agent: number;
                /** Format: int64 */
                principal: number;
            };
        };
        /**
         * @description Where a case is.
         * @enum {string}
         */
        CaseState: "open" | "approved" | "refused";
        /**
         * @description What kind of help it is.
         * @enum {string}
         */
        Category: "meals" | "medical" | "bathing" | "cleaning" | "emergency" | "escort" | "company" | "repairs" | "digital" | "learning" | "culture" | "community";
        /** @description A certificate. */
        Certificate: {
            /** Format: int64 */
            course: number;
            /** @description Commitment to the holder, in hexadecimal. */
            holder: string;
            /** @description Valid and not over. */
            holds: boolean;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            issued: number;
            /** @description The branch whose course was passed, or the report of a partner institution. */
            issuer: Record<string, never>;
            /** Format: int64 */
            member: number;
            /** @description Why it was taken back. */
            reason?: string | null;
            status: components["schemas"]["CertificateStatus"];
            /** @description The course's title, if it is one of the network's. */
            title?: string | null;
            /**
             * Format: int64
             * @description Missing for one that lasts.
             */
            valid_until?: number | null;
        };
        /**
         * @description Whether a certificate was taken back.
         * @enum {string}
         */
        CertificateStatus: "valid" | "revoked";
        /**
         * @description What a partner institution says.
         * @enum {string}
         */
        ChangeKind: "credential" | "revoke_credential" | "age" | "deceased" | "certificate" | "revoke_certificate";
        /**
         * @description A way to be told.
         * @enum {string}
         */
        Channel: "in_app" | "sms" | "wechat";
        /**
         * @description Against what an action was checked before it was confirmed.
         * @enum {string}
         */
        CheckedView: "signer" | "records" | "trial";
        /** @description Who has a submission before them. */
        Claim: {
            /** @description Seconds of Unix time until when. */
            expires: components["schemas"]["u64"];
            member: components["schemas"]["u64"];
        };
        Closure: {
            /** @description Needed from an administrator of the branch. */
            reason?: string | null;
        };
        CoAdministrator: {
            /** Format: int64 */
            member: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        /** @description The code that is shown on site now. */
        CodeView: {
            /**
             * @description What the QR picture says.
             * @example TB1.7.start.59420000.…
             */
            code: string;
            /**
             * Format: int64
             * @description Seconds of Unix time at which the next one is to be shown.
             */
            next_at: number;
            /**
             * @description The same as a number of eight digits, for whoever cannot scan.
             * @example 40718263
             */
            number: string;
            /**
             * Format: int32
             * @description Seconds between two codes.
             */
            period: number;
        };
        /** @description What a member thinks of a draft, with the branch's answer. */
        Comment: {
            answer?: string | null;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            at: number;
            /** Format: int64 */
            branch: number;
            /** Format: int64 */
            member: number;
            /** Format: int64 */
            revision: number;
            support: boolean;
            /** @description What was written, where this branch keeps it. */
            text?: string | null;
            /** @description sha256 of what was written; see `/v1/contents/{sha256}`. */
            text_sha256?: string | null;
        };
        /** @enum {string} */
        ConductGround: "silences" | "no_shows" | "rating";
        /** @description What a rule counts of a member now, and from where on it withdraws a right for `suspension`. */
        ConductRule: {
            ground: components["schemas"]["ConductGround"];
            /**
             * Format: int32
             * @description So many facts, or a mean below this.
             */
            limit: number;
            /**
             * Format: int32
             * @description Facts of the last `window`, or the mean of the newest ratings in hundredths of a score; missing with too few ratings.
             */
            now?: number | null;
            right: components["schemas"]["RuledRight"];
            /** Format: int64 */
            suspension: number;
            /**
             * Format: int64
             * @description Seconds.
             */
            window: number;
        };
        /** @description What counts against a member, and which rights are withdrawn for how long. */
        ConductView: {
            /** Format: int64 */
            assessment?: number | null;
            /**
             * Format: int32
             * @description Assessments by activity administrators, and their mean in hundredths of a score.
             */
            assessments: number;
            /** Format: int64 */
            enrolling_suspended?: number | null;
            may_enrol: boolean;
            may_publish: boolean;
            /**
             * Format: int32
             * @description Seats not taken.
             */
            no_shows: number;
            /**
             * Format: int64
             * @description Until when the right is or was withdrawn, in seconds of Unix time; missing if it never was.
             */
            publishing_suspended?: number | null;
            /**
             * Format: int32
             * @description Services received and paid, and their minutes.
             */
            received: number;
            /** Format: int64 */
            received_minutes: number;
            /**
             * Format: int64
             * @description Minutes of service whose payment was reversed.
             */
            reversed_minutes: number;
            /** @description What the rules of the branch count and from where on they withdraw a right; missing when no node says. */
            rules?: components["schemas"]["ConductRule"][];
            /**
             * Format: int32
             * @description Deadlines for an own confirmation or payment that passed.
             */
            silences: number;
        };
        /**
         * @description A signature by which a branch can be held to its word: over chain id, branch, `id`, `digest`, `created`, `valid_until`,
         *     `indexed` and `checked`, as `docs/confirmations.md` says. It promises that the action is kept and will be handed in, not that it succeeds.
         */
        ConfirmationView: {
            checked?: components["schemas"]["CheckedView"] | null;
            /**
             * Format: int64
             * @description The last block that the branch knew.
             */
            indexed: number;
            /** @description The operator's key in hexadecimal; the ledger says which branch it works for. */
            public_key: string;
            /** @description In hexadecimal. */
            signature: string;
        };
        ConfirmedMinutes: {
            /** Format: int32 */
            minutes: number;
            /**
             * Format: password
             * @description Needed from the payer's side, not from the participant.
             */
            transaction_password?: string | null;
        };
        /** @description A text that members can agree to. */
        ConsentTextView: {
            chinese: string;
            english: string;
            /** @example privacy */
            purpose: string;
            /** @description What names this text; another text for the same purpose has another one. */
            sha256: string;
        };
        /** @description A consent, in force or withdrawn. */
        ConsentView: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            given_at: number;
            /** @description Where the paper is. */
            paper?: string | null;
            purpose: string;
            sha256: string;
            /**
             * Format: int64
             * @description The clerk who took it on paper.
             */
            taken_by?: number | null;
            /** Format: int64 */
            withdrawn_at?: number | null;
        };
        CounterPhone: {
            /** @description The code that the new phone was sent. */
            code: string;
            /** @description From the ID card, which the clerk has seen. */
            id_number: string;
            phone: string;
            /** @description Why; the member can read it. */
            reason: string;
        };
        CounterPhoneCode: {
            /** @description The phone that the member wants to have. */
            phone: string;
        };
        /** @description A course, with the own place in it. */
        Course: {
            /**
             * Format: int64
             * @description Sessions that were attended from it.
             */
            attended: number;
            /** Format: int64 */
            author: number;
            /** Format: int64 */
            branch: number;
            /** @description What its author says about it. */
            course: Record<string, never>;
            /** Format: int64 */
            id: number;
            my_place?: components["schemas"]["PlaceState"] | null;
            /** @description Why it was returned or cancelled. */
            reason?: string | null;
            /** Format: int64 */
            revision: number;
            state: components["schemas"]["CourseState"];
            /**
             * Format: int64
             * @description Seats that are taken.
             */
            taken: number;
            /** Format: int64 */
            waitlisted: number;
        };
        /** @description What an author says about a course. Everything is public. */
        CourseFields: {
            /** @description Whether only members of the branch can enrol. */
            branch_only?: boolean;
            /** @description Whether who passes is certified. */
            certificate: boolean;
            /**
             * Format: int64
             * @description The course of which this is another run.
             */
            counts_as?: number | null;
            /**
             * Format: int32
             * @description So many sessions must have been attended to pass.
             */
            min_sessions: number;
            /** @description District-level place. */
            place: string;
            registration: components["schemas"]["Window"];
            /** @description Courses that must have been passed before. */
            requires?: number[];
            /** Format: int32 */
            seats: number;
            /** @description 1 to 32, in order of time. */
            sessions: components["schemas"]["Window"][];
            /** @description At most 500 characters. */
            summary: string;
            /** @description A longer public text; kept beside the chain, which holds its sha256. */
            text?: string | null;
            /**
             * @description 1 to 80 characters.
             * @example 助浴护理入门
             */
            title: string;
            /** @description 1 to 8 members who record attendance and results. */
            trainers: number[];
            /**
             * Format: int64
             * @description For how many seconds a certificate is valid; missing is for good.
             */
            valid_for?: number | null;
        };
        CourseReason: {
            /** @description 1 to 300 characters, without names. */
            reason: string;
        };
        CourseReview: {
            decision: components["schemas"]["CourseVerdict"];
            /** @description Why it is returned. */
            reason?: string;
            /**
             * Format: int32
             * @description The revision that was reviewed; an edit in between voids the decision.
             */
            revision: number;
        };
        CourseRevision: {
            /** Format: int32 */
            revision: number;
        };
        /**
         * @description Where a course is.
         * @enum {string}
         */
        CourseState: "draft" | "submitted" | "open" | "running" | "completed" | "cancelled";
        /** @enum {string} */
        CourseVerdict: "approve" | "return";
        /** @description A credential: a predicate that stands on chain as a commitment. */
        Credential: {
            commitment: string;
            /**
             * Format: int64
             * @description Who stated it; missing for a partner institution.
             */
            issuer?: number | null;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            valid_until: number;
        };
        /**
         * @description Who keeps a member's keys.
         * @enum {string}
         */
        CustodyState: "branch" | "leaving" | "own";
        /** @description Who keeps the keys and what may leave the account. */
        CustodyView: {
            later?: components["schemas"]["LaterLimits"] | null;
            limits: components["schemas"]["SigningLimits"];
            proofs?: components["schemas"]["Proofs"] | null;
            /** @description `branch` while the branch signs for the member, `leaving` while the member's own keys are on their way, `own` after. */
            state: components["schemas"]["CustodyState"];
        };
        /**
         * @description Where what waits for a decision is; a newer request takes the place of one that waits.
         * @enum {string}
         */
        Decided: "waiting" | "approved" | "refused" | "replaced";
        /** @enum {string} */
        Decision: "approve" | "return";
        /** @description What was decided at the branch. */
        Decisions: {
            decisions: components["schemas"]["ReviewDecision"][];
            next?: string | null;
        };
        Decline: {
            reason: string;
            /** Format: password */
            transaction_password?: string | null;
        };
        /** @enum {string} */
        Degree: "lineal" | "other";
        Delay: {
            /**
             * Format: int64
             * @description Of half of them it was no longer.
             */
            p50: number;
            /**
             * Format: int64
             * @description Of 95 in a hundred it was no longer.
             */
            p95: number;
        };
        /** @description What only those need who help. Empty texts are left out. */
        Details: {
            /**
             * @description At most 200 characters.
             * @example 中山北路 12 号 3 幢 501 室
             */
            address?: string;
            /** @description A name and how to reach it; at most 100 characters. */
            contact?: string;
            /** @description What matters of somebody's health or home; at most 500 characters. */
            notes?: string;
        };
        /** @description For whom details are asked for, and which the branch has. */
        DetailsQuestion: {
            activity: components["schemas"]["u64"];
            /** @description The volunteer who has a seat. */
            participant: components["schemas"]["u64"];
            /**
             * Format: int64
             * @description When those that the branch has were written; 0 for none.
             */
            written: number;
        };
        /** @description The details of an activity. */
        DetailsView: components["schemas"]["Details"] & {
            /**
             * Format: int64
             * @description When they are erased everywhere.
             */
            erased_at: number;
            /**
             * Format: int64
             * @description When they were written last, in seconds of Unix time.
             */
            updated_at: number;
        };
        /** @description A change about which feeders have said different things. */
        Disagreement: {
            /**
             * Format: int64
             * @description How many different things were said.
             */
            answers: number;
            /** Format: int64 */
            ended?: number | null;
            /**
             * Format: int64
             * @description Who put it away.
             */
            ended_by?: number | null;
            reason?: string | null;
            /**
             * Format: int64
             * @description The source's own number of the change.
             */
            sequence: number;
            /**
             * Format: int64
             * @description Since when, in seconds of Unix time.
             */
            since: number;
            state: components["schemas"]["PollState"];
        };
        Disclosure: {
            fields: components["schemas"]["Field"][];
            /** @description Why; the member can read it. */
            reason: string;
        };
        /** @description Personal data of a member. */
        DisclosureView: {
            id_number?: string | null;
            phone?: string | null;
        };
        Dismissal: {
            reason: string;
            /** Format: int64 */
            sequence: number;
        };
        /** @description A page of disputes. */
        Disputes: {
            disputes: components["schemas"]["DisputeView"][];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /**
         * @description Where a dispute is.
         * @enum {string}
         */
        DisputeState: "open" | "named" | "decided" | "by_rule" | "lapsed";
        /** @description A dispute about a participant's service. */
        DisputeView: {
            /** Format: int64 */
            activity: number;
            /**
             * Format: int64
             * @description Who raised it; nobody when the two figures were too far apart.
             */
            by?: number | null;
            /** Format: int64 */
            closed?: number | null;
            decided?: components["schemas"]["Verdict"] | null;
            /**
             * Format: int64
             * @description The second reviewer who named it.
             */
            decided_by?: number | null;
            /**
             * Format: int32
             * @description Minutes of service that were paid, or of TIME that go back.
             */
            minutes?: number | null;
            named?: components["schemas"]["NamedVerdict"] | null;
            /** @description Whether it asks to look again at a payment that was made. */
            paid: boolean;
            /** Format: int64 */
            participant: number;
            /**
             * Format: int64
             * @description Minutes of TIME that went back so far, each time by a counter-entry of its own in the statements.
             */
            reversed: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            since: number;
            state: components["schemas"]["DisputeState"];
            /**
             * Format: int64
             * @description When it is decided by rule, or the payment stands.
             */
            until: number;
        };
        /** @description A draft of a branch's rules. */
        Draft: {
            /**
             * Format: int64
             * @description The administrator who has agreed, and to what date, while it waits for a second one.
             */
            agreed_by?: number | null;
            /** @description sha256 of the statistics; see `/v1/contents/{sha256}`. */
            analysis: string;
            /** Format: int64 */
            author: number;
            /** Format: int64 */
            branch: number;
            /** Format: int64 */
            effective?: number | null;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            oppose: number;
            pack: Record<string, never>;
            /** Format: int64 */
            revision: number;
            state: components["schemas"]["DraftState"];
            /**
             * Format: int64
             * @description Comments on this revision, for and against.
             */
            support: number;
            /**
             * Format: int64
             * @description Until when members can comment, in seconds of Unix time.
             */
            until?: number | null;
            /**
             * Format: int64
             * @description The adopted pack's version.
             */
            version?: number | null;
        };
        /**
         * @description Where a draft of a rule pack is.
         * @enum {string}
         */
        DraftState: "drafted" | "published" | "revised" | "adopted" | "withdrawn";
        /** @description What was revealed when registration had closed. */
        DrawView: {
            block: string;
            entrants: components["schemas"]["EntrantView"][];
            /**
             * Format: int64
             * @description The first block after registration closed, and its hash in hexadecimal.
             */
            height: number;
            /** @description The members in the order in which seats are given. */
            order: number[];
            /** @description The secret in hexadecimal, which the commitment was made of. */
            secret: string;
            /** @description The seed made of them, in hexadecimal. */
            seed: string;
        };
        EditedActivity: {
            activity: components["schemas"]["ActivityFields"];
            /**
             * Format: int32
             * @description The revision that was edited.
             */
            revision: number;
            /**
             * Format: password
             * @description Needed once it has been submitted.
             */
            transaction_password?: string | null;
        };
        EditedCourse: {
            course: components["schemas"]["CourseFields"];
            /**
             * Format: int32
             * @description The revision that was edited.
             */
            revision: number;
        };
        EditedListing: {
            listing: components["schemas"]["ListingFields"];
            /**
             * Format: int32
             * @description The revision that was edited.
             */
            revision: number;
        };
        /** @description TIME that ends. */
        Ending: {
            /**
             * Format: int64
             * @description Seconds of Unix time at which it does.
             */
            ends: number;
            /** Format: int32 */
            minutes: number;
        };
        /** @description A page of participants by number. */
        Enrolments: {
            enrolments: components["schemas"]["EnrolmentView"][];
            next?: string | null;
        };
        /**
         * @description Where a participant is.
         * @enum {string}
         */
        EnrolmentState: "waitlisted" | "enrolled" | "admitted" | "declined" | "withdrawn" | "attending" | "attended" | "disputed" | "agreed" | "settled";
        /** @description A participant. */
        EnrolmentView: {
            /** Format: int64 */
            activity: number;
            /** Format: int32 */
            agreed?: number | null;
            /**
             * Format: int32
             * @description The administrator's assessment.
             */
            assessed?: number | null;
            /**
             * Format: int32
             * @description What the participant said.
             */
            claimed?: number | null;
            /**
             * Format: int32
             * @description What the payer's side said.
             */
            confirmed?: number | null;
            dispute?: components["schemas"]["DisputeView"] | null;
            /** Format: int64 */
            ended?: number | null;
            /** @description Whether the participant had a seat and did not come. */
            no_show: boolean;
            /** Format: int64 */
            participant: number;
            /**
             * Format: int32
             * @description Place by order of arrival; smaller moves up first.
             */
            position: number;
            /** @description Why it was declined. */
            reason?: string | null;
            /**
             * Format: int32
             * @description The participant's score for the publisher.
             */
            score_given?: number | null;
            /**
             * Format: int32
             * @description The publisher's score for the participant.
             */
            score_received?: number | null;
            /**
             * Format: int64
             * @description When attendance began and ended.
             */
            started?: number | null;
            state: components["schemas"]["EnrolmentState"];
        };
        /** @description Somebody in the draw. */
        EntrantView: {
            /** Format: int64 */
            member: number;
            /**
             * Format: int64
             * @description More for those who went without before.
             */
            tickets: number;
        };
        Erasure: {
            /** @description That TIME may stay in the account, where nobody can reach it any more. */
            leave_balance?: boolean;
        };
        /**
         * @description How far a need that nobody takes has come: shown in a wider radius, volunteers invited, the branch's staff asked.
         * @enum {string}
         */
        Escalation: "none" | "wider" | "invited" | "staff";
        /** @description A part of an estate. */
        EstateLine: {
            /** Format: int64 */
            height: number;
            /**
             * Format: int64
             * @description Whose account it went to; missing for the welfare fund, and for what ended.
             */
            heir?: number | null;
            /** @description Inherited, or ended by the rules. */
            kind: components["schemas"]["MovementKind"];
            /** Format: int64 */
            minutes: number;
        };
        /** @description The point evaluated, and the proof that it was done with the registrar's key. */
        Evaluated: {
            /** @description 32 bytes in hexadecimal. */
            evaluated: string;
            /** @description 64 bytes in hexadecimal. */
            proof: string;
        };
        Exit: {
            everyday: components["schemas"]["NewOwnKey"];
            owner: components["schemas"]["NewOwnKey"];
            /** Format: password */
            transaction_password: string;
        };
        /** @description Everything that this branch keeps of a member, and what the ledger says. */
        Export: {
            accesses: components["schemas"]["AccessView"][];
            /** @description On the ledger. */
            account?: string | null;
            /** @description The activities published. */
            activities: number[];
            /**
             * Format: int64
             * @description Minutes of TIME.
             */
            balance: number;
            /** Format: int32 */
            branch: number;
            consents: components["schemas"]["ConsentView"][];
            /** @description What was written for whoever has a seat in them, as long as it is kept. */
            details: components["schemas"]["ExportedDetails"][];
            enrolments: components["schemas"]["ExportedEnrolment"][];
            id_number?: string | null;
            /** Format: int64 */
            member?: number | null;
            phone?: string | null;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            registered_at: number;
            /** @description Every movement on the ledger, the oldest first. */
            statement: components["schemas"]["ExportedMovement"][];
        };
        /** @description Encrypted key files: PKCS#8 in PEM (PBES2 with scrypt and AES-256-CBC), as `openssl pkey` reads them. */
        Exported: {
            everyday: string;
            owner: string;
        };
        ExportedDetails: components["schemas"]["Details"] & {
            /** Format: int64 */
            activity: number;
        };
        ExportedEnrolment: {
            /** Format: int64 */
            activity: number;
            /**
             * Format: int64
             * @description Minutes of service, once agreed.
             */
            minutes?: number | null;
            /** @example settled */
            state: string;
        };
        ExportedMovement: {
            /** Format: int64 */
            balance: number;
            /** Format: int64 */
            height: number;
            /** @example settle */
            kind: string;
            /**
             * Format: int64
             * @description Minutes of TIME, negative for what was given.
             */
            minutes: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            time: number;
        };
        /**
         * @description What a coefficient is made of.
         * @enum {string}
         */
        Factor: "distance" | "skill" | "free_time" | "rating" | "reliability" | "service_time" | "frequency";
        /** @description How a feeder of a source is doing. */
        FeederStatistics: {
            /**
             * Format: int64
             * @description Facts that it has attested.
             */
            attested: number;
            /** @description Its chain account. */
            feeder: string;
            /**
             * Format: int64
             * @description When the ledger last heard it, in seconds of Unix time; missing when it never did.
             */
            heard?: number | null;
            /**
             * Format: int64
             * @description The highest sequence that it has attested; 0 for none.
             */
            last: number;
            /**
             * Format: int64
             * @description Facts of it that the ledger did not take.
             */
            refused: number;
            /** @description Whether it was not heard for longer than the source's `staleness`. */
            silent: boolean;
        };
        /**
         * @description Personal data that a clerk may ask for, one by one.
         * @enum {string}
         */
        Field: "phone" | "id_number";
        /** @description How TIME grows and moves. */
        Figures: {
            /** Format: int64 */
            burned: number;
            /**
             * Format: int64
             * @description What of it reservations, grants and opening balances took.
             */
            growth: number;
            /**
             * Format: int32
             * @description What the federation may mint in this epoch; missing is no limit.
             */
            growth_limit?: number | null;
            /**
             * Format: int64
             * @description Minutes in the last 30 days: minted, burned, and moved between members.
             */
            minted: number;
            /** Format: int64 */
            moved: number;
            /**
             * Format: int64
             * @description How often a minute changed hands in these 30 days, in thousandths.
             */
            velocity: number;
        };
        /** @description A rule that did not pass. */
        Finding: {
            /**
             * @description Stable.
             * @example summary_poor
             */
            code: string;
            en: string;
            /**
             * Format: int32
             * @description What it takes off the score of 100.
             */
            points: number;
            severity: components["schemas"]["Severity"];
            zh: string;
        };
        /** @description By what a member meets the requirements of an activity. */
        FindingsView: {
            findings: components["schemas"]["FindingView"][];
            /** @description Whether it was found at the enrolment and kept; else it is what would be found now. */
            kept: boolean;
            /**
             * Format: int32
             * @description The revision of the activity that asked for it.
             */
            revision: number;
        };
        /** @description A requirement and what is known of it. */
        FindingView: {
            /**
             * Format: int64
             * @description The number of the certificate, of the stars or of the branch.
             */
            found?: number | null;
            /** @description Missing where only the enrolment itself shows it: a credential is known to whoever holds it. */
            met?: boolean | null;
            /**
             * Format: int32
             * @description Its place among the requirements, counted from 1.
             */
            requirement: number;
            /**
             * Format: int64
             * @description Until when the certificate or credential is valid; missing for what lasts.
             */
            valid_until?: number | null;
        };
        /**
         * @description What is said about a service after it.
         * @enum {string}
         */
        FollowUpKind: "complaint" | "repeat_visit" | "thank_you" | "incident" | "insurance";
        /** @description A page of follow-ups. */
        FollowUps: {
            follow_ups: components["schemas"]["FollowUpView"][];
            next?: string | null;
        };
        /** @description Something about a service after it. */
        FollowUpView: {
            /** Format: int64 */
            activity: number;
            /** Format: int64 */
            by: number;
            kind: components["schemas"]["FollowUpKind"];
            note?: components["schemas"]["NoteView"] | null;
            /** @description sha256 in hexadecimal. */
            note_sha256: string;
            /**
             * Format: int64
             * @description Counted from 1 within the activity.
             */
            number: number;
            /** Format: int64 */
            participant: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            time: number;
        };
        /**
         * @description Why two office-holders freeze an account.
         * @enum {string}
         */
        FreezeCause: "dispute" | "court";
        /** @description A branch's welfare fund, and the TIME it stands for, in minutes. */
        Fund: {
            /** @description The fund's account on the ledger. */
            account: string;
            /** Format: int64 */
            fund: number;
            /**
             * Format: int64
             * @description All TIME for which the branch's members can ask services.
             */
            outstanding: number;
            /**
             * Format: int64
             * @description What flowed from members of other branches to the branch's, less what flowed to them.
             */
            positions: number;
        };
        /** @description A gift that had to be accepted. */
        Gift: {
            /** Format: int64 */
            closed?: number | null;
            /** Format: int64 */
            giver: number;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description Minutes of TIME.
             */
            minutes: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            offered: number;
            /** Format: int64 */
            recipient: number;
            state: components["schemas"]["GiftState"];
        };
        /**
         * @description Where a gift is that must be accepted.
         * @enum {string}
         */
        GiftState: "waiting" | "accepted" | "returned";
        Grant: {
            /** Format: int64 */
            member: number;
            /**
             * @description The grant's id in the branch's rule pack.
             * @example elder-80
             */
            rule: string;
        };
        Ground: {
            /** @description 1 to 300 characters, without names. */
            reason: string;
        };
        /** @description A company, school or team. */
        Group: {
            /**
             * Format: int64
             * @description Minutes of TIME.
             */
            balance: number;
            /** Format: int64 */
            member: number;
            /**
             * Format: int64
             * @description Who acts for it now.
             */
            signatories: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            since: number;
        };
        /** @description Which move: whose, and in which block it was made. */
        HandOverQuestion: {
            /** Format: int64 */
            height: number;
            member: components["schemas"]["u64"];
        };
        /** @description What goes into an intent besides its message. */
        IntentBasis: {
            chain_id: string;
            /** @description Whom a message can be for. */
            contracts: components["schemas"]["Address"][];
            /** Format: int32 */
            key_epoch: number;
            /** @description The longest message, in bytes. */
            longest_message: number;
            /**
             * Format: int64
             * @description The longest an intent may be valid from now, in seconds.
             */
            longest_validity: number;
            /**
             * @description A free nonce of each lane, in their order; nothing where none is free now. They are free until an intent with them is
             *     handed in, here or elsewhere.
             * @example [
             *       7,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0
             *     ]
             */
            nonces: (number | null)[];
            /** @description Whether the member holds the key. With an owner key that a branch keeps only that branch signs. */
            own: boolean;
            /** @description 32 bytes in hexadecimal: with the chain id it makes the digest another one for every system. */
            proxy: string;
            /** @description The key that has to sign, compressed, in hexadecimal. */
            public_key: string;
        };
        IntroducedRecipient: {
            /** Format: int64 */
            member: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        KeyExport: {
            /**
             * Format: password
             * @description What the files are encrypted with: 12 to 128 characters. Whoever has a file can guess at it without end.
             */
            passphrase: string;
            /** Format: password */
            transaction_password: string;
        };
        /** @description A kin link. */
        Kin: {
            accepted: boolean;
            /** @description What stands on chain, in hexadecimal. */
            commitment: string;
            degree?: components["schemas"]["Degree"] | null;
            /** Format: int64 */
            other: number;
            /**
             * Format: int64
             * @description Who offered it.
             */
            proposer: number;
        };
        /**
         * @description In which language messages outside the app are.
         * @enum {string}
         */
        Language: "zh" | "en";
        LaterLimits: components["schemas"]["SigningLimits"] & {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            from: number;
        };
        /**
         * @description What the ledger would answer an action with, as problems of status 403.
         * @enum {string}
         */
        LedgerCode403: "auth.unauthorized" | "auth.scope" | "auth.role" | "auth.other_branch" | "auth.own_case" | "auth.agent" | "auth.not_relayable" | "intent.signature" | "auth.same_branch" | "member.group" | "grant.not_eligible" | "activity.not_administrator" | "activity.not_payer" | "enrolment.own_activity" | "activity.age" | "activity.publishing_suspended" | "enrolment.suspended" | "enrolment.requirement" | "enrolment.blocked" | "course.prerequisite" | "course.own" | "course.not_author" | "course.not_trainer" | "source.not_feeder";
        /**
         * @description What the ledger would answer an action with, as problems of status 404.
         * @enum {string}
         */
        LedgerCode404: "case.unknown" | "recovery.unknown" | "branch.unknown" | "operator.unknown" | "member.unknown" | "profile.unknown" | "credential.unknown" | "kin.unknown" | "agent.unknown" | "move.unknown" | "link.unknown" | "pack.unknown" | "draft.unknown" | "grant.rule_unknown" | "time.lien_unknown" | "gift.unknown" | "opening.unknown" | "activity.unknown" | "enrolment.unknown" | "dispute.unknown" | "listing.unknown" | "course.unknown" | "certificate.unknown" | "source.unknown" | "attestation.unknown" | "report.unknown";
        /**
         * @description What the ledger would answer an action with, as problems of status 409.
         * @enum {string}
         */
        LedgerCode409: "system.already_wired" | "system.migration" | "intent.expired" | "intent.epoch" | "intent.nonce_used" | "intent.nonce_too_old" | "intent.nonce_too_far" | "key.missing" | "key.proof" | "key.exists" | "key.balance" | "recovery.pending" | "recovery.changed" | "recovery.early" | "recovery.limit" | "intent.gas" | "operator.taken" | "member.inactive" | "member.person_registered" | "member.account_taken" | "member.nullifier_version" | "role.held" | "role.not_held" | "role.weight" | "member.status" | "member.age" | "kin.exists" | "link.early" | "fact.not_applied" | "fact.changed" | "pack.pending" | "draft.state" | "draft.revision" | "draft.feedback" | "grant.taken" | "time.insufficient" | "time.mint" | "time.budget" | "time.hold_exists" | "time.hold_missing" | "time.hold_exceeded" | "time.hold_kind" | "time.allowance" | "time.allowance_expired" | "time.growth" | "time.cap" | "time.redeem" | "time.position" | "time.limit" | "time.recipient_new" | "time.reversed" | "time.liens" | "gift.none" | "gift.kin" | "gift.acceptance" | "gift.cap" | "gift.group" | "gift.donation" | "gift.waiting" | "opening.exists" | "opening.budget" | "time.refused" | "activity.state" | "activity.revision" | "activity.pack_changed" | "activity.started" | "activity.attendance_open" | "activity.co_administrator" | "enrolment.closed" | "enrolment.exists" | "enrolment.state" | "attendance.time" | "confirm.exists" | "rating.exists" | "settle.rating_missing" | "settle.not_agreed" | "settle.settled" | "activity.agent_limit" | "activity.reserved" | "enrolment.too_many" | "enrolment.earn_cap" | "enrolment.branch_limit" | "dispute.exists" | "dispute.window" | "dispute.verdict_given" | "assessment.exists" | "block.unchanged" | "listing.state" | "listing.revision" | "listing.answered" | "course.state" | "course.revision" | "course.undecided" | "course.attendance" | "certificate.state" | "source.quarantine" | "attestation.kind" | "attestation.time" | "attestation.sequence" | "attestation.changed" | "attestation.closed" | "report.state" | "report.superseded" | "report.window";
        /**
         * @description What the ledger would answer an action with, as problems of status 422.
         * @enum {string}
         */
        LedgerCode422: "request.funds" | "request.message" | "request.address" | "request.text" | "request.too_many" | "intent.malformed" | "intent.valid_too_long" | "intent.target" | "key.invalid" | "credential.date" | "agent.terms" | "pack.invalid" | "pack.date" | "pack.bounds" | "time.recipient" | "time.zero" | "time.allowance_own" | "activity.times" | "activity.seats" | "activity.reward" | "attendance.code" | "attendance.code_expired" | "attendance.code_replayed" | "confirm.minutes" | "rating.score" | "dispute.verdict" | "course.times" | "course.seats" | "course.sessions" | "course.trainers" | "course.builds_on" | "course.certificate" | "certificate.holder" | "certificate.validity" | "source.invalid" | "attestation.invalid";
        /** @description What is owed from what comes to the account: the rest of a reversal. */
        Lien: {
            /**
             * Format: int64
             * @description The activity; 0 for an opening balance.
             */
            activity: number;
            /** Format: int32 */
            minutes: number;
        };
        LightOffice: {
            /** @description Publisher, training administrator or auditor; the others are granted by a case. */
            role: components["schemas"]["Role"];
        };
        /** @description Limits on what leaves an account. */
        Limits: {
            /**
             * Format: int32
             * @description Minutes on one day; missing is no limit.
             */
            daily?: number | null;
            /**
             * Format: int64
             * @description Seconds from an introduction until larger amounts can be sent there.
             */
            new_recipient_delay: number;
        };
        /** @description A chain account that acts for a member, or can be made to. */
        Link: {
            account: string;
            confirmation?: components["schemas"]["LinkConfirmation"] | null;
            /** @description Whether it has, and acts for the member. */
            confirmed: boolean;
            /** @description Whether the account is on the ledger, so that it can send anything; missing when no node says. */
            open?: boolean | null;
            /**
             * Format: int64
             * @description From when the account can confirm, in seconds of Unix time.
             */
            ready: number;
        };
        /** @description A message that a wallet sends. */
        LinkConfirmation: {
            chain_id: string;
            contract: string;
            message: Record<string, never>;
        };
        /** @description The members of a branch who agree, as far as they are given at once. */
        LinksQuestion: {
            /** @description Only tags after this one, in hexadecimal; empty for the first. */
            after: string;
            /**
             * Format: int64
             * @description The revision that is known; the same is answered with nothing.
             */
            revision: number;
        };
        /** @description A page of a list. */
        List_Agency: {
            items: {
                accepted: boolean;
                /** Format: int64 */
                agent: number;
                /** @description Whether the principal is a company, school or team, and the agent a signatory. */
                collective: boolean;
                /** @description sha256 of the paper, when two office-holders appointed. */
                consent?: string | null;
                /**
                 * Format: int64
                 * @description The most minutes of the principal's TIME on one day.
                 */
                daily: number;
                /**
                 * Format: int64
                 * @description For whom.
                 */
                principal: number;
                rights: components["schemas"]["Right"][];
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                until: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Allowance: {
            items: {
                /** @description Until which height or time, or never. */
                expires: Record<string, never>;
                /**
                 * Format: int64
                 * @description Minutes of TIME.
                 */
                minutes: number;
                /** @description Accounts of the ledger. */
                owner: string;
                spender: string;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Case: {
            items: {
                action: Record<string, never>;
                /** Format: int64 */
                branch: number;
                /** Format: int64 */
                decided?: number | null;
                /** Format: int64 */
                decided_by?: number | null;
                /** Format: int64 */
                id: number;
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                opened: number;
                /**
                 * Format: int64
                 * @description Who proposed it; somebody else decides.
                 */
                proposer: number;
                state: components["schemas"]["CaseState"];
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Comment: {
            items: {
                answer?: string | null;
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                at: number;
                /** Format: int64 */
                branch: number;
                /** Format: int64 */
                member: number;
                /** Format: int64 */
                revision: number;
                support: boolean;
                /** @description What was written, where this branch keeps it. */
                text?: string | null;
                /** @description sha256 of what was written; see `/v1/contents/{sha256}`. */
                text_sha256?: string | null;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Course: {
            items: {
                /**
                 * Format: int64
                 * @description Sessions that were attended from it.
                 */
                attended: number;
                /** Format: int64 */
                author: number;
                /** Format: int64 */
                branch: number;
                /** @description What its author says about it. */
                course: Record<string, never>;
                /** Format: int64 */
                id: number;
                my_place?: components["schemas"]["PlaceState"] | null;
                /** @description Why it was returned or cancelled. */
                reason?: string | null;
                /** Format: int64 */
                revision: number;
                state: components["schemas"]["CourseState"];
                /**
                 * Format: int64
                 * @description Seats that are taken.
                 */
                taken: number;
                /** Format: int64 */
                waitlisted: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Disagreement: {
            items: {
                /**
                 * Format: int64
                 * @description How many different things were said.
                 */
                answers: number;
                /** Format: int64 */
                ended?: number | null;
                /**
                 * Format: int64
                 * @description Who put it away.
                 */
                ended_by?: number | null;
                reason?: string | null;
                /**
                 * Format: int64
                 * @description The source's own number of the change.
                 */
                sequence: number;
                /**
                 * Format: int64
                 * @description Since when, in seconds of Unix time.
                 */
                since: number;
                state: components["schemas"]["PollState"];
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Draft: {
            items: {
                /**
                 * Format: int64
                 * @description The administrator who has agreed, and to what date, while it waits for a second one.
                 */
                agreed_by?: number | null;
                /** @description sha256 of the statistics; see `/v1/contents/{sha256}`. */
                analysis: string;
                /** Format: int64 */
                author: number;
                /** Format: int64 */
                branch: number;
                /** Format: int64 */
                effective?: number | null;
                /** Format: int64 */
                id: number;
                /** Format: int64 */
                oppose: number;
                pack: Record<string, never>;
                /** Format: int64 */
                revision: number;
                state: components["schemas"]["DraftState"];
                /**
                 * Format: int64
                 * @description Comments on this revision, for and against.
                 */
                support: number;
                /**
                 * Format: int64
                 * @description Until when members can comment, in seconds of Unix time.
                 */
                until?: number | null;
                /**
                 * Format: int64
                 * @description The adopted pack's version.
                 */
                version?: number | null;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Gift: {
            items: {
                /** Format: int64 */
                closed?: number | null;
                /** Format: int64 */
                giver: number;
                /** Format: int64 */
                id: number;
                /**
                 * Format: int64
                 * @description Minutes of TIME.
                 */
                minutes: number;
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                offered: number;
                /** Format: int64 */
                recipient: number;
                state: components["schemas"]["GiftState"];
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Group: {
            items: {
                /**
                 * Format: int64
                 * @description Minutes of TIME.
                 */
                balance: number;
                /** Format: int64 */
                member: number;
                /**
                 * Format: int64
                 * @description Who acts for it now.
                 */
                signatories: number;
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                since: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Kin: {
            items: {
                accepted: boolean;
                /** @description What stands on chain, in hexadecimal. */
                commitment: string;
                degree?: components["schemas"]["Degree"] | null;
                /** Format: int64 */
                other: number;
                /**
                 * Format: int64
                 * @description Who offered it.
                 */
                proposer: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Link: {
            items: {
                account: string;
                confirmation?: components["schemas"]["LinkConfirmation"] | null;
                /** @description Whether it has, and acts for the member. */
                confirmed: boolean;
                /** @description Whether the account is on the ledger, so that it can send anything; missing when no node says. */
                open?: boolean | null;
                /**
                 * Format: int64
                 * @description From when the account can confirm, in seconds of Unix time.
                 */
                ready: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Move: {
            items: {
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                at: number;
                /** Format: int64 */
                joined_by?: number | null;
                /** Format: int64 */
                joins: number;
                /** Format: int64 */
                leaves: number;
                /**
                 * Format: int64
                 * @description Who agreed for the branch that is left, and for the one that is joined.
                 */
                left_by?: number | null;
                /** Format: int64 */
                member: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_MyCertificate: {
            items: (components["schemas"]["Certificate"] & {
                /** @description What shows that it is one's own: `holder` = sha256("timebank/holder/v1" ‖ member ‖ course ‖ salt), numbers as 8 bytes. */
                salt?: string | null;
            })[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_MyCourse: {
            items: (components["schemas"]["Course"] & {
                /**
                 * Format: int64
                 * @description The certificate it gave.
                 */
                certificate?: number | null;
                /**
                 * Format: int32
                 * @description How far one has come, in percent of the sessions; a result is 100.
                 */
                progress: number;
            })[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_MyCredential: {
            items: (components["schemas"]["Credential"] & {
                /** @description What it says and what shows that it does, for an enrolment that asks for it; missing when a partner institution keeps it. */
                opening?: Record<string, never> | null;
            })[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Pack: {
            items: {
                /** Format: int64 */
                branch: number;
                /**
                 * Format: int64
                 * @description From when on it is in force, in seconds of Unix time.
                 */
                effective: number;
                pack: Record<string, never>;
                /**
                 * Format: int64
                 * @description Counted from 1 within the branch.
                 */
                version: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Place: {
            items: {
                /**
                 * Format: int64
                 * @description How many sessions were attended.
                 */
                attended: number;
                /** Format: int64 */
                participant: number;
                /**
                 * Format: int64
                 * @description Place by order of arrival; smaller moves up first.
                 */
                position: number;
                state: components["schemas"]["PlaceState"];
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Position: {
            items: {
                /** Format: int32 */
                high: number;
                /**
                 * Format: int64
                 * @description How far from 0 it may go; missing is no limit.
                 */
                limit?: number | null;
                /** Format: int32 */
                low: number;
                /** Format: int64 */
                net: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_ProfileChange: {
            items: ({
                /** @description 个人简介 and 联系方式. */
                profile: {
                    contact: string;
                    introduction: string;
                };
            } | {
                /** @description The number in the national system of volunteers. */
                volunteer_number: {
                    number: string;
                };
            } | {
                skills: {
                    skills: string[];
                };
            } | {
                interests: {
                    interests: string[];
                };
            })[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_ProfileRequest: {
            items: {
                /**
                 * Format: int64
                 * @description Who asked: the member or an agent.
                 */
                author: number;
                before?: components["schemas"]["ProfileChange"] | null;
                change?: components["schemas"]["ProfileChange"] | null;
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                created: number;
                /** Format: int64 */
                decided?: number | null;
                /** Format: int64 */
                decided_by?: number | null;
                /** Format: int64 */
                id: number;
                kind: components["schemas"]["ProfileKind"];
                /** Format: int64 */
                member: number;
                reason?: string | null;
                state: components["schemas"]["Decided"];
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Recipient: {
            items: {
                /**
                 * Format: int64
                 * @description Seconds of Unix time since when.
                 */
                at: number;
                /** Format: int64 */
                member: number;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Recovery: {
            items: {
                /** Format: int64 */
                approved_by?: number | null;
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                at: number;
                /**
                 * Format: int64
                 * @description Whose office proposed it, and who.
                 */
                branch: number;
                /** Format: int64 */
                member: number;
                /** Format: int64 */
                objected_by?: number | null;
                /** Format: int64 */
                proposed_by: number;
                /** @description 33-byte compressed key in hexadecimal. */
                public_key: string;
                /**
                 * Format: int64
                 * @description When an approved key can be set, in seconds of Unix time.
                 */
                ready?: number | null;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Report: {
            items: {
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                agreed: number;
                /** Format: int64 */
                applied?: number | null;
                /** @description What was said, as the ledger has it. */
                attestation: Record<string, never>;
                /**
                 * Format: int64
                 * @description Missing when the policy did it.
                 */
                decided_by?: number | null;
                /** Format: int64 */
                id: number;
                kind: components["schemas"]["ChangeKind"];
                /** Format: int64 */
                member: number;
                /** @description The source's name. */
                name?: string | null;
                /** @description Whether the member says that it is wrong. */
                objected: boolean;
                /** @description Why it was rejected or undone, or the code with which it was refused. */
                reason?: string | null;
                /** Format: int64 */
                source: number;
                state: components["schemas"]["ReportState"];
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Source: {
            items: {
                /** Format: int64 */
                id: number;
                /** @description Whether nothing of it is applied without approval. */
                quarantined: boolean;
                reason?: string | null;
                /** @description What the council set of it. */
                source: Record<string, never>;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Suspended: {
            items: {
                /** Format: int64 */
                enrolling?: number | null;
                /** Format: int64 */
                member: number;
                /**
                 * Format: int64
                 * @description Until when, in seconds of Unix time; missing for a right that is not withdrawn.
                 */
                publishing?: number | null;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        List_Waiting: {
            items: {
                /**
                 * Format: int64
                 * @description Seconds of Unix time.
                 */
                created: number;
                /** Format: int64 */
                member: number;
                /** @description 33-byte compressed key in hexadecimal. */
                public_key: string;
            }[];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /** @description An offer or need with the own answer. */
        ListingDetail: components["schemas"]["ListingView"] & {
            /** @description Whether the caller has answered it. */
            answered: boolean;
            /** @description Whether it is the caller's. */
            own: boolean;
        };
        /** @description What a member says about a standing offer or need. Everything is public: no names, addresses or health of persons. */
        ListingFields: {
            category: components["schemas"]["Category"];
            kind: components["schemas"]["ListingKind"];
            /** @description District-level place. */
            place: string;
            /** @description At most 500 characters. */
            summary: string;
            /**
             * @description 1 to 80 characters.
             * @example 可以陪老人散步
             */
            title: string;
            /**
             * Format: int64
             * @description When it ends by itself, in seconds of Unix time; at most a year ahead.
             */
            until: number;
        };
        /**
         * @description Whether help is offered or needed.
         * @enum {string}
         */
        ListingKind: "offer" | "need";
        /**
         * @description In what part somebody has to do with an offer or need.
         * @enum {string}
         */
        ListingPart: "owner" | "answerer";
        /** @description A page of offers and needs. */
        Listings: {
            listings: components["schemas"]["ListingView"][];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
        };
        /**
         * @description Where a standing offer or need is.
         * @enum {string}
         */
        ListingState: "draft" | "submitted" | "returned" | "approved" | "closed";
        /** @description A standing offer or need. */
        ListingView: components["schemas"]["ListingFields"] & {
            /**
             * Format: int32
             * @description How many members have said "I can" or "I need".
             */
            answers: number;
            /** Format: int32 */
            branch: number;
            escalation: components["schemas"]["Escalation"];
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description Whose it is.
             */
            member: number;
            /** @description Why it was returned or closed. */
            reason?: string | null;
            /** Format: int32 */
            revision: number;
            state: components["schemas"]["ListingState"];
        };
        /**
         * @description The order of a list.
         * @enum {string}
         */
        ListOrder: "newest" | "soonest" | "relevance";
        LoginPassword: {
            /** Format: password */
            password: string;
        };
        /** @description Limits to come. */
        Loosening: {
            /**
             * Format: int64
             * @description Seconds of Unix time from which on.
             */
            at: number;
            limits: components["schemas"]["Limits"];
        };
        /** @description A draw by lot. How to do it again is written in `docs/lottery.md`. */
        LotteryView: {
            /** Format: int64 */
            activity: number;
            /**
             * Format: int64
             * @description When registration closes, as it was when the branch committed: a later edit moves no draw.
             */
            closes: number;
            /** @description What the branch is bound to, in hexadecimal. */
            commitment: string;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            committed_at: number;
            draw?: components["schemas"]["DrawView"] | null;
            /** Format: int32 */
            seats: number;
        };
        /** @description Why an activity suits, or not: one factor. */
        MatchingReason: {
            en: string;
            factor: components["schemas"]["Factor"];
            /**
             * Format: int32
             * @description From 0 to 1000.
             */
            value: number;
            /**
             * Format: int32
             * @description How much it counts, in percent.
             */
            weight: number;
            zh: string;
        };
        /** @description Who is logged in. */
        Me: {
            /** @description The account on the ledger, for those who look into it themselves. */
            account?: string | null;
            /**
             * Format: int64
             * @description Minutes of TIME.
             */
            balance: number;
            /** Format: int32 */
            branch: number;
            has_transaction_password: boolean;
            /**
             * Format: int64
             * @description The member's number; missing while the registration is under way.
             */
            member?: number | null;
            office?: components["schemas"]["Office"] | null;
            /** @description The phone number, masked. */
            phone: string;
            /** @description As what this session was begun. */
            role: components["schemas"]["SessionRole"];
            /** @description The offices held. */
            roles: components["schemas"]["Role"][];
        };
        /**
         * @description Whether a member may act.
         * @enum {string}
         */
        MemberStatus: "active" | "suspended" | "closed" | "frozen" | "deceased";
        /** @description A member as the ledger knows it; no personal data. */
        MemberView: {
            /** @description The account on the ledger. */
            account: string;
            age: components["schemas"]["AgeClass"];
            agents: components["schemas"]["Agency"][];
            /**
             * Format: int64
             * @description Minutes of TIME.
             */
            balance: number;
            /** Format: int32 */
            branch: number;
            credentials: components["schemas"]["Credential"][];
            /** @description A member who died: what became of the TIME. */
            estate: components["schemas"]["EstateLine"][];
            /** @description Whether it is a company, school or team. */
            group: boolean;
            /** Format: int64 */
            id: number;
            roles: components["schemas"]["Role"][];
            /**
             * Format: int64
             * @description Seconds of Unix time since when.
             */
            since: number;
            status?: components["schemas"]["Status"] | null;
        };
        /** @description A move from one branch to another. */
        Move: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            at: number;
            /** Format: int64 */
            joined_by?: number | null;
            /** Format: int64 */
            joins: number;
            /** Format: int64 */
            leaves: number;
            /**
             * Format: int64
             * @description Who agreed for the branch that is left, and for the one that is joined.
             */
            left_by?: number | null;
            /** Format: int64 */
            member: number;
        };
        /**
         * @description Why TIME moved.
         * @enum {string}
         */
        MovementKind: "hold" | "settle" | "refund" | "mint_service" | "mint_grant" | "transfer" | "burn" | "mint_opening" | "fund_hold" | "gift" | "gift_offered" | "gift_returned" | "donate" | "inherit" | "overflow" | "expire" | "reversal" | "top_up";
        MoveWord: {
            approve: boolean;
            /**
             * Format: int32
             * @description The branch the member is to move to.
             */
            to: number;
        };
        /** @description A page of one's own activities, newest first. */
        MyActivities: {
            activities: components["schemas"]["ActivityDetail"][];
            next?: string | null;
        };
        /** @description A certificate of one's own. */
        MyCertificate: components["schemas"]["Certificate"] & {
            /** @description What shows that it is one's own: `holder` = sha256("timebank/holder/v1" ‖ member ‖ course ‖ salt), numbers as 8 bytes. */
            salt?: string | null;
        };
        /** @description A course of one's own. */
        MyCourse: components["schemas"]["Course"] & {
            /**
             * Format: int64
             * @description The certificate it gave.
             */
            certificate?: number | null;
            /**
             * Format: int32
             * @description How far one has come, in percent of the sessions; a result is 100.
             */
            progress: number;
        };
        /** @description A credential of one's own. */
        MyCredential: components["schemas"]["Credential"] & {
            /** @description What it says and what shows that it does, for an enrolment that asks for it; missing when a partner institution keeps it. */
            opening?: Record<string, never> | null;
        };
        /** @description A verdict and who named it. */
        NamedVerdict: {
            /** Format: int64 */
            by: number;
            verdict: components["schemas"]["Verdict"];
        };
        NewActivity: {
            activity: components["schemas"]["ActivityFields"];
            /** @description Whether it goes to review at once; else it stays a draft. */
            submit: boolean;
            /**
             * Format: password
             * @description Needed to submit what the own balance pays.
             */
            transaction_password?: string | null;
        };
        NewAge: {
            age: components["schemas"]["AgeClass"];
        };
        NewAgent: {
            /**
             * Format: int64
             * @description The member who is to act.
             */
            agent: number;
            /**
             * Format: int32
             * @description The most minutes of own TIME the agent may commit on one day.
             */
            daily: number;
            rights: components["schemas"]["Right"][];
            /** Format: password */
            transaction_password?: string | null;
            /**
             * Format: int64
             * @description Seconds of Unix time, at most two years ahead.
             */
            until: number;
        };
        NewCase: {
            action: components["schemas"]["CaseAction"];
        };
        NewComment: {
            /** Format: int32 */
            revision: number;
            support: boolean;
            /** @description Public; kept beside the chain, which holds its sha256. */
            text?: string | null;
        };
        NewCourse: {
            course: components["schemas"]["CourseFields"];
        };
        NewCredential: {
            /**
             * Format: int32
             * @description What holds, by its number in the network's list of predicates.
             */
            predicate: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            valid_until: number;
        };
        /** @description One decision of several. */
        NewDecision: {
            /** Format: int64 */
            activity: number;
            decision: components["schemas"]["Decision"];
            /** @description Needed to return it, or a template. */
            reason?: string;
            /**
             * Format: int32
             * @description The revision that was reviewed; an edit in between voids the decision.
             */
            revision: number;
            /** @description The name of a template that is the reason, in Chinese and English. */
            template?: string | null;
        };
        /** @description Decisions, at most twenty. */
        NewDecisions: {
            decisions: components["schemas"]["NewDecision"][];
            /** @description Approves only what passes every automatic check now. */
            quick?: boolean;
        };
        NewDonation: {
            /**
             * Format: int32
             * @description Minutes of TIME.
             */
            minutes: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        NewDraft: {
            /** @description The statistics it rests on: a public text, of which the ledger holds the sha256. */
            analysis: string;
            /** @description The rules as data; see `docs/packs`. */
            pack: Record<string, never>;
        };
        NewEnrolment: {
            /** @description Shows the credentials that the activity asks for; at most 8. */
            openings?: components["schemas"]["Opening"][];
        };
        /** @description How many facts are where. */
        Newest: {
            /** Format: int64 */
            applied: number;
            /** Format: int64 */
            counted: number;
            /**
             * Format: int64
             * @description Members who say that it is wrong.
             */
            objected: number;
            /** Format: int64 */
            pending: number;
            /** Format: int64 */
            refused: number;
            /** Format: int64 */
            rejected: number;
            /** Format: int64 */
            superseded: number;
            /** Format: int64 */
            undone: number;
        };
        NewFollowUp: {
            kind: components["schemas"]["FollowUpKind"];
            /** @description For the activity's administrators, the participant and the branch's office only. */
            note: string;
        };
        NewGift: {
            /**
             * Format: int32
             * @description Minutes of TIME.
             */
            minutes: number;
            /**
             * Format: int64
             * @description The member who gets it.
             */
            recipient: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        NewGroup: {
            /**
             * @description The number under which the company, school or association is registered publicly: 18 characters, GB 32100.
             * @example 91350100M000100Y43
             */
            registration_number: string;
        };
        NewKin: {
            degree: components["schemas"]["Degree"];
            /** Format: int64 */
            member: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        NewLimits: {
            limits: components["schemas"]["SigningLimits"];
            /** Format: password */
            transaction_password: string;
        };
        NewLink: {
            /**
             * @description The address of an ordinary account whose key the member holds.
             * @example wasm1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu
             */
            account: string;
        };
        NewListing: {
            listing: components["schemas"]["ListingFields"];
        };
        NewLottery: Record<string, never>;
        NewMove: {
            /**
             * Format: int32
             * @description The branch to move to.
             */
            to: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        /** @description A member's hours from an older system. */
        NewOpening: {
            /** @description sha256 of the evidence in hexadecimal. */
            evidence: string;
            /** Format: int64 */
            member: number;
            /** Format: int32 */
            minutes: number;
        };
        /** @description Opening balances, at most twenty. */
        NewOpenings: {
            openings: components["schemas"]["NewOpening"][];
        };
        /** @description A key that the member holds: one of the exported ones or another. */
        NewOwnKey: {
            /** @description 33-byte compressed secp256k1 key in hexadecimal. */
            key: string;
            /** @description Its signature (64 bytes, s in the lower half) over the digest of `GET /v1/me/custody`, in hexadecimal. */
            proof: string;
        };
        NewPassword: {
            /**
             * Format: password
             * @description 6 to 64 characters; no sequences, repetitions or digits of phone and ID number.
             */
            transaction_password: string;
        };
        NewPhoneCode: {
            /** @description Whether the old phone gets a code too, for whoever still has it and not the password at hand. */
            old_phone_too?: boolean;
            /** @description The new phone number. */
            phone: string;
        };
        NewProfileRequest: {
            change: components["schemas"]["ProfileChange"];
        };
        NewRecipient: {
            /** Format: int64 */
            member: number;
            /** Format: password */
            transaction_password: string;
        };
        NewSeries: {
            /** @description The first one; the others differ by their times only. */
            activity: components["schemas"]["ActivityFields"];
            /** @description The other times, at most 12. */
            more: components["schemas"]["Occurrence"][];
            /** Format: password */
            transaction_password?: string | null;
        };
        NewTimeCase: {
            action: components["schemas"]["TimeCaseAction"];
        };
        /** @description What the next star asks for. */
        NextStar: {
            /**
             * Format: int32
             * @description The least mean rating, in hundredths of a score.
             */
            min_rating: number;
            /**
             * Format: int32
             * @description Minutes of service.
             */
            minutes: number;
            /**
             * Format: int64
             * @description Of them, those that are still missing.
             */
            minutes_missing: number;
            /** Format: int32 */
            stars: number;
        };
        /** @description A note as it is kept; sha256 of the salt's bytes and the text is on chain. */
        NoteView: {
            /** @description 16 bytes in hexadecimal. */
            salt: string;
            text: string;
        };
        /** @description A page of notices, newest first. */
        Notices: {
            /**
             * Format: int64
             * @description Ask again with this as `before`; missing at the end.
             */
            next?: number | null;
            notices: components["schemas"]["NoticeView"][];
            /**
             * Format: int64
             * @description How many have not been read in all.
             */
            unread: number;
        };
        /** @description How a member wants to be told. */
        NoticeSettings: {
            /**
             * Format: int64
             * @description The number of a family member who gets a copy of every notice, once that one has agreed.
             */
            family?: number | null;
            language: components["schemas"]["Language"];
            /** Format: int64 */
            quiet_end: number;
            /**
             * Format: int64
             * @description Minutes after midnight in Shanghai, 0 to 1439, between which nothing is sent outside unless it is about the safety of the
             *     account; equal ends are no quiet hours.
             */
            quiet_start: number;
            /** @description Kinds and ways that differ from what is usual. */
            wishes: components["schemas"]["Wish"][];
        };
        /** @description How a member is told now. */
        NoticeSettingsView: components["schemas"]["NoticeSettings"] & {
            family_agreed: boolean;
            /** @description Every kind there is. */
            kinds: string[];
            /** @description Whether there is a WeChat account to send to. */
            wechat: boolean;
        };
        /** @description Something the member is told. */
        NoticeView: {
            /** Format: int64 */
            activity?: number | null;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            created: number;
            en: string;
            /** Format: int64 */
            id: number;
            /** @example admitted */
            kind: string;
            read: boolean;
            zh: string;
        };
        /** @description One more time of a series. */
        Occurrence: {
            registration: components["schemas"]["Window"];
            service: components["schemas"]["Window"];
        };
        /** @description An office-holder's key. */
        Office: {
            /** @description Whether the chain has it. */
            in_force: boolean;
            /** @description 33-byte compressed key in hexadecimal, for the council to put on chain. */
            public_key: string;
            /**
             * Format: int64
             * @description Seconds of Unix time until which it is unlocked in this session.
             */
            unlocked_until?: number | null;
        };
        /** @description The public half of an office key. */
        OfficeKey: {
            /** @description 33-byte compressed key in hexadecimal, for the council to put on chain. */
            public_key: string;
        };
        OfficePassphrase: {
            /**
             * Format: password
             * @description The one in force, to change it.
             */
            current_passphrase?: string | null;
            /**
             * Format: password
             * @description 12 to 128 characters.
             */
            passphrase: string;
        };
        /** @description Shows what is behind a credential's commitment. */
        Opening: {
            /** Format: int32 */
            predicate: number;
            /**
             * @description 16 bytes in hexadecimal.
             * @example 000102030405060708090a0b0c0d0e0f
             */
            salt: string;
        };
        /** @description Which kin link, by its commitment in hexadecimal. */
        OpeningQuestion: {
            commitment: string;
        };
        /** @description What became of one of several: the action that carries it to the chain, or why there is none. */
        Outcome: {
            action?: components["schemas"]["ActionView"] | null;
            /** @description A stable code. */
            code?: string | null;
            /**
             * Format: int64
             * @description What it is about: an activity, a member, a case.
             */
            id: number;
        };
        /** @description One outcome for each, in the order they were sent. */
        Outcomes: {
            outcomes: components["schemas"]["Outcome"][];
        };
        /** @description An adopted rule pack. */
        Pack: {
            /** Format: int64 */
            branch: number;
            /**
             * Format: int64
             * @description From when on it is in force, in seconds of Unix time.
             */
            effective: number;
            pack: Record<string, never>;
            /**
             * Format: int64
             * @description Counted from 1 within the branch.
             */
            version: number;
        };
        PaperAttendance: {
            entry: components["schemas"]["PaperEntry"];
            /** @description Where the paper list is. */
            paper: string;
            /** Format: int64 */
            participant: number;
        };
        PaperConsent: {
            /** @description Where the signed paper is. */
            paper: string;
            /** @description The text that was signed, as `GET /v1/consents/texts` names it. */
            sha256: string;
        };
        /** @description A line of a paper list. */
        PaperEntry: "start" | "end" | {
            /**
             * Format: int32
             * @description Minutes of service, as the payer's side states them.
             */
            minutes: number;
        };
        /**
         * @description In what part somebody has to do with an activity.
         * @enum {string}
         */
        Part: "participant" | "publisher";
        Passphrase: {
            /** Format: password */
            passphrase: string;
        };
        Password: {
            /** Format: password */
            transaction_password?: string | null;
        };
        /**
         * @description Where the TIME comes from: the publisher's own balance, the branch's issuance budget or its welfare fund.
         * @enum {string}
         */
        Payer: "own_balance" | "issuance" | "welfare_fund";
        /** @description A decision that is made, and that the chain does not have yet. */
        Pending: {
            /** @description The action that carries it. */
            action: string;
            /** @description `approve` or `return`. */
            decision: string;
            held_until?: components["schemas"]["u64"] | null;
            member: components["schemas"]["u64"];
        };
        /**
         * @example {
         *       "code": "480912",
         *       "password": "walnut-4815",
         *       "phone": "13912345678"
         *     }
         */
        PhoneChange: {
            /** @description The code that it was sent. */
            code: string;
            /** @description The code that the old phone was sent, or else `password`. */
            old_code?: string | null;
            /**
             * Format: password
             * @description The login password, or else `old_code`.
             */
            password?: string | null;
            /** @description The new phone number. */
            phone: string;
        };
        PhoneCodeRequest: {
            /** @example 13912345678 */
            phone: string;
        };
        /** @description A participant of a course. */
        Place: {
            /**
             * Format: int64
             * @description How many sessions were attended.
             */
            attended: number;
            /** Format: int64 */
            participant: number;
            /**
             * Format: int64
             * @description Place by order of arrival; smaller moves up first.
             */
            position: number;
            state: components["schemas"]["PlaceState"];
        };
        /**
         * @description Where a participant of a course is.
         * @enum {string}
         */
        PlaceState: "waitlisted" | "enrolled" | "withdrawn" | "passed" | "failed";
        /** @description Who said what about a change: digests and times, not what stands in the partner's database. */
        Poll: {
            answers: components["schemas"]["PollAnswer"][];
            /**
             * Format: int64
             * @description The change report that came of it.
             */
            report?: number | null;
            /**
             * Format: int64
             * @description When the first feeder said something.
             */
            since: number;
            state: components["schemas"]["PollState"];
        };
        PollAnswer: {
            /** @description Salted hash of the partner's row, 64 hexadecimal digits. */
            digest: string;
            /** @description Chain accounts of those who said it. */
            feeders: string[];
            kind: components["schemas"]["ChangeKind"];
            /** Format: int64 */
            member: number;
            /**
             * Format: int64
             * @description When the partner recorded it, as these feeders read it.
             */
            observed: number;
        };
        /**
         * @description Where what feeders say about one change is.
         * @enum {string}
         */
        PollState: "open" | "disputed" | "agreed" | "dismissed";
        /** @description What two branches' members owe each other on balance, in minutes. */
        Position: {
            /** Format: int32 */
            high: number;
            /**
             * Format: int64
             * @description How far from 0 it may go; missing is no limit.
             */
            limit?: number | null;
            /** Format: int32 */
            low: number;
            /** Format: int64 */
            net: number;
        };
        Printing: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            from?: number | null;
            /** @description Why it is printed; the member can read it. */
            reason: string;
            /** Format: int64 */
            to?: number | null;
        };
        /**
         * @description How pressing it is.
         * @enum {string}
         */
        Priority: "overdue" | "high" | "normal";
        /** @description A problem document (RFC 9457). */
        Problem: {
            /**
             * @description Stable; `docs/codes.md` lists them all, with what they say in English and Chinese.
             * @example transaction_password.wrong
             */
            code: string;
            /** @description What exactly, where there is more to say. */
            detail?: string | null;
            /**
             * Format: int64
             * @description Seconds after which it makes sense to ask again; also in the header `Retry-After`.
             */
            retry_after?: number | null;
            /** Format: int32 */
            status: number;
            /** @description What the code says, in plain English. */
            title: string;
            /**
             * @description The same in plain Chinese.
             * @example 交易密码不正确。
             */
            title_zh: string;
            /**
             * Format: int32
             * @description How many guesses are left before the secret is locked.
             */
            tries_left?: number | null;
            /** @description `urn:timebank:problem:` and the code. */
            type: string;
        };
        /** @description A change of one's own information. */
        ProfileChange: {
            /** @description 个人简介 and 联系方式. */
            profile: {
                contact: string;
                introduction: string;
            };
        } | {
            /** @description The number in the national system of volunteers. */
            volunteer_number: {
                number: string;
            };
        } | {
            skills: {
                skills: string[];
            };
        } | {
            interests: {
                interests: string[];
            };
        };
        /**
         * @description What a profile commitment stands for.
         * @enum {string}
         */
        ProfileKind: "profile" | "volunteer_number" | "skills" | "interests";
        /** @description A request for a change, with what it says where this branch keeps it. */
        ProfileRequest: {
            /**
             * Format: int64
             * @description Who asked: the member or an agent.
             */
            author: number;
            before?: components["schemas"]["ProfileChange"] | null;
            change?: components["schemas"]["ProfileChange"] | null;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            created: number;
            /** Format: int64 */
            decided?: number | null;
            /** Format: int64 */
            decided_by?: number | null;
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["ProfileKind"];
            /** Format: int64 */
            member: number;
            reason?: string | null;
            state: components["schemas"]["Decided"];
        };
        /** @description A proof of what the ledger has after a block; `docs/proofs.md` says how it is checked. */
        ProofBundle: {
            chain_id: string;
            /** @description `timebank/proof/1`. */
            format: string;
            /** @description Who signs block 1: to be compared with what is trusted. */
            genesis: components["schemas"]["ProofValidator"][];
            /** @description Of the next block, whose header holds the hash of the state. */
            head: components["schemas"]["ProofHead"];
            /**
             * Format: int64
             * @description The block after which it was so.
             */
            height: number;
            records: components["schemas"]["ProofRecord"][];
            /** @description Heads that vouch for each other, where the first validators do not vouch for `head`. */
            steps: components["schemas"]["ProofHead"][];
            /** @description ICS23 proof (protobuf, base64) of the root of the contracts' store under the hash of the state. */
            store: string;
            subject: components["schemas"]["ProofSubject"];
        };
        /** @description A block's header and the signatures on it, as CometBFT's RPC gives them, and who could sign. */
        ProofHead: {
            commit: Record<string, never>;
            header: Record<string, never>;
            validators: components["schemas"]["ProofValidator"][];
        };
        /** @description What a contract keeps under a key. */
        ProofRecord: {
            /** @description Bech32. */
            contract: string;
            /** @description Hexadecimal. */
            key: string;
            /** @description ICS23 proof (protobuf, base64) in the tree of the contracts' store. */
            proof: string;
            /** @description Hexadecimal; nothing if there is none. */
            value?: string | null;
        };
        /** @description The digests that own keys sign, in hexadecimal. */
        Proofs: {
            everyday: string;
            owner: string;
        };
        /** @description What is proven. */
        ProofSubject: {
            /** Format: int64 */
            activity: number;
            /** @enum {string} */
            kind: "receipt";
            /** Format: int64 */
            participant: number;
        } | {
            /** Format: int64 */
            certificate: number;
            /** @enum {string} */
            kind: "certificate";
        } | {
            branches: number[];
            /** @enum {string} */
            kind: "supply";
        } | {
            account: string;
            /** @enum {string} */
            kind: "account";
        };
        /** @description Somebody who signs blocks. */
        ProofValidator: {
            /** @description No signature covers it. */
            name?: string | null;
            /** Format: int64 */
            power: number;
            /** @description Ed25519, base64. */
            public_key: string;
        };
        /** @description The movements of an account with the proof that none is missing. */
        ProvenStatement: {
            /** @description The account after the last line. */
            after: components["schemas"]["ProofBundle"];
            before?: components["schemas"]["ProofBundle"] | null;
            /** @description `timebank/statement/1`. */
            format: string;
            /** @description Oldest first. */
            lines: components["schemas"]["StatementLine"][];
        };
        Publication: {
            /** Format: int32 */
            revision: number;
            /**
             * Format: int64
             * @description Until when members can comment, in seconds of Unix time.
             */
            until: number;
        };
        /** @description The review queue, most pressing first. */
        Queue: {
            items: components["schemas"]["QueueItem"][];
            /** @description Ask again with this as `cursor`; missing at the end. */
            next?: string | null;
            /** @description How many wait in all, at most 500. */
            waiting: number;
        };
        /** @description Something that waits for a reviewer. */
        QueueItem: {
            activity: components["schemas"]["ActivityView"];
            assessment: components["schemas"]["ReviewAssessment"];
            claim?: components["schemas"]["Claim"] | null;
            /** @description Where the queue goes on after this one. */
            cursor: string;
            /**
             * Format: int64
             * @description When it should be decided, in seconds of Unix time.
             */
            decide_by: number;
            /** @description Whether the caller has to do with it and so cannot decide it. */
            own_case: boolean;
            pending?: components["schemas"]["Pending"] | null;
            priority: components["schemas"]["Priority"];
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            submitted: number;
            /**
             * Format: int64
             * @description Seconds it has waited.
             */
            waited: number;
        };
        /** @description The queues of two-person decisions and requests at the own branch. */
        Queues: {
            cases: components["schemas"]["Waits"];
            courses: components["schemas"]["Waits"];
            moves: components["schemas"]["Waits"];
            profile_requests: components["schemas"]["Waits"];
            reports: components["schemas"]["Waits"];
            time_cases: components["schemas"]["Waits"];
        };
        Rating: {
            /** @description Public; kept beside the chain, which holds its sha256. */
            comment?: string | null;
            /**
             * Format: int32
             * @description 1 to 5.
             */
            score: number;
        };
        /** @description A page of ratings, latest first. */
        Ratings: {
            next?: string | null;
            ratings: components["schemas"]["RatingView"][];
        };
        /**
         * @description Whether ratings are those one received or those one gave.
         * @enum {string}
         */
        RatingSide: "received" | "given";
        /** @description A rating. */
        RatingView: {
            /** Format: int64 */
            activity: number;
            /**
             * Format: int64
             * @description Who rates.
             */
            author: number;
            /** @description sha256 of the comment in hexadecimal; see `/v1/contents/{sha256}`. */
            comment_sha256?: string | null;
            /** Format: int64 */
            participant: number;
            /**
             * Format: int32
             * @description 1 to 5.
             */
            score: number;
            /**
             * Format: int64
             * @description Who is rated.
             */
            subject: number;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            time: number;
        };
        ReadNotices: {
            /**
             * Format: int64
             * @description One notice.
             */
            id?: number | null;
            /**
             * Format: int64
             * @description Or all up to this number.
             */
            up_to?: number | null;
        };
        Reason: {
            /** @description Why; the member can read it. */
            reason: string;
        };
        /** @description The proof of one settled service; minutes of service and of TIME, times in seconds of Unix time. */
        Receipt: {
            /** Format: int64 */
            ended: number;
            /** Format: int64 */
            height: number;
            /** Format: int32 */
            minutes: number;
            /** Format: int32 */
            pack: number;
            /** Format: int32 */
            paid: number;
            /** Format: int64 */
            participant: number;
            /** Format: int64 */
            payer: number;
            /** Format: int32 */
            returned: number;
            /** Format: int64 */
            settled: number;
            /**
             * @description Where the TIME of a settlement came from.
             * @enum {string}
             */
            source: "own_balance" | "issuance" | "welfare_fund";
            /** Format: int64 */
            started: number;
        };
        /** @description A recipient that was made known. */
        Recipient: {
            /**
             * Format: int64
             * @description Seconds of Unix time since when.
             */
            at: number;
            /** Format: int64 */
            member: number;
        };
        /** @description What suits, best first. */
        Recommendations: {
            recommendations: components["schemas"]["RecommendationView"][];
        };
        /** @description An activity that suits, and why. */
        RecommendationView: {
            activity: components["schemas"]["ActivityView"];
            /**
             * Format: int32
             * @description How well it suits, from 0 to 1000: the mean of the reasons' values by their weights.
             */
            coefficient: number;
            /**
             * Format: int32
             * @description What its place in the list gains because seats would stay empty, from 0 to 250.
             */
            need: number;
            /** @description The weightiest first. */
            reasons: components["schemas"]["MatchingReason"][];
        };
        RecordedAttendance: {
            side: components["schemas"]["AttendanceSide"];
            /** Format: password */
            transaction_password?: string | null;
        };
        /** @description A recovery under way on chain. */
        Recovery: {
            /** Format: int64 */
            approved_by?: number | null;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            at: number;
            /**
             * Format: int64
             * @description Whose office proposed it, and who.
             */
            branch: number;
            /** Format: int64 */
            member: number;
            /** Format: int64 */
            objected_by?: number | null;
            /** Format: int64 */
            proposed_by: number;
            /** @description 33-byte compressed key in hexadecimal. */
            public_key: string;
            /**
             * Format: int64
             * @description When an approved key can be set, in seconds of Unix time.
             */
            ready?: number | null;
        };
        /** @description Has members judged anew by the rules in force now, after new rules were adopted or somebody moved; at most twenty. */
        Refreshment: {
            members: number[];
        };
        /** @description What somebody registers with. */
        RegistrationRequest: {
            /** @description The code of `POST /v1/auth/phone-codes`, where the branch asks for one. */
            code?: string | null;
            /** @description 18 characters, GB 11643. */
            id_number: string;
            /** @description As the ID card says, where the branch has it checked. It is not kept. */
            name?: string | null;
            /**
             * Format: password
             * @description 8 to 128 characters.
             */
            password: string;
            /** @example 13912345678 */
            phone: string;
        };
        Renewal: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            valid_until: number;
        };
        /** @description What became of a fact that enough feeders agreed on. */
        Report: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            agreed: number;
            /** Format: int64 */
            applied?: number | null;
            /** @description What was said, as the ledger has it. */
            attestation: Record<string, never>;
            /**
             * Format: int64
             * @description Missing when the policy did it.
             */
            decided_by?: number | null;
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["ChangeKind"];
            /** Format: int64 */
            member: number;
            /** @description The source's name. */
            name?: string | null;
            /** @description Whether the member says that it is wrong. */
            objected: boolean;
            /** @description Why it was rejected or undone, or the code with which it was refused. */
            reason?: string | null;
            /** Format: int64 */
            source: number;
            state: components["schemas"]["ReportState"];
        };
        /**
         * @description Where a fact of a partner institution is.
         * @enum {string}
         */
        ReportState: "pending" | "applied" | "refused" | "rejected" | "undone" | "superseded";
        /**
         * @description What somebody must show to take part: to have passed a course; a certificate of it that is valid when the service begins;
         *     stars; a credential of a predicate, opened when enrolling; a class of age; a branch.
         */
        Requirement: {
            course: {
                /** Format: int64 */
                course: number;
            };
        } | {
            certificate: {
                /** Format: int64 */
                course: number;
            };
        } | {
            stars: {
                /** Format: int32 */
                min: number;
            };
        } | {
            credential: {
                /** Format: int32 */
                predicate: number;
            };
        } | {
            age: {
                min: components["schemas"]["AgeClass"];
            };
        } | {
            branch: {
                /** Format: int32 */
                branch: number;
            };
        };
        ResetConfirmation: {
            /** @description The six digits that were sent. */
            code: string;
            /** @description The member's: a phone number that now belongs to somebody else opens nothing. */
            id_number: string;
            /** Format: password */
            password: string;
            phone: string;
        };
        ResetRequest: {
            phone: string;
        };
        Resolution: {
            verdict: components["schemas"]["Verdict"];
        };
        Results: {
            /** @description At most 10 members. */
            participants: number[];
            passed: boolean;
            /**
             * Format: password
             * @description Needed from a trainer without an unlocked office.
             */
            transaction_password?: string | null;
        };
        Review: {
            decision: components["schemas"]["Decision"];
            /** @description Needed to return it. */
            reason?: string;
            /**
             * Format: int32
             * @description The revision that was reviewed; an edit in between voids the decision.
             */
            revision: number;
        };
        /** @description What the rules say about a submission. */
        ReviewAssessment: {
            findings: components["schemas"]["Finding"][];
            /**
             * Format: int32
             * @description 100 when every rule passed, less the points of those that did not; at least 0.
             */
            score: number;
            verdict: components["schemas"]["ReviewVerdict"];
        };
        /** @description A decision that the chain has. */
        ReviewDecision: {
            activity: components["schemas"]["u64"];
            /** @description `approve`, `return` or `take_down`. */
            decision: string;
            /** Format: int64 */
            height: number;
            /** @description Who decided it. */
            member: components["schemas"]["u64"];
            reason?: string | null;
            /** Format: int32 */
            revision: number;
            /** @description Seconds of Unix time. */
            time: components["schemas"]["u64"];
        };
        /**
         * @description What the rules say about a submission as a whole.
         * @enum {string}
         */
        ReviewVerdict: "green" | "look" | "return";
        RevisedDraft: {
            analysis: string;
            pack: Record<string, never>;
            /**
             * Format: int32
             * @description The revision that was changed.
             */
            revision: number;
        };
        /** @description TIME for a participant: for having taken part, or per 60 minutes of service. */
        Reward: {
            per_participant: {
                /** Format: int32 */
                minutes: number;
            };
        } | {
            per_hour: {
                /** Format: int32 */
                minutes: number;
            };
        };
        /**
         * @description What an agent may do: take part in activities and courses; publish and pay; donate; ask for changes of the profile.
         * @enum {string}
         */
        Right: "take_part" | "commit" | "donate" | "profile";
        /**
         * @description An office.
         * @enum {string}
         */
        Role: "publisher" | "reviewer" | "branch_administrator" | "training_administrator" | "auditor" | "custodian";
        /** @enum {string} */
        RuledRight: "publish" | "enrol";
        /**
         * @description What somebody has seen on site: one of the two.
         * @example {
         *       "number": "40718263"
         *     }
         */
        ScannedCode: {
            /** @description What the QR picture says. */
            code?: string | null;
            /** @description The number below it. */
            number?: string | null;
        };
        /**
         * @description What a key may do.
         * @enum {string}
         */
        Scope: "everyday" | "owner" | "office";
        SeenKey: {
            /** @description The key that was seen, in hexadecimal: nothing else is decided. */
            public_key: string;
        };
        /** @description A question as it is sent. */
        Sent_DetailsQuestion: {
            /** @description A fresh X25519 key to which the answer is sealed, 32 bytes in hexadecimal. */
            key: string;
            /** @description For whom details are asked for, and which the branch has. */
            question: {
                activity: components["schemas"]["u64"];
                /** @description The volunteer who has a seat. */
                participant: components["schemas"]["u64"];
                /**
                 * Format: int64
                 * @description When those that the branch has were written; 0 for none.
                 */
                written: number;
            };
        };
        /** @description A question as it is sent. */
        Sent_HandOverQuestion: {
            /** @description A fresh X25519 key to which the answer is sealed, 32 bytes in hexadecimal. */
            key: string;
            /** @description Which move: whose, and in which block it was made. */
            question: {
                /** Format: int64 */
                height: number;
                member: components["schemas"]["u64"];
            };
        };
        /** @description A question as it is sent. */
        Sent_LinksQuestion: {
            /** @description A fresh X25519 key to which the answer is sealed, 32 bytes in hexadecimal. */
            key: string;
            /** @description The members of a branch who agree, as far as they are given at once. */
            question: {
                /** @description Only tags after this one, in hexadecimal; empty for the first. */
                after: string;
                /**
                 * Format: int64
                 * @description The revision that is known; the same is answered with nothing.
                 */
                revision: number;
            };
        };
        /** @description A question as it is sent. */
        Sent_OpeningQuestion: {
            /** @description A fresh X25519 key to which the answer is sealed, 32 bytes in hexadecimal. */
            key: string;
            /** @description Which kin link, by its commitment in hexadecimal. */
            question: {
                commitment: string;
            };
        };
        SessionAttendance: {
            /** @description At most 10 members. */
            participants: number[];
            /** @description Whether they were there. */
            present: boolean;
            /**
             * Format: int32
             * @description Counted from 0.
             */
            session: number;
            /**
             * Format: password
             * @description Needed from a trainer without an unlocked office.
             */
            transaction_password?: string | null;
        };
        /** @description A session of one's own. */
        SessionEntry: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            created_at: number;
            /** @description Whether it is the one that asks. */
            current: boolean;
            /** Format: int64 */
            expires_at: number;
            id: string;
            role: components["schemas"]["SessionRole"];
            /**
             * Format: int64
             * @description When it was last used, to the minute.
             */
            seen_at: number;
        };
        SessionRequest: {
            /** Format: password */
            password: string;
            phone: string;
            role: components["schemas"]["SessionRole"];
        };
        /**
         * @description As what somebody logs in. There is one account; the role decides what is seen and allowed.
         * @enum {string}
         */
        SessionRole: "member" | "administrator";
        /** @description A session. The token goes into `Authorization: Bearer …`. */
        SessionView: {
            /**
             * Format: int64
             * @description Seconds of Unix time at which it ends in any case.
             */
            expires_at: number;
            /**
             * Format: int64
             * @description The member's number, once registered.
             */
            member?: number | null;
            role: components["schemas"]["SessionRole"];
            token: string;
        };
        /**
         * @description How grave a finding is.
         * @enum {string}
         */
        Severity: "look" | "return";
        /** @description A shift. */
        Shift: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            unlocked_until: number;
        };
        Signed: {
            /**
             * Format: password
             * @description Needed where the own balance pays; where the branch pays, an unlocked office does.
             */
            transaction_password?: string | null;
        };
        SignedIntent: {
            /** @description The envelope of `packages/intent`, followed by the 64-byte signature over its digest, in hexadecimal. */
            intent: string;
        };
        /** @description What the member lets leave its account. The branch's own rule and the ledger's limits count besides. */
        SigningLimits: {
            /**
             * Format: int64
             * @description Minutes of TIME in a day; nothing is no limit.
             */
            daily?: number | null;
            /**
             * Format: int64
             * @description Minutes of TIME in a day to one recipient.
             */
            per_recipient?: number | null;
            /**
             * Format: int64
             * @description Seconds from the naming of a recipient until something can be sent there, at most 30 days; 0 for no naming.
             */
            recipient_delay?: number;
        };
        /** @description What a page must know of the branch before anybody has logged in. */
        Site: {
            /** Format: int32 */
            branch: number;
            chain_id: string;
            /** @description Whom to call for help. */
            help_phone?: string | null;
            /** @description Whether whoever registers is asked for the name on the ID card. */
            name: boolean;
            /** @description Whether whoever registers needs a code that is sent to the phone. */
            phone_code: boolean;
            /** @description Whether ID numbers that no person has are accepted: a demonstration. */
            samples: boolean;
        };
        /**
         * @description What a service asks of whoever gives it: nothing special, a training, or a profession.
         * @enum {string}
         */
        Skill: "plain" | "trained" | "professional";
        /** @description A partner institution's database. */
        Source: {
            /** Format: int64 */
            id: number;
            /** @description Whether nothing of it is applied without approval. */
            quarantined: boolean;
            reason?: string | null;
            /** @description What the council set of it. */
            source: Record<string, never>;
        };
        /** @description How a partner's source is doing. */
        SourceStatistics: components["schemas"]["Source"] & {
            /**
             * Format: int64
             * @description The same, within the last 24 hours.
             */
            agreed_last_day: number;
            /**
             * Format: int64
             * @description Facts that enough feeders agreed on within the last hour.
             */
            agreed_last_hour: number;
            delay?: components["schemas"]["Delay"] | null;
            /** Format: int64 */
            disagreements_ever: number;
            /**
             * Format: int64
             * @description Disagreements that nobody has put away.
             */
            disagreements_open: number;
            feeders: components["schemas"]["FeederStatistics"][];
            /** @description What became of the newest facts, at most 1 000. */
            newest: components["schemas"]["Newest"];
        };
        SpendingLimits: {
            /**
             * Format: int32
             * @description The most minutes that leave the account on one day; missing is no limit.
             */
            daily?: number | null;
            /**
             * Format: int64
             * @description Seconds from the introduction of a recipient until larger amounts can be sent there.
             */
            new_recipient_delay: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        /**
         * @description The step of the progress bar.
         * @enum {string}
         */
        Stage: "draft" | "submitted" | "returned" | "approved" | "registration" | "ready" | "in_progress" | "ended" | "settled" | "cancelled";
        /**
         * @description What is known of a member's conduct. `conduct` is shown to the member and to the office of the member's
         *     branch.
         */
        StandingView: {
            conduct?: components["schemas"]["ConductView"] | null;
            /** Format: int64 */
            member: number;
            /** Format: int64 */
            minutes: number;
            next?: components["schemas"]["NextStar"] | null;
            /** Format: int32 */
            points: number;
            /** Format: int32 */
            rating?: number | null;
            /**
             * Format: int32
             * @description Ratings received, and their mean in hundredths of a score.
             */
            ratings: number;
            /**
             * Format: int32
             * @description Percent of engagements kept in time; missing without any.
             */
            reliability?: number | null;
            reward: components["schemas"]["StarRewardView"];
            /**
             * Format: int32
             * @description Services given and paid, and the minutes of service that count.
             */
            services: number;
            /**
             * Format: int32
             * @description 0 to 5.
             */
            stars: number;
        };
        /** @description What the stars give by the rules of the member's branch. */
        StarRewardView: {
            /**
             * Format: int64
             * @description Seconds before registration opens for everybody in which the member may enrol already.
             */
            early: number;
            /**
             * Format: int32
             * @description The cap on a day's earnings, in percent of the rules'.
             */
            earn_cap_percent: number;
            /**
             * Format: int32
             * @description Seats the member may have at once in activities to come.
             */
            open_enrolments: number;
        };
        /**
         * @description Where an action is.
         * @enum {string}
         */
        State: "accepted" | "sent" | "done" | "failed";
        /** @description A page of a statement, newest first. */
        Statement: {
            /**
             * Format: int64
             * @description Minutes after the last movement up to `height`.
             */
            balance: number;
            /**
             * Format: int64
             * @description How many movements touched the account up to `height`.
             */
            count: number;
            /**
             * Format: int64
             * @description The block as of which this is.
             */
            height: number;
            lines: components["schemas"]["StatementLine"][];
            next?: string | null;
        };
        /** @description One line of a statement. */
        StatementLine: {
            /**
             * Format: int64
             * @description Minutes after it.
             */
            balance: number;
            /** Format: int64 */
            height: number;
            kind: components["schemas"]["MovementKind"];
            /**
             * Format: int64
             * @description Minutes; negative when TIME went out.
             */
            minutes: number;
            /**
             * Format: int64
             * @description The movement's number in the order of the chain.
             */
            movement: number;
            /**
             * Format: int64
             * @description Its number on this account, from 1 and without a gap.
             */
            number?: number | null;
            /**
             * Format: int64
             * @description The member on the other side, if it was one.
             */
            other?: number | null;
            /** @description What it refers to: an activity, an attendance, a grant, or an ordinary message. */
            reference: Record<string, never>;
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            time: number;
        };
        /** @description The last change of a member's status. */
        Status: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            at: number;
            /** Format: int64 */
            author?: number | null;
            /** @description A word for why. */
            cause: string;
            reason: string;
            status: components["schemas"]["MemberStatus"];
        };
        Submission: {
            /** Format: int32 */
            revision: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        SubmittedListing: {
            /** Format: int32 */
            revision: number;
        };
        /** @description Supply in minutes as of a block: supply = minted_service + minted_grant + minted_opening − burned. */
        Supply: {
            branches: components["schemas"]["BranchSupply"][];
            /** Format: int64 */
            burned: number;
            /**
             * Format: int64
             * @description In open holds of members' own TIME and of welfare funds.
             */
            escrow: number;
            /** Format: int64 */
            height: number;
            /** Format: int64 */
            minted_grant: number;
            /** Format: int64 */
            minted_opening: number;
            /** Format: int64 */
            minted_service: number;
            /**
             * Format: int64
             * @description In gifts that wait to be accepted.
             */
            offered: number;
            /** Format: int64 */
            supply: number;
        };
        /** @description A member whose right is withdrawn. */
        Suspended: {
            /** Format: int64 */
            enrolling?: number | null;
            /** Format: int64 */
            member: number;
            /**
             * Format: int64
             * @description Until when, in seconds of Unix time; missing for a right that is not withdrawn.
             */
            publishing?: number | null;
        };
        Suspension: {
            /** @description 1 to 300 characters, without names. */
            reason: string;
        };
        TakeDown: {
            reason: string;
        };
        /** @description What reviewers say again and again. */
        Template: {
            en: string;
            /** @example incomplete */
            name: string;
            zh: string;
        };
        /** @description The templates by name. */
        Templates: {
            templates: components["schemas"]["Template"][];
        };
        TemplateText: {
            en: string;
            /** @description At most 95 characters, as in English. */
            zh: string;
        };
        /** @description The rules of the branch's pack as they apply to an activity. */
        TermsView: {
            /**
             * Format: int64
             * @description Seconds until a missing confirmation, payment or decision is made by rule.
             */
            confirm_deadline: number;
            /** Format: int64 */
            dispute_window: number;
            /**
             * Format: int32
             * @description The most TIME a participant can earn by one activity, and on one day before the bonus of the stars.
             */
            earn_cap?: number | null;
            /** Format: int32 */
            earn_cap_day?: number | null;
            /**
             * Format: int64
             * @description Seconds after which a need that nobody takes goes a step further; 0 is never.
             */
            escalate_after: number;
            /**
             * Format: int32
             * @description Version of the pack.
             */
            pack: number;
            /**
             * Format: int32
             * @description The most TIME one participant is paid.
             */
            per_seat: number;
            provider_age?: components["schemas"]["AgeClass"] | null;
            /** Format: int64 */
            settle_deadline: number;
            settle_requires_rating: boolean;
            /**
             * Format: int32
             * @description Minutes by which the two sides may differ and still be averaged.
             */
            tolerance: number;
            /** Format: int32 */
            weight_percent: number;
        };
        /** @description Those of them that are kept here, by sha256 in hexadecimal. */
        Texts: {
            texts: {
                [key: string]: string;
            };
        };
        /** @description Which texts are asked for: at most 32, by sha256 in hexadecimal. */
        TextsQuestion: {
            sha256: string[];
        };
        /** @description What is proposed about TIME. */
        TimeCaseAction: {
            /** @description Mints a member's opening balance at the joining of the branch, once per member. */
            opening: {
                /** @description sha256 of the evidence in hexadecimal. */
                evidence: string;
                /** Format: int64 */
                member: number;
                /** Format: int32 */
                minutes: number;
            };
        } | {
            /** @description Takes an opening balance back, within 90 days. */
            reverse_opening: {
                evidence: string;
                /** Format: int64 */
                member: number;
            };
        } | {
            /** @description Pays the creditor of a member's lien from the branch's welfare fund. */
            top_up: {
                /** Format: int64 */
                activity: number;
                /** Format: int64 */
                member: number;
            };
        };
        /** @description The word on one of several cases. */
        TimeDecision: components["schemas"]["TimeWord"] & {
            /** Format: int64 */
            id: number;
        };
        /** @description Decisions, at most twenty. */
        TimeDecisions: {
            decisions: components["schemas"]["TimeDecision"][];
        };
        TimeWord: {
            approve: boolean;
        };
        Trainers: {
            trainers: number[];
        };
        TransactionPassword: {
            /**
             * Format: password
             * @description The one in force, to change it.
             */
            current_transaction_password?: string | null;
            /**
             * Format: password
             * @description 6 to 64 characters; no sequences, repetitions or digits of phone and ID number.
             */
            transaction_password: string;
        };
        Transfer: {
            /**
             * Format: int32
             * @description Minutes of TIME.
             */
            minutes: number;
            /**
             * Format: int64
             * @description The member who gets it.
             */
            recipient: number;
            /** Format: password */
            transaction_password?: string | null;
        };
        /** @description What must be known beforehand to check a proof. */
        Trust: {
            chain_id: string;
            /** @description The contracts' addresses by name. */
            contracts: Record<string, never>;
            /** @description `timebank/trust/1`. */
            format: string;
            /** @description Who signs block 1. */
            validators: components["schemas"]["ProofValidator"][];
        };
        /** Format: int64 */
        u64: number;
        /** @description What is decided about a disputed service: before payment these minutes are paid or nothing is; after it so much goes back. */
        Verdict: {
            pay: {
                /** Format: int32 */
                minutes: number;
            };
        } | "refund" | {
            reverse: {
                /** Format: int32 */
                minutes: number;
            };
        };
        /** @description A new key that waits for the branch. */
        Waiting: {
            /**
             * Format: int64
             * @description Seconds of Unix time.
             */
            created: number;
            /** Format: int64 */
            member: number;
            /** @description 33-byte compressed key in hexadecimal. */
            public_key: string;
        };
        /** @description Where a queue stands. */
        Waits: {
            /**
             * Format: int64
             * @description Since when the oldest waits, in seconds of Unix time.
             */
            oldest?: number | null;
            /** Format: int64 */
            waiting: number;
        };
        WalkIn: {
            /** @description The code of `POST /v1/auth/phone-codes`, where there is a phone and the branch asks for one. */
            code?: string | null;
            /** @description The text of the purpose `privacy` that was signed, as `GET /v1/consents/texts` names it. */
            consent: string;
            /** @description From the ID card, which the clerk has seen. */
            id_number: string;
            /** @description As the ID card says, where the branch has it checked. It is not kept. */
            name?: string | null;
            /**
             * @description Where the signed paper is.
             * @example binder 12, page 3
             */
            paper: string;
            /** @description None for somebody without a phone. */
            phone?: string | null;
        };
        WeChatAccount: {
            /** @description The caller's number at the branch's WeChat account, 1 to 64 letters, digits, `-` or `_`. */
            openid: string;
        };
        /** @description A span of time in seconds of Unix time; `start` is in it, `end` is not. */
        Window: {
            /** Format: int64 */
            end: number;
            /** Format: int64 */
            start: number;
        };
        /** @description One kind of notice by one way, wanted or not. */
        Wish: {
            channel: components["schemas"]["Channel"];
            /** @example admitted */
            kind: string;
            wanted: boolean;
        };
        Withdrawal: {
            reason: string;
            /** Format: password */
            transaction_password?: string | null;
        };
        /** @description The word on a case or a request. */
        Word: {
            approve: boolean;
            /** @description A request is not refused without one; without names. */
            reason?: string;
        };
    };
    responses: {
        /** @description `request.json`: The body is not the JSON that is expected. */
        "Problem400.6f724148": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.json",
                 *       "status": 400,
                 *       "title": "The body is not the JSON that is expected.",
                 *       "title_zh": "提交的内容不是所要求的 JSON 格式。",
                 *       "type": "urn:timebank:problem:request.json"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.json";
                };
            };
        };
        /**
         * @description `idempotency.missing`: The header Idempotency-Key is missing or not 1 to 64 printable characters.
         *     `request.json`: The body is not the JSON that is expected.
         */
        "Problem400.98b13f11": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "idempotency.missing",
                 *       "status": 400,
                 *       "title": "The header Idempotency-Key is missing or not 1 to 64 printable characters.",
                 *       "title_zh": "缺少 Idempotency-Key 标头，或者它不是 1 至 64 个可显示字符。",
                 *       "type": "urn:timebank:problem:idempotency.missing"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency.missing" | "request.json";
                };
            };
        };
        /**
         * @description `request.json`: The body is not the JSON that is expected.
         *     `request.parameter`: A parameter cannot be read.
         */
        "Problem400.990dfa73": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.json",
                 *       "status": 400,
                 *       "title": "The body is not the JSON that is expected.",
                 *       "title_zh": "提交的内容不是所要求的 JSON 格式。",
                 *       "type": "urn:timebank:problem:request.json"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.json" | "request.parameter";
                };
            };
        };
        /**
         * @description `idempotency.missing`: The header Idempotency-Key is missing or not 1 to 64 printable characters.
         *     `request.json`: The body is not the JSON that is expected.
         *     `request.parameter`: A parameter cannot be read.
         */
        "Problem400.193541ba": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "idempotency.missing",
                 *       "status": 400,
                 *       "title": "The header Idempotency-Key is missing or not 1 to 64 printable characters.",
                 *       "title_zh": "缺少 Idempotency-Key 标头，或者它不是 1 至 64 个可显示字符。",
                 *       "type": "urn:timebank:problem:idempotency.missing"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency.missing" | "request.json" | "request.parameter";
                };
            };
        };
        /** @description `request.parameter`: A parameter cannot be read. */
        "Problem400.d5544037": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.parameter",
                 *       "status": 400,
                 *       "title": "A parameter cannot be read.",
                 *       "title_zh": "有一个参数无法读取。",
                 *       "type": "urn:timebank:problem:request.parameter"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.parameter";
                };
            };
        };
        /**
         * @description `idempotency.missing`: The header Idempotency-Key is missing or not 1 to 64 printable characters.
         *     `request.parameter`: A parameter cannot be read.
         */
        "Problem400.ea0b3308": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "idempotency.missing",
                 *       "status": 400,
                 *       "title": "The header Idempotency-Key is missing or not 1 to 64 printable characters.",
                 *       "title_zh": "缺少 Idempotency-Key 标头，或者它不是 1 至 64 个可显示字符。",
                 *       "type": "urn:timebank:problem:idempotency.missing"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "idempotency.missing" | "request.parameter";
                };
            };
        };
        /**
         * @description `auth.branch`: The request does not carry the signature of a branch that is known here.
         *     `auth.session`: Please log in.
         */
        "Problem401.30bee0b9": {
            headers: {
                /** @description The scheme by which one shows who one is */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.branch",
                 *       "status": 401,
                 *       "title": "The request does not carry the signature of a branch that is known here.",
                 *       "title_zh": "请求没有带上本处认可的分支机构的签名。",
                 *       "type": "urn:timebank:problem:auth.branch"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.branch" | "auth.session";
                };
            };
        };
        /**
         * @description `auth.branch`: The request does not carry the signature of a branch that is known here.
         *     `auth.session`: Please log in.
         *     `branch.operator`: No operator of that branch has signed this.
         */
        "Problem401.124c6fa7": {
            headers: {
                /** @description The scheme by which one shows who one is */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.branch",
                 *       "status": 401,
                 *       "title": "The request does not carry the signature of a branch that is known here.",
                 *       "title_zh": "请求没有带上本处认可的分支机构的签名。",
                 *       "type": "urn:timebank:problem:auth.branch"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.branch" | "auth.session" | "branch.operator";
                };
            };
        };
        /** @description `auth.login`: Phone number or password is wrong. */
        "Problem401.b5ff41de": {
            headers: {
                /** @description The scheme by which one shows who one is */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.login",
                 *       "status": 401,
                 *       "title": "Phone number or password is wrong.",
                 *       "title_zh": "手机号或密码不正确。",
                 *       "type": "urn:timebank:problem:auth.login"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.login";
                };
            };
        };
        /** @description `auth.session`: Please log in. */
        "Problem401.d10b15e5": {
            headers: {
                /** @description The scheme by which one shows who one is */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.session",
                 *       "status": 401,
                 *       "title": "Please log in.",
                 *       "title_zh": "请先登录。",
                 *       "type": "urn:timebank:problem:auth.session"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.session";
                };
            };
        };
        /**
         * @description `auth.not_relayable`: This message cannot be relayed.
         *     `custody.branch`: A branch keeps this key, and it alone signs with it.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.0eb163f5": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_relayable",
                 *       "status": 403,
                 *       "title": "This message cannot be relayed.",
                 *       "title_zh": "这类操作不能由代理合约转交。",
                 *       "type": "urn:timebank:problem:auth.not_relayable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.not_relayable" | "custody.branch") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `auth.agent`: You may not act for this member.
         *     `auth.not_relayable`: This message cannot be relayed.
         *     `auth.other_branch`: This belongs to another branch.
         *     `auth.own_case`: Nobody decides an own case.
         *     `auth.role`: This needs an office that you do not hold.
         *     `office.locked`: Please unlock your office with its passphrase.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.0f17e0b8": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.agent",
                 *       "status": 403,
                 *       "title": "You may not act for this member.",
                 *       "title_zh": "您不能代这位用户办理。",
                 *       "type": "urn:timebank:problem:auth.agent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.agent" | "auth.not_relayable" | "auth.other_branch" | "auth.own_case" | "auth.role" | "office.locked") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `activity.not_administrator`: Only the activity's administrators may do this.
         *     `auth.agent`: You may not act for this member.
         *     `auth.role`: This needs an office that you do not hold.
         */
        "Problem403.0f77dd17": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.not_administrator",
                 *       "status": 403,
                 *       "title": "Only the activity's administrators may do this.",
                 *       "title_zh": "只有活动管理员才能进行这项操作。",
                 *       "type": "urn:timebank:problem:activity.not_administrator"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.not_administrator" | "auth.agent" | "auth.role";
                };
            };
        };
        /**
         * @description `auth.agent`: You may not act for this member.
         *     `auth.not_relayable`: This message cannot be relayed.
         *     `auth.role`: This needs an office that you do not hold.
         *     `office.locked`: Please unlock your office with its passphrase.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.1c87555e": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.agent",
                 *       "status": 403,
                 *       "title": "You may not act for this member.",
                 *       "title_zh": "您不能代这位用户办理。",
                 *       "type": "urn:timebank:problem:auth.agent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.agent" | "auth.not_relayable" | "auth.role" | "office.locked") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `auth.other_branch`: This belongs to another branch.
         *     `auth.own_case`: Nobody decides an own case.
         *     `auth.role`: This needs an office that you do not hold.
         */
        "Problem403.7a1dbb79": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.other_branch",
                 *       "status": 403,
                 *       "title": "This belongs to another branch.",
                 *       "title_zh": "这属于另一个分支机构。",
                 *       "type": "urn:timebank:problem:auth.other_branch"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.other_branch" | "auth.own_case" | "auth.role";
                };
            };
        };
        /**
         * @description `auth.role`: This needs an office that you do not hold.
         *     `transaction_password.required`: This needs the transaction password.
         *     `transaction_password.wrong`: The transaction password is wrong.
         */
        "Problem403.12ad4b01": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.role",
                 *       "status": 403,
                 *       "title": "This needs an office that you do not hold.",
                 *       "title_zh": "这项操作需要您尚未担任的职务。",
                 *       "type": "urn:timebank:problem:auth.role"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.role" | "transaction_password.required" | "transaction_password.wrong";
                };
            };
        };
        /**
         * @description `auth.role`: This needs an office that you do not hold.
         *     `office.passphrase`: The office passphrase is wrong.
         */
        "Problem403.25b68b7e": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.role",
                 *       "status": 403,
                 *       "title": "This needs an office that you do not hold.",
                 *       "title_zh": "这项操作需要您尚未担任的职务。",
                 *       "type": "urn:timebank:problem:auth.role"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.role" | "office.passphrase";
                };
            };
        };
        /**
         * @description `auth.agent`: You may not act for this member.
         *     `auth.role`: This needs an office that you do not hold.
         */
        "Problem403.291f582c": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.agent",
                 *       "status": 403,
                 *       "title": "You may not act for this member.",
                 *       "title_zh": "您不能代这位用户办理。",
                 *       "type": "urn:timebank:problem:auth.agent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.agent" | "auth.role";
                };
            };
        };
        /**
         * @description `auth.agent`: You may not act for this member.
         *     `auth.not_relayable`: This message cannot be relayed.
         *     `auth.role`: This needs an office that you do not hold.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.49043a85": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.agent",
                 *       "status": 403,
                 *       "title": "You may not act for this member.",
                 *       "title_zh": "您不能代这位用户办理。",
                 *       "type": "urn:timebank:problem:auth.agent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.agent" | "auth.not_relayable" | "auth.role") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `auth.agent`: You may not act for this member.
         *     `auth.not_relayable`: This message cannot be relayed.
         *     `auth.role`: This needs an office that you do not hold.
         *     `office.locked`: Please unlock your office with its passphrase.
         *     `transaction_password.required`: This needs the transaction password.
         *     `transaction_password.wrong`: The transaction password is wrong.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.78694ae9": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.agent",
                 *       "status": 403,
                 *       "title": "You may not act for this member.",
                 *       "title_zh": "您不能代这位用户办理。",
                 *       "type": "urn:timebank:problem:auth.agent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.agent" | "auth.not_relayable" | "auth.role" | "office.locked" | "transaction_password.required" | "transaction_password.wrong") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `auth.agent`: You may not act for this member.
         *     `auth.not_relayable`: This message cannot be relayed.
         *     `auth.role`: This needs an office that you do not hold.
         *     `auth.unauthorized`: You may not do this.
         *     `office.locked`: Please unlock your office with its passphrase.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.a910c0f4": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.agent",
                 *       "status": 403,
                 *       "title": "You may not act for this member.",
                 *       "title_zh": "您不能代这位用户办理。",
                 *       "type": "urn:timebank:problem:auth.agent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.agent" | "auth.not_relayable" | "auth.role" | "auth.unauthorized" | "office.locked") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `activity.not_administrator`: Only the activity's administrators may do this.
         *     `auth.role`: This needs an office that you do not hold.
         */
        "Problem403.aef92187": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.not_administrator",
                 *       "status": 403,
                 *       "title": "Only the activity's administrators may do this.",
                 *       "title_zh": "只有活动管理员才能进行这项操作。",
                 *       "type": "urn:timebank:problem:activity.not_administrator"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.not_administrator" | "auth.role";
                };
            };
        };
        /**
         * @description `auth.role`: This needs an office that you do not hold.
         *     `auth.step_up`: Please type your password again first.
         */
        "Problem403.b0b34b51": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.role",
                 *       "status": 403,
                 *       "title": "This needs an office that you do not hold.",
                 *       "title_zh": "这项操作需要您尚未担任的职务。",
                 *       "type": "urn:timebank:problem:auth.role"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.role" | "auth.step_up";
                };
            };
        };
        /**
         * @description `activity.not_administrator`: Only the activity's administrators may do this.
         *     `auth.other_branch`: This belongs to another branch.
         *     `auth.role`: This needs an office that you do not hold.
         */
        "Problem403.b1de062f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.not_administrator",
                 *       "status": 403,
                 *       "title": "Only the activity's administrators may do this.",
                 *       "title_zh": "只有活动管理员才能进行这项操作。",
                 *       "type": "urn:timebank:problem:activity.not_administrator"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.not_administrator" | "auth.other_branch" | "auth.role";
                };
            };
        };
        /**
         * @description `auth.password`: The password is wrong.
         *     `auth.role`: This needs an office that you do not hold.
         */
        "Problem403.b04efcf0": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.password",
                 *       "status": 403,
                 *       "title": "The password is wrong.",
                 *       "title_zh": "登录密码不正确。",
                 *       "type": "urn:timebank:problem:auth.password"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.password" | "auth.role";
                };
            };
        };
        /**
         * @description `activity.age`: The branch's rules ask for another age.
         *     `auth.role`: This needs an office that you do not hold.
         *     `enrolment.blocked`: One of the two has blocked the other.
         *     `enrolment.own_activity`: You cannot take part in your own activity.
         *     `enrolment.requirement`: A requirement of the activity is not met.
         *     `enrolment.suspended`: The right to enrol is suspended.
         */
        "Problem403.b4598ab5": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.age",
                 *       "status": 403,
                 *       "title": "The branch's rules ask for another age.",
                 *       "title_zh": "这个分支机构的规则对年龄另有要求。",
                 *       "type": "urn:timebank:problem:activity.age"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.age" | "auth.role" | "enrolment.blocked" | "enrolment.own_activity" | "enrolment.requirement" | "enrolment.suspended";
                };
            };
        };
        /**
         * @description `auth.not_relayable`: This message cannot be relayed.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.b5684076": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_relayable",
                 *       "status": 403,
                 *       "title": "This message cannot be relayed.",
                 *       "title_zh": "这类操作不能由代理合约转交。",
                 *       "type": "urn:timebank:problem:auth.not_relayable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "auth.not_relayable" | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `auth.other_branch`: This belongs to another branch.
         *     `auth.role`: This needs an office that you do not hold.
         */
        "Problem403.d3c3a401": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.other_branch",
                 *       "status": 403,
                 *       "title": "This belongs to another branch.",
                 *       "title_zh": "这属于另一个分支机构。",
                 *       "type": "urn:timebank:problem:auth.other_branch"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.other_branch" | "auth.role";
                };
            };
        };
        /**
         * @description `activity.not_administrator`: Only the activity's administrators may do this.
         *     `auth.agent`: You may not act for this member.
         *     `auth.not_relayable`: This message cannot be relayed.
         *     `auth.role`: This needs an office that you do not hold.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.d5034337": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.not_administrator",
                 *       "status": 403,
                 *       "title": "Only the activity's administrators may do this.",
                 *       "title_zh": "只有活动管理员才能进行这项操作。",
                 *       "type": "urn:timebank:problem:activity.not_administrator"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("activity.not_administrator" | "auth.agent" | "auth.not_relayable" | "auth.role") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /** @description `auth.role`: This needs an office that you do not hold. */
        "Problem403.e6d8063b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.role",
                 *       "status": 403,
                 *       "title": "This needs an office that you do not hold.",
                 *       "title_zh": "这项操作需要您尚未担任的职务。",
                 *       "type": "urn:timebank:problem:auth.role"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.role";
                };
            };
        };
        /**
         * @description `auth.agent`: You may not act for this member.
         *     `auth.not_relayable`: This message cannot be relayed.
         *     `auth.role`: This needs an office that you do not hold.
         *     `transaction_password.required`: This needs the transaction password.
         *     `transaction_password.wrong`: The transaction password is wrong.
         *     `LedgerCode403`: what the ledger would answer, told before anything is kept
         */
        "Problem403.ebbc56c8": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.agent",
                 *       "status": 403,
                 *       "title": "You may not act for this member.",
                 *       "title_zh": "您不能代这位用户办理。",
                 *       "type": "urn:timebank:problem:auth.agent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.agent" | "auth.not_relayable" | "auth.role" | "transaction_password.required" | "transaction_password.wrong") | components["schemas"]["LedgerCode403"];
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `enrolment.unknown`: There is no such enrolment.
         *     `member.unknown`: There is no such member.
         */
        "Problem404.1a65021f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.unknown" | "enrolment.unknown" | "member.unknown";
                };
            };
        };
        /** @description `action.unknown`: There is no such action. */
        "Problem404.1d060b26": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "action.unknown",
                 *       "status": 404,
                 *       "title": "There is no such action.",
                 *       "title_zh": "没有这项操作。",
                 *       "type": "urn:timebank:problem:action.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "action.unknown";
                };
            };
        };
        /**
         * @description `proof.absent`: The ledger had no such thing as of that block.
         *     `proof.gone`: No node keeps the ledger as of that block any more.
         */
        "Problem404.2df44e38": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "proof.absent",
                 *       "status": 404,
                 *       "title": "The ledger had no such thing as of that block.",
                 *       "title_zh": "该区块时的账本中没有这项记录。",
                 *       "type": "urn:timebank:problem:proof.absent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "proof.absent" | "proof.gone";
                };
            };
        };
        /** @description `draft.unknown`: There is no such draft. */
        "Problem404.3c6a40db": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "draft.unknown",
                 *       "status": 404,
                 *       "title": "There is no such draft.",
                 *       "title_zh": "没有这份草案。",
                 *       "type": "urn:timebank:problem:draft.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "draft.unknown";
                };
            };
        };
        /** @description `kin_opening.unknown`: There is no such kin link here. */
        "Problem404.3c7e8091": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "kin_opening.unknown",
                 *       "status": 404,
                 *       "title": "There is no such kin link here.",
                 *       "title_zh": "这里没有这条亲属关系。",
                 *       "type": "urn:timebank:problem:kin_opening.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "kin_opening.unknown";
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `dispute.unknown`: There is no open dispute about this.
         */
        "Problem404.4c863365": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.unknown" | "dispute.unknown";
                };
            };
        };
        /**
         * @description `kin.unknown`: There is no such kin link.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.06e6985b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "kin.unknown",
                 *       "status": 404,
                 *       "title": "There is no such kin link.",
                 *       "title_zh": "没有这项亲属关系。",
                 *       "type": "urn:timebank:problem:kin.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "kin.unknown" | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /**
         * @description `listing.unknown`: There is no such offer or need.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.6f481eba": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "listing.unknown",
                 *       "status": 404,
                 *       "title": "There is no such offer or need.",
                 *       "title_zh": "没有这条供需信息。",
                 *       "type": "urn:timebank:problem:listing.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "listing.unknown" | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /** @description `receipt.unknown`: There is no receipt yet. */
        "Problem404.7ce26577": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "receipt.unknown",
                 *       "status": 404,
                 *       "title": "There is no receipt yet.",
                 *       "title_zh": "还没有收据。",
                 *       "type": "urn:timebank:problem:receipt.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "receipt.unknown";
                };
            };
        };
        /**
         * @description `certificate.unknown`: There is no such certificate.
         *     `proof.absent`: The ledger had no such thing as of that block.
         *     `proof.gone`: No node keeps the ledger as of that block any more.
         */
        "Problem404.7e2abf88": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "certificate.unknown",
                 *       "status": 404,
                 *       "title": "There is no such certificate.",
                 *       "title_zh": "没有这张证书。",
                 *       "type": "urn:timebank:problem:certificate.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "certificate.unknown" | "proof.absent" | "proof.gone";
                };
            };
        };
        /**
         * @description `consent.unknown`: There is no such text to agree to, or it is not the one in force.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.7f73483f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "consent.unknown",
                 *       "status": 404,
                 *       "title": "There is no such text to agree to, or it is not the one in force.",
                 *       "title_zh": "没有这份同意书，或者它不是现行版本。",
                 *       "type": "urn:timebank:problem:consent.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "consent.unknown" | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /**
         * @description `member.unknown`: There is no such member.
         *     `proof.absent`: The ledger had no such thing as of that block.
         *     `proof.gone`: No node keeps the ledger as of that block any more.
         */
        "Problem404.8c2b648f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "member.unknown",
                 *       "status": 404,
                 *       "title": "There is no such member.",
                 *       "title_zh": "没有这位用户。",
                 *       "type": "urn:timebank:problem:member.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "member.unknown" | "proof.absent" | "proof.gone";
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `lottery.unknown`: There is no draw by lot for this.
         */
        "Problem404.9b3366b3": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.unknown" | "lottery.unknown";
                };
            };
        };
        /**
         * @description `attestation.unknown`: Nothing has been attested under this sequence.
         *     `source.unknown`: There is no such source.
         */
        "Problem404.9eaf64c9": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "attestation.unknown",
                 *       "status": 404,
                 *       "title": "Nothing has been attested under this sequence.",
                 *       "title_zh": "这个序号下没有任何报送。",
                 *       "type": "urn:timebank:problem:attestation.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "attestation.unknown" | "source.unknown";
                };
            };
        };
        /** @description `details.unknown`: There are no details of this activity for you. */
        "Problem404.13eb77bc": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "details.unknown",
                 *       "status": 404,
                 *       "title": "There are no details of this activity for you.",
                 *       "title_zh": "这里没有可供您查看的活动详情。",
                 *       "type": "urn:timebank:problem:details.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "details.unknown";
                };
            };
        };
        /** @description `activity.unknown`: There is no such activity. */
        "Problem404.14e0fce0": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.unknown";
                };
            };
        };
        /** @description `consent.unknown`: There is no such text to agree to, or it is not the one in force. */
        "Problem404.15fdfd90": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "consent.unknown",
                 *       "status": 404,
                 *       "title": "There is no such text to agree to, or it is not the one in force.",
                 *       "title_zh": "没有这份同意书，或者它不是现行版本。",
                 *       "type": "urn:timebank:problem:consent.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "consent.unknown";
                };
            };
        };
        /**
         * @description `proof.absent`: The ledger had no such thing as of that block.
         *     `proof.gone`: No node keeps the ledger as of that block any more.
         *     `receipt.unknown`: There is no receipt yet.
         */
        "Problem404.16f4b931": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "proof.absent",
                 *       "status": 404,
                 *       "title": "The ledger had no such thing as of that block.",
                 *       "title_zh": "该区块时的账本中没有这项记录。",
                 *       "type": "urn:timebank:problem:proof.absent"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "proof.absent" | "proof.gone" | "receipt.unknown";
                };
            };
        };
        /** @description `template.unknown`: There is no such template. */
        "Problem404.29b30bde": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "template.unknown",
                 *       "status": 404,
                 *       "title": "There is no such template.",
                 *       "title_zh": "没有这个模板。",
                 *       "type": "urn:timebank:problem:template.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "template.unknown";
                };
            };
        };
        /** @description `branch.unknown`: There is no such branch. */
        "Problem404.71e24b15": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "branch.unknown",
                 *       "status": 404,
                 *       "title": "There is no such branch.",
                 *       "title_zh": "没有这个分支机构。",
                 *       "type": "urn:timebank:problem:branch.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "branch.unknown";
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `template.unknown`: There is no such template.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.82fcddd7": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("activity.unknown" | "template.unknown") | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /**
         * @description `consent.unknown`: There is no such text to agree to, or it is not the one in force.
         *     `member.unknown`: There is no such member.
         */
        "Problem404.83eb32f5": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "consent.unknown",
                 *       "status": 404,
                 *       "title": "There is no such text to agree to, or it is not the one in force.",
                 *       "title_zh": "没有这份同意书，或者它不是现行版本。",
                 *       "type": "urn:timebank:problem:consent.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "consent.unknown" | "member.unknown";
                };
            };
        };
        /** @description `member.unknown`: There is no such member. */
        "Problem404.96a8254b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "member.unknown",
                 *       "status": 404,
                 *       "title": "There is no such member.",
                 *       "title_zh": "没有这位用户。",
                 *       "type": "urn:timebank:problem:member.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "member.unknown";
                };
            };
        };
        /** @description `hand_over.unknown`: There is nothing of this member here to hand over. */
        "Problem404.99b40e46": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "hand_over.unknown",
                 *       "status": 404,
                 *       "title": "There is nothing of this member here to hand over.",
                 *       "title_zh": "这里没有该成员需要移交的内容。",
                 *       "type": "urn:timebank:problem:hand_over.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "hand_over.unknown";
                };
            };
        };
        /** @description `source.unknown`: There is no such source. */
        "Problem404.728dd4db": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "source.unknown",
                 *       "status": 404,
                 *       "title": "There is no such source.",
                 *       "title_zh": "没有这个数据来源。",
                 *       "type": "urn:timebank:problem:source.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "source.unknown";
                };
            };
        };
        /** @description `notice.unknown`: There is no such notice. */
        "Problem404.734cc7ef": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "notice.unknown",
                 *       "status": 404,
                 *       "title": "There is no such notice.",
                 *       "title_zh": "没有这条通知。",
                 *       "type": "urn:timebank:problem:notice.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "notice.unknown";
                };
            };
        };
        /** @description `session.unknown`: There is no such session. */
        "Problem404.754e9fa8": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "session.unknown",
                 *       "status": 404,
                 *       "title": "There is no such session.",
                 *       "title_zh": "没有这个登录会话。",
                 *       "type": "urn:timebank:problem:session.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "session.unknown";
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `assessment.unknown`: There is no assessment yet.
         *     `enrolment.unknown`: There is no such enrolment.
         */
        "Problem404.2891b5d7": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.unknown" | "assessment.unknown" | "enrolment.unknown";
                };
            };
        };
        /** @description `course.unknown`: There is no such course. */
        "Problem404.4916b095": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "course.unknown",
                 *       "status": 404,
                 *       "title": "There is no such course.",
                 *       "title_zh": "没有这个培训。",
                 *       "type": "urn:timebank:problem:course.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "course.unknown";
                };
            };
        };
        /**
         * @description `recovery.unknown`: No new key has been proposed.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.5991d614": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "recovery.unknown",
                 *       "status": 404,
                 *       "title": "No new key has been proposed.",
                 *       "title_zh": "目前没有提出过新密钥。",
                 *       "type": "urn:timebank:problem:recovery.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "recovery.unknown" | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /**
         * @description `member.unknown`: There is no such member.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.9058d5ec": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "member.unknown",
                 *       "status": 404,
                 *       "title": "There is no such member.",
                 *       "title_zh": "没有这位用户。",
                 *       "type": "urn:timebank:problem:member.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "member.unknown" | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /** @description `proof.gone`: No node keeps the ledger as of that block any more. */
        "Problem404.9749e79c": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "proof.gone",
                 *       "status": 404,
                 *       "title": "No node keeps the ledger as of that block any more.",
                 *       "title_zh": "已经没有节点保留该区块时的账本。",
                 *       "type": "urn:timebank:problem:proof.gone"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "proof.gone";
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.715352d9": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "activity.unknown" | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /** @description `report.unknown`: There is no such report. */
        "Problem404.86976430": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "report.unknown",
                 *       "status": 404,
                 *       "title": "There is no such report.",
                 *       "title_zh": "没有这份变更报告。",
                 *       "type": "urn:timebank:problem:report.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "report.unknown";
                };
            };
        };
        /** @description `LedgerCode404`: what the ledger would answer, told before anything is kept */
        "Problem404.c88bd2ee": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "case.unknown",
                 *       "status": 404,
                 *       "title": "There is no such case, or it has been decided.",
                 *       "title_zh": "没有这个待办事项，或者它已经有了决定。",
                 *       "type": "urn:timebank:problem:case.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: components["schemas"]["LedgerCode404"];
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `details.unknown`: There are no details of this activity for you.
         *     `member.unknown`: There is no such member.
         */
        "Problem404.cc504ad0": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.unknown" | "details.unknown" | "member.unknown";
                };
            };
        };
        /** @description `certificate.unknown`: There is no such certificate. */
        "Problem404.d9dc9e7d": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "certificate.unknown",
                 *       "status": 404,
                 *       "title": "There is no such certificate.",
                 *       "title_zh": "没有这张证书。",
                 *       "type": "urn:timebank:problem:certificate.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "certificate.unknown";
                };
            };
        };
        /**
         * @description `activity.unknown`: There is no such activity.
         *     `member.unknown`: There is no such member.
         */
        "Problem404.d6656acc": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.unknown",
                 *       "status": 404,
                 *       "title": "There is no such activity.",
                 *       "title_zh": "没有这个活动。",
                 *       "type": "urn:timebank:problem:activity.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.unknown" | "member.unknown";
                };
            };
        };
        /** @description `content.unknown`: There is no such text here. */
        "Problem404.d9118a3f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "content.unknown",
                 *       "status": 404,
                 *       "title": "There is no such text here.",
                 *       "title_zh": "这里没有这段文字。",
                 *       "type": "urn:timebank:problem:content.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "content.unknown";
                };
            };
        };
        /** @description `listing.unknown`: There is no such offer or need. */
        "Problem404.db76282a": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "listing.unknown",
                 *       "status": 404,
                 *       "title": "There is no such offer or need.",
                 *       "title_zh": "没有这条供需信息。",
                 *       "type": "urn:timebank:problem:listing.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "listing.unknown";
                };
            };
        };
        /** @description `request.not_found`: There is nothing here. */
        "Problem404.f8be3d1e": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.not_found",
                 *       "status": 404,
                 *       "title": "There is nothing here.",
                 *       "title_zh": "这里没有您要找的内容。",
                 *       "type": "urn:timebank:problem:request.not_found"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.not_found";
                };
            };
        };
        /**
         * @description `branch.unknown`: There is no such branch.
         *     `LedgerCode404`: what the ledger would answer, told before anything is kept
         */
        "Problem404.f74d8cc6": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "branch.unknown",
                 *       "status": 404,
                 *       "title": "There is no such branch.",
                 *       "title_zh": "没有这个分支机构。",
                 *       "type": "urn:timebank:problem:branch.unknown"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "branch.unknown" | components["schemas"]["LedgerCode404"];
                };
            };
        };
        /** @description `request.slow`: The body did not come in time. */
        "Problem408.b68b90ae": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.slow",
                 *       "status": 408,
                 *       "title": "The body did not come in time.",
                 *       "title_zh": "提交的内容没有在规定时间内到达。",
                 *       "type": "urn:timebank:problem:request.slow"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.slow";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `signer.daily`: This is more than may leave your account in a day.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `signer.recipient_daily`: This is more than may go to this recipient in a day.
         *     `signer.recipient_new`: Please name this recipient first and come back when the waiting time is over.
         *     `transaction_password.pending`: The transaction password is still being set.
         *     `transaction_password.unset`: Please set a transaction password first.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.0a3a2fd1": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "signer.daily" | "signer.left" | "signer.moved" | "signer.recipient_daily" | "signer.recipient_new" | "transaction_password.pending" | "transaction_password.unset") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `member.person_registered`: This person is registered already.
         *     `phone.taken`: This phone number has an account already.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.0f627bf5": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "member.person_registered" | "phone.taken" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `details.elsewhere`: The details of this activity are kept at the branch of its publisher.
         *     `details.over`: This activity is over; its details are not kept any more.
         */
        "Problem409.1e4c7a11": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "details.elsewhere" | "details.over";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.2a2a29ea": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `branch.replayed`: This question was answered before; put a new one.
         *     `hand_over.waits`: Something of this member is still under way here; please ask again.
         */
        "Problem409.2e4259c1": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "branch.replayed",
                 *       "status": 409,
                 *       "title": "This question was answered before; put a new one.",
                 *       "title_zh": "这个请求已经答复过，请重新提出。",
                 *       "type": "urn:timebank:problem:branch.replayed"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "branch.replayed" | "hand_over.waits";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `office.unset`: Please set an office passphrase first.
         */
        "Problem409.8c0d6108": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "office.unset";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `phone.taken`: This phone number has an account already.
         */
        "Problem409.23be5421": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "phone.taken";
                };
            };
        };
        /**
         * @description `attendance.key_elsewhere`: The codes of this activity are shown by another branch.
         *     `auth.not_registered`: The registration is not finished yet.
         */
        "Problem409.39ffd3c4": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "attendance.key_elsewhere",
                 *       "status": 409,
                 *       "title": "The codes of this activity are shown by another branch.",
                 *       "title_zh": "本活动的签到码由另一个分支机构显示。",
                 *       "type": "urn:timebank:problem:attendance.key_elsewhere"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "attendance.key_elsewhere" | "auth.not_registered";
                };
            };
        };
        /**
         * @description `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `member.person_registered`: This person is registered already.
         *     `phone.taken`: This phone number has an account already.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.46a570d4": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "idempotency.in_progress",
                 *       "status": 409,
                 *       "title": "The same request is being worked on.",
                 *       "title_zh": "同一个请求正在处理中。",
                 *       "type": "urn:timebank:problem:idempotency.in_progress"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "member.person_registered" | "phone.taken" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /** @description `key.missing`: The member has no key for this. */
        "Problem409.59f80554": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "key.missing",
                 *       "status": 409,
                 *       "title": "The member has no key for this.",
                 *       "title_zh": "这位用户没有可用于这项操作的密钥。",
                 *       "type": "urn:timebank:problem:key.missing"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "key.missing";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `recovery.pending`: A recovery is under way.
         *     `transaction_password.unset`: Please set a transaction password first.
         */
        "Problem409.65c60a8b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "recovery.pending" | "transaction_password.unset";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `lottery.closed`: A draw by lot is announced before registration closes.
         */
        "Problem409.86e509d1": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "lottery.closed";
                };
            };
        };
        /** @description `auth.not_registered`: The registration is not finished yet. */
        "Problem409.87f7f74f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `enrolment.closed`: Registration is not open.
         */
        "Problem409.189ecd38": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "enrolment.closed";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `transaction_password.pending`: The transaction password is still being set.
         *     `transaction_password.unset`: Please set a transaction password first.
         */
        "Problem409.6914a016": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "transaction_password.pending" | "transaction_password.unset";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `transaction_password.pending`: The transaction password is still being set.
         *     `transaction_password.unset`: Please set a transaction password first.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.811600e7": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "signer.left" | "signer.moved" | "transaction_password.pending" | "transaction_password.unset") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `transaction_password.unset`: Please set a transaction password first.
         */
        "Problem409.8305680a": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "transaction_password.unset";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `details.elsewhere`: The details of this activity are kept at the branch of its publisher.
         */
        "Problem409.b2d17c9b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "details.elsewhere";
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `erasure.balance`: There is still TIME in this account; give it away first, or say that it may stay there.
         *     `erasure.open`: Something of yours is still under way; please wait until it has ended.
         */
        "Problem409.c1caa22d": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.not_registered" | "erasure.balance" | "erasure.open";
                };
            };
        };
        /** @description `branch.replayed`: This question was answered before; put a new one. */
        "Problem409.c1ecf03b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "branch.replayed",
                 *       "status": 409,
                 *       "title": "This question was answered before; put a new one.",
                 *       "title_zh": "这个请求已经答复过，请重新提出。",
                 *       "type": "urn:timebank:problem:branch.replayed"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "branch.replayed";
                };
            };
        };
        /**
         * @description `attendance.key_elsewhere`: The codes of this activity are shown by another branch.
         *     `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.cfeab220": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "attendance.key_elsewhere",
                 *       "status": 409,
                 *       "title": "The codes of this activity are shown by another branch.",
                 *       "title_zh": "本活动的签到码由另一个分支机构显示。",
                 *       "type": "urn:timebank:problem:attendance.key_elsewhere"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("attendance.key_elsewhere" | "auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.e1b16f19": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "idempotency.in_progress",
                 *       "status": 409,
                 *       "title": "The same request is being worked on.",
                 *       "title_zh": "同一个请求正在处理中。",
                 *       "type": "urn:timebank:problem:idempotency.in_progress"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `review.claimed`: Another reviewer has it before them.
         *     `review.undo`: Only an own decision can be taken back: within seconds, or an approval within half an hour.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.ed43c55e": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "review.claimed" | "review.undo" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `activity.revision`: The activity has changed since you saw it.
         *     `activity.state`: The activity is not at a stage where this can be done.
         *     `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `review.claimed`: Another reviewer has it before them.
         *     `review.decided`: It has been decided, and the ledger is about to have it.
         *     `review.not_green`: Not every automatic check has passed, so it needs a closer look.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.f8d280e2": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.revision",
                 *       "status": 409,
                 *       "title": "The activity has changed since you saw it.",
                 *       "title_zh": "您查看之后，活动已有改动。",
                 *       "type": "urn:timebank:problem:activity.revision"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("activity.revision" | "activity.state" | "auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "review.claimed" | "review.decided" | "review.not_green" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `auth.not_registered`: The registration is not finished yet.
         *     `idempotency.in_progress`: The same request is being worked on.
         *     `idempotency.mismatch`: This idempotency key was used for something else.
         *     `intent.epoch`: The key has been replaced.
         *     `recovery.early`: The waiting time is not over, or the recovery has not been approved.
         *     `signer.left`: You keep your keys yourself; this branch signs nothing for you.
         *     `signer.moved`: Another branch keeps your keys now; please log in there.
         *     `LedgerCode409`: what the ledger would answer, told before anything is kept
         */
        "Problem409.f2167f18": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.not_registered",
                 *       "status": 409,
                 *       "title": "The registration is not finished yet.",
                 *       "title_zh": "注册还没有完成。",
                 *       "type": "urn:timebank:problem:auth.not_registered"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.not_registered" | "idempotency.in_progress" | "idempotency.mismatch" | "intent.epoch" | "recovery.early" | "signer.left" | "signer.moved") | components["schemas"]["LedgerCode409"];
                };
            };
        };
        /**
         * @description `activity.state`: The activity is not at a stage where this can be done.
         *     `auth.not_registered`: The registration is not finished yet.
         *     `review.claimed`: Another reviewer has it before them.
         */
        "Problem409.ffb857d8": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "activity.state",
                 *       "status": 409,
                 *       "title": "The activity is not at a stage where this can be done.",
                 *       "title_zh": "活动目前所处的阶段不能进行这项操作。",
                 *       "type": "urn:timebank:problem:activity.state"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "activity.state" | "auth.not_registered" | "review.claimed";
                };
            };
        };
        /** @description `request.size`: The body is too large. */
        "Problem413.990cf834": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.size",
                 *       "status": 413,
                 *       "title": "The body is too large.",
                 *       "title_zh": "提交的内容太大。",
                 *       "type": "urn:timebank:problem:request.size"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.size";
                };
            };
        };
        /** @description `request.media_type`: The body must be application/json. */
        "Problem415.3b8b7ebc": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.media_type",
                 *       "status": 415,
                 *       "title": "The body must be application/json.",
                 *       "title_zh": "提交内容的类型须为 application/json。",
                 *       "type": "urn:timebank:problem:request.media_type"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.media_type";
                };
            };
        };
        /**
         * @description `password.common`: This password is guessed too easily.
         *     `password.length`: A password has 8 to 128 characters.
         */
        "Problem422.3aee80f4": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "password.common",
                 *       "status": 422,
                 *       "title": "This password is guessed too easily.",
                 *       "title_zh": "这个密码太容易被猜到。",
                 *       "type": "urn:timebank:problem:password.common"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "password.common" | "password.length";
                };
            };
        };
        /**
         * @description `auth.reset_code`: The code is wrong or too old.
         *     `phone.invalid`: This is not a mobile number.
         */
        "Problem422.3b42db09": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.reset_code",
                 *       "status": 422,
                 *       "title": "The code is wrong or too old.",
                 *       "title_zh": "验证码不正确或已过期。",
                 *       "type": "urn:timebank:problem:auth.reset_code"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.reset_code" | "phone.invalid";
                };
            };
        };
        /**
         * @description `transaction_password.form`: A transaction password has 6 to 64 characters.
         *     `transaction_password.trivial`: This transaction password is guessed too easily.
         */
        "Problem422.3df7f64b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "transaction_password.form",
                 *       "status": 422,
                 *       "title": "A transaction password has 6 to 64 characters.",
                 *       "title_zh": "交易密码须为 6 至 64 个字符。",
                 *       "type": "urn:timebank:problem:transaction_password.form"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "transaction_password.form" | "transaction_password.trivial";
                };
            };
        };
        /**
         * @description `request.message`: The message cannot be read.
         *     `transaction_password.form`: A transaction password has 6 to 64 characters.
         *     `transaction_password.trivial`: This transaction password is guessed too easily.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.3eccfec2": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.message",
                 *       "status": 422,
                 *       "title": "The message cannot be read.",
                 *       "title_zh": "操作内容无法读取。",
                 *       "type": "urn:timebank:problem:request.message"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("request.message" | "transaction_password.form" | "transaction_password.trivial") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `request.message`: The message cannot be read.
         *     `request.text`: A text is empty, too long or has characters that are not allowed.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.4ca01cee": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.message",
                 *       "status": 422,
                 *       "title": "The message cannot be read.",
                 *       "title_zh": "操作内容无法读取。",
                 *       "type": "urn:timebank:problem:request.message"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("request.message" | "request.text") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /** @description `phone.invalid`: This is not a mobile number. */
        "Problem422.6ac41797": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "phone.invalid",
                 *       "status": 422,
                 *       "title": "This is not a mobile number.",
                 *       "title_zh": "这不是手机号码。",
                 *       "type": "urn:timebank:problem:phone.invalid"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "phone.invalid";
                };
            };
        };
        /** @description `registrar.point`: This is not a blinded point. */
        "Problem422.7e65d7ff": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "registrar.point",
                 *       "status": 422,
                 *       "title": "This is not a blinded point.",
                 *       "title_zh": "这不是盲化后的曲线点。",
                 *       "type": "urn:timebank:problem:registrar.point"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "registrar.point";
                };
            };
        };
        /**
         * @description `counter.reason`: Please give a reason of 3 to 200 characters.
         *     `phone.invalid`: This is not a mobile number.
         */
        "Problem422.9d231868": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "counter.reason",
                 *       "status": 422,
                 *       "title": "Please give a reason of 3 to 200 characters.",
                 *       "title_zh": "请填写 3 至 200 个字的理由。",
                 *       "type": "urn:timebank:problem:counter.reason"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "counter.reason" | "phone.invalid";
                };
            };
        };
        /**
         * @description `request.message`: The message cannot be read.
         *     `review.many`: At most twenty are decided at once, each once.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.055da145": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.message",
                 *       "status": 422,
                 *       "title": "The message cannot be read.",
                 *       "title_zh": "操作内容无法读取。",
                 *       "type": "urn:timebank:problem:request.message"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("request.message" | "review.many") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `auth.reset_code`: The code is wrong or too old.
         *     `counter.reason`: Please give a reason of 3 to 200 characters.
         *     `id_number.checksum`: The ID number's check character does not fit.
         *     `id_number.date`: The ID number's date of birth is not possible.
         *     `id_number.form`: An ID number has 17 digits and a check character.
         *     `id_number.region`: The ID number does not begin with a region's code.
         *     `id_number.sample`: Sample ID numbers are not accepted here.
         *     `identity.mismatch`: Name and ID number do not belong together.
         *     `phone.invalid`: This is not a mobile number.
         */
        "Problem422.96a62277": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.reset_code",
                 *       "status": 422,
                 *       "title": "The code is wrong or too old.",
                 *       "title_zh": "验证码不正确或已过期。",
                 *       "type": "urn:timebank:problem:auth.reset_code"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.reset_code" | "counter.reason" | "id_number.checksum" | "id_number.date" | "id_number.form" | "id_number.region" | "id_number.sample" | "identity.mismatch" | "phone.invalid";
                };
            };
        };
        /**
         * @description `attendance.code`: The code is not this activity's.
         *     `request.message`: The message cannot be read.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.0184e6b9": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "attendance.code",
                 *       "status": 422,
                 *       "title": "The code is not this activity's.",
                 *       "title_zh": "这不是本活动的签到码。",
                 *       "type": "urn:timebank:problem:attendance.code"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("attendance.code" | "request.message") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `auth.reset_code`: The code is wrong or too old.
         *     `id_number.checksum`: The ID number's check character does not fit.
         *     `id_number.date`: The ID number's date of birth is not possible.
         *     `id_number.form`: An ID number has 17 digits and a check character.
         *     `id_number.region`: The ID number does not begin with a region's code.
         *     `id_number.sample`: Sample ID numbers are not accepted here.
         *     `identity.mismatch`: Name and ID number do not belong together.
         *     `identity.name`: The name is needed to check the ID number.
         *     `password.common`: This password is guessed too easily.
         *     `password.length`: A password has 8 to 128 characters.
         *     `phone.invalid`: This is not a mobile number.
         *     `request.message`: The message cannot be read.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.253a61da": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.reset_code",
                 *       "status": 422,
                 *       "title": "The code is wrong or too old.",
                 *       "title_zh": "验证码不正确或已过期。",
                 *       "type": "urn:timebank:problem:auth.reset_code"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.reset_code" | "id_number.checksum" | "id_number.date" | "id_number.form" | "id_number.region" | "id_number.sample" | "identity.mismatch" | "identity.name" | "password.common" | "password.length" | "phone.invalid" | "request.message") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `counter.reason`: Please give a reason of 3 to 200 characters.
         *     `request.message`: The message cannot be read.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.593fb53f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "counter.reason",
                 *       "status": 422,
                 *       "title": "Please give a reason of 3 to 200 characters.",
                 *       "title_zh": "请填写 3 至 200 个字的理由。",
                 *       "type": "urn:timebank:problem:counter.reason"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("counter.reason" | "request.message") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `request.message`: The message cannot be read.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.615b7954": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.message",
                 *       "status": 422,
                 *       "title": "The message cannot be read.",
                 *       "title_zh": "操作内容无法读取。",
                 *       "type": "urn:timebank:problem:request.message"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: "request.message" | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /** @description `notice.settings`: These notification settings are not possible. */
        "Problem422.916debf8": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "notice.settings",
                 *       "status": 422,
                 *       "title": "These notification settings are not possible.",
                 *       "title_zh": "通知设置不正确。",
                 *       "type": "urn:timebank:problem:notice.settings"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "notice.settings";
                };
            };
        };
        /**
         * @description `registration_number.form`: A registration number has 17 characters and a check character.
         *     `request.message`: The message cannot be read.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.3260b501": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "registration_number.form",
                 *       "status": 422,
                 *       "title": "A registration number has 17 characters and a check character.",
                 *       "title_zh": "统一社会信用代码由 17 位字符和一位校验码组成。",
                 *       "type": "urn:timebank:problem:registration_number.form"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("registration_number.form" | "request.message") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `auth.reset_code`: The code is wrong or too old.
         *     `counter.reason`: Please give a reason of 3 to 200 characters.
         *     `id_number.checksum`: The ID number's check character does not fit.
         *     `id_number.date`: The ID number's date of birth is not possible.
         *     `id_number.form`: An ID number has 17 digits and a check character.
         *     `id_number.region`: The ID number does not begin with a region's code.
         *     `id_number.sample`: Sample ID numbers are not accepted here.
         *     `identity.mismatch`: Name and ID number do not belong together.
         *     `identity.name`: The name is needed to check the ID number.
         *     `password.common`: This password is guessed too easily.
         *     `password.length`: A password has 8 to 128 characters.
         *     `phone.invalid`: This is not a mobile number.
         *     `request.message`: The message cannot be read.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.8314eb6e": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.reset_code",
                 *       "status": 422,
                 *       "title": "The code is wrong or too old.",
                 *       "title_zh": "验证码不正确或已过期。",
                 *       "type": "urn:timebank:problem:auth.reset_code"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("auth.reset_code" | "counter.reason" | "id_number.checksum" | "id_number.date" | "id_number.form" | "id_number.region" | "id_number.sample" | "identity.mismatch" | "identity.name" | "password.common" | "password.length" | "phone.invalid" | "request.message") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `auth.reset_code`: The code is wrong or too old.
         *     `id_number.checksum`: The ID number's check character does not fit.
         *     `id_number.date`: The ID number's date of birth is not possible.
         *     `id_number.form`: An ID number has 17 digits and a check character.
         *     `id_number.region`: The ID number does not begin with a region's code.
         *     `id_number.sample`: Sample ID numbers are not accepted here.
         *     `password.common`: This password is guessed too easily.
         *     `password.length`: A password has 8 to 128 characters.
         *     `phone.invalid`: This is not a mobile number.
         */
        "Problem422.06877310": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.reset_code",
                 *       "status": 422,
                 *       "title": "The code is wrong or too old.",
                 *       "title_zh": "验证码不正确或已过期。",
                 *       "type": "urn:timebank:problem:auth.reset_code"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.reset_code" | "id_number.checksum" | "id_number.date" | "id_number.form" | "id_number.region" | "id_number.sample" | "password.common" | "password.length" | "phone.invalid";
                };
            };
        };
        /** @description `request.text`: A text is empty, too long or has characters that are not allowed. */
        "Problem422.a5a81043": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.text",
                 *       "status": 422,
                 *       "title": "A text is empty, too long or has characters that are not allowed.",
                 *       "title_zh": "文字为空、过长，或含有不允许的字符。",
                 *       "type": "urn:timebank:problem:request.text"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.text";
                };
            };
        };
        /**
         * @description `request.message`: The message cannot be read.
         *     `request.text`: A text is empty, too long or has characters that are not allowed.
         *     `review.many`: At most twenty are decided at once, each once.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.a932f04b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.message",
                 *       "status": 422,
                 *       "title": "The message cannot be read.",
                 *       "title_zh": "操作内容无法读取。",
                 *       "type": "urn:timebank:problem:request.message"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("request.message" | "request.text" | "review.many") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /** @description `counter.reason`: Please give a reason of 3 to 200 characters. */
        "Problem422.aeffc2ca": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "counter.reason",
                 *       "status": 422,
                 *       "title": "Please give a reason of 3 to 200 characters.",
                 *       "title_zh": "请填写 3 至 200 个字的理由。",
                 *       "type": "urn:timebank:problem:counter.reason"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "counter.reason";
                };
            };
        };
        /** @description `template.form`: A template has a short name and a text of at most 95 characters in either language. */
        "Problem422.dc2c1cd4": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "template.form",
                 *       "status": 422,
                 *       "title": "A template has a short name and a text of at most 95 characters in either language.",
                 *       "title_zh": "模板须有简短的名称，中英文内容各不超过 95 个字符。",
                 *       "type": "urn:timebank:problem:template.form"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "template.form";
                };
            };
        };
        /**
         * @description `custody.keys`: These are not two new keys with their proofs.
         *     `request.message`: The message cannot be read.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.e6202336": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "custody.keys",
                 *       "status": 422,
                 *       "title": "These are not two new keys with their proofs.",
                 *       "title_zh": "这不是两把带有证明的新密钥。",
                 *       "type": "urn:timebank:problem:custody.keys"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("custody.keys" | "request.message") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `request.message`: The message cannot be read.
         *     `time.recipient`: TIME can only go to a registered member.
         *     `LedgerCode422`: what the ledger would answer, told before anything is kept
         */
        "Problem422.f8df9fcd": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.message",
                 *       "status": 422,
                 *       "title": "The message cannot be read.",
                 *       "title_zh": "操作内容无法读取。",
                 *       "type": "urn:timebank:problem:request.message"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: ("request.message" | "time.recipient") | components["schemas"]["LedgerCode422"];
                };
            };
        };
        /**
         * @description `passphrase.length`: An office passphrase has 12 to 128 characters.
         *     `password.common`: This password is guessed too easily.
         */
        "Problem422.fc099ee3": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "passphrase.length",
                 *       "status": 422,
                 *       "title": "An office passphrase has 12 to 128 characters.",
                 *       "title_zh": "职务口令须为 12 至 128 个字符。",
                 *       "type": "urn:timebank:problem:passphrase.length"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "passphrase.length" | "password.common";
                };
            };
        };
        /**
         * @description `transaction_password.closed`: The transaction password was guessed at too often; only recovery at a branch helps.
         *     `transaction_password.locked`: Too many wrong transaction passwords; it is locked for a while.
         */
        "Problem423.5d22e1e6": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "transaction_password.closed",
                 *       "status": 423,
                 *       "title": "The transaction password was guessed at too often; only recovery at a branch helps.",
                 *       "title_zh": "交易密码错误次数太多，只能到分支机构办理找回。",
                 *       "type": "urn:timebank:problem:transaction_password.closed"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "transaction_password.closed" | "transaction_password.locked";
                };
            };
        };
        /** @description `office.passphrase_locked`: Too many wrong passphrases; it is locked for a while. */
        "Problem423.6b0dd6cb": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "office.passphrase_locked",
                 *       "status": 423,
                 *       "title": "Too many wrong passphrases; it is locked for a while.",
                 *       "title_zh": "职务口令错误次数太多，暂时锁定。",
                 *       "type": "urn:timebank:problem:office.passphrase_locked"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "office.passphrase_locked";
                };
            };
        };
        /** @description `auth.locked`: Too many wrong attempts; it is locked for a while. */
        "Problem423.6ebfac0b": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "auth.locked",
                 *       "status": 423,
                 *       "title": "Too many wrong attempts; it is locked for a while.",
                 *       "title_zh": "错误次数太多，账号暂时锁定。",
                 *       "type": "urn:timebank:problem:auth.locked"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "auth.locked";
                };
            };
        };
        /**
         * @description `registrar.limit`: The branch has asked this registrar too often.
         *     `relay.busy`: Too many of your actions are under way; please wait.
         */
        "Problem429.1aec7284": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "registrar.limit",
                 *       "status": 429,
                 *       "title": "The branch has asked this registrar too often.",
                 *       "title_zh": "该分支机构向本登记处查询的次数过多。",
                 *       "type": "urn:timebank:problem:registrar.limit"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "registrar.limit" | "relay.busy";
                };
            };
        };
        /** @description `relay.busy`: Too many of your actions are under way; please wait. */
        "Problem429.4d9eab0d": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "relay.busy",
                 *       "status": 429,
                 *       "title": "Too many of your actions are under way; please wait.",
                 *       "title_zh": "您有太多操作正在处理，请稍候。",
                 *       "type": "urn:timebank:problem:relay.busy"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "relay.busy";
                };
            };
        };
        /**
         * @description `rate.limited`: Too many requests; please wait.
         *     `relay.busy`: Too many of your actions are under way; please wait.
         */
        "Problem429.097a7473": {
            headers: {
                /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                RateLimit?: string;
                /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                "RateLimit-Policy"?: string;
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "rate.limited",
                 *       "status": 429,
                 *       "title": "Too many requests; please wait.",
                 *       "title_zh": "请求太频繁，请稍候。",
                 *       "type": "urn:timebank:problem:rate.limited"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate.limited" | "relay.busy";
                };
            };
        };
        /** @description `registrar.limit`: The branch has asked this registrar too often. */
        "Problem429.0431060e": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "registrar.limit",
                 *       "status": 429,
                 *       "title": "The branch has asked this registrar too often.",
                 *       "title_zh": "该分支机构向本登记处查询的次数过多。",
                 *       "type": "urn:timebank:problem:registrar.limit"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "registrar.limit";
                };
            };
        };
        /**
         * @description `rate.limited`: Too many requests; please wait.
         *     `registrar.limit`: The branch has asked this registrar too often.
         */
        "Problem429.ba710124": {
            headers: {
                /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                RateLimit?: string;
                /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                "RateLimit-Policy"?: string;
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "rate.limited",
                 *       "status": 429,
                 *       "title": "Too many requests; please wait.",
                 *       "title_zh": "请求太频繁，请稍候。",
                 *       "type": "urn:timebank:problem:rate.limited"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate.limited" | "registrar.limit";
                };
            };
        };
        /**
         * @description `rate.limited`: Too many requests; please wait.
         *     `registrar.limit`: The branch has asked this registrar too often.
         *     `relay.busy`: Too many of your actions are under way; please wait.
         */
        "Problem429.c24b3787": {
            headers: {
                /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                RateLimit?: string;
                /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                "RateLimit-Policy"?: string;
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "rate.limited",
                 *       "status": 429,
                 *       "title": "Too many requests; please wait.",
                 *       "title_zh": "请求太频繁，请稍候。",
                 *       "type": "urn:timebank:problem:rate.limited"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate.limited" | "registrar.limit" | "relay.busy";
                };
            };
        };
        /** @description `rate.limited`: Too many requests; please wait. */
        "Problem429.cd0b44e7": {
            headers: {
                /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                RateLimit?: string;
                /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                "RateLimit-Policy"?: string;
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "rate.limited",
                 *       "status": 429,
                 *       "title": "Too many requests; please wait.",
                 *       "title_zh": "请求太频繁，请稍候。",
                 *       "type": "urn:timebank:problem:rate.limited"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "rate.limited";
                };
            };
        };
        /**
         * @description `signer.unreadable`: The signer does not know what this would do.
         *     `system.internal`: Something went wrong that is not the sender's fault.
         */
        "Problem500.a8684741": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "signer.unreadable",
                 *       "status": 500,
                 *       "title": "The signer does not know what this would do.",
                 *       "title_zh": "签名程序无法判断这项操作的内容。",
                 *       "type": "urn:timebank:problem:signer.unreadable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "signer.unreadable" | "system.internal";
                };
            };
        };
        /** @description `system.internal`: Something went wrong that is not the sender's fault. */
        "Problem500.b4cd4f9f": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "system.internal",
                 *       "status": 500,
                 *       "title": "Something went wrong that is not the sender's fault.",
                 *       "title_zh": "系统出了问题，不是您的操作有误。",
                 *       "type": "urn:timebank:problem:system.internal"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "system.internal";
                };
            };
        };
        /**
         * @description `identity.unavailable`: The identity check is not available now; please try again later.
         *     `registrar.unavailable`: The identity check is not available now; please try again later.
         *     `relay.catching_up`: The branch is catching up with the ledger; please ask again.
         *     `system.busy`: Too much to do at once; please ask again.
         */
        "Problem503.1e838171": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "identity.unavailable",
                 *       "status": 503,
                 *       "title": "The identity check is not available now; please try again later.",
                 *       "title_zh": "实名核验服务暂时不可用，请稍后再试。",
                 *       "type": "urn:timebank:problem:identity.unavailable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "identity.unavailable" | "registrar.unavailable" | "relay.catching_up" | "system.busy";
                };
            };
        };
        /** @description `relay.catching_up`: The branch is catching up with the ledger; please ask again. */
        "Problem503.41e5c113": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "relay.catching_up",
                 *       "status": 503,
                 *       "title": "The branch is catching up with the ledger; please ask again.",
                 *       "title_zh": "本分支机构正在同步账本，请稍后再试。",
                 *       "type": "urn:timebank:problem:relay.catching_up"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "relay.catching_up";
                };
            };
        };
        /**
         * @description `registrar.unavailable`: The identity check is not available now; please try again later.
         *     `system.busy`: Too much to do at once; please ask again.
         */
        "Problem503.232baf64": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "registrar.unavailable",
                 *       "status": 503,
                 *       "title": "The identity check is not available now; please try again later.",
                 *       "title_zh": "身份核验暂时无法进行，请稍后再试。",
                 *       "type": "urn:timebank:problem:registrar.unavailable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "registrar.unavailable" | "system.busy";
                };
            };
        };
        /** @description `system.busy`: Too much to do at once; please ask again. */
        "Problem503.300e092b": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "system.busy",
                 *       "status": 503,
                 *       "title": "Too much to do at once; please ask again.",
                 *       "title_zh": "系统繁忙，请稍后再试。",
                 *       "type": "urn:timebank:problem:system.busy"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "system.busy";
                };
            };
        };
        /** @description `content.later`: The text is on its way from another branch; please ask again. */
        "Problem503.0947f0c6": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "content.later",
                 *       "status": 503,
                 *       "title": "The text is on its way from another branch; please ask again.",
                 *       "title_zh": "这段文字正从另一个分支机构传来，请稍后再试。",
                 *       "type": "urn:timebank:problem:content.later"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "content.later";
                };
            };
        };
        /** @description `details.later`: The details are kept by another branch that does not answer now; please ask again. */
        "Problem503.75080fb9": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "details.later",
                 *       "status": 503,
                 *       "title": "The details are kept by another branch that does not answer now; please ask again.",
                 *       "title_zh": "详情由另一个分支机构保管，暂时没有答复，请稍后再试。",
                 *       "type": "urn:timebank:problem:details.later"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "details.later";
                };
            };
        };
        /**
         * @description `relay.catching_up`: The branch is catching up with the ledger; please ask again.
         *     `system.busy`: Too much to do at once; please ask again.
         */
        "Problem503.820884ab": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "relay.catching_up",
                 *       "status": 503,
                 *       "title": "The branch is catching up with the ledger; please ask again.",
                 *       "title_zh": "本分支机构正在同步账本，请稍后再试。",
                 *       "type": "urn:timebank:problem:relay.catching_up"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "relay.catching_up" | "system.busy";
                };
            };
        };
        /** @description `system.node`: The ledger cannot be asked right now; please ask again. */
        "Problem503.aa521cf0": {
            headers: {
                /** @description Seconds after which it makes sense to ask again, where that is known */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "system.node",
                 *       "status": 503,
                 *       "title": "The ledger cannot be asked right now; please ask again.",
                 *       "title_zh": "暂时无法查询账本，请稍后再试。",
                 *       "type": "urn:timebank:problem:system.node"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "system.node";
                };
            };
        };
        /** @description `request.timeout`: It took too long; ask again. */
        "Problem504.e46157c3": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "request.timeout",
                 *       "status": 504,
                 *       "title": "It took too long; ask again.",
                 *       "title_zh": "处理时间太长，请再试一次。",
                 *       "type": "urn:timebank:problem:request.timeout"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "request.timeout";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    all_accesses: {
        parameters: {
            query?: {
                /** @description Lines before this one. */
                before?: number;
                limit?: number;
                /** @description Only those about this member. */
                member?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "act": "read",
                     *         "actor": 1,
                     *         "at": 1790000000,
                     *         "fields": [
                     *           "phone"
                     *         ],
                     *         "id": 1,
                     *         "reason": "Seen at the counter.",
                     *         "subject": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["AccessView"][];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    get_action: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome, at most 20. */
                wait?: number;
            };
            header?: never;
            path: {
                /** @example 01a7d3f0-5b1e-7c42-9f10-6a2b3c4d5e6f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            404: components["responses"]["Problem404.1d060b26"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    list_activities: {
        parameters: {
            query?: {
                branch?: number;
                category?: components["schemas"]["Category"];
                cursor?: string;
                /** @description Those that have come at least so far without anybody taking them. */
                escalation?: components["schemas"]["Escalation"];
                /** @description Only with a free seat. */
                free_seats?: boolean;
                /** @description The service begins in this span, in seconds of Unix time. */
                from?: number;
                limit?: number;
                /** @description Those that come from one standing offer or need. */
                listing?: number;
                /** @description Minutes of TIME for the whole planned service. */
                min_reward?: number;
                /** @description `newest` unless said. */
                order?: components["schemas"]["ListOrder"];
                payer?: components["schemas"]["Payer"];
                place?: string;
                /** @description Those of one publisher. */
                publisher?: number;
                /**
                 * @description Only those where nothing that is known speaks against the caller's taking part: requirements, age, stars, suspended
                 *     rights, blocks. Credentials are known to whoever holds them, so what asks for one is shown.
                 */
                qualified?: boolean;
                /** @description Those of one series, by its first. */
                series?: number;
                skill?: components["schemas"]["Skill"];
                stage?: components["schemas"]["Stage"];
                /** @description Words that stand in title, summary or place. */
                text?: string;
                to?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activities"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    publish: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "activity": {
                 *         "admission": "automatic",
                 *         "category": "meals",
                 *         "listing": 1,
                 *         "payer": "own_balance",
                 *         "place": "Gulou",
                 *         "registration": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "requirements": [
                 *           {
                 *             "course": {
                 *               "course": 1
                 *             }
                 *           }
                 *         ],
                 *         "reward": {
                 *           "per_participant": {
                 *             "minutes": 60
                 *           }
                 *         },
                 *         "seats": 3,
                 *         "service": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "skill": "plain",
                 *         "summary": "Two hours, by bus, from Gulou.",
                 *         "text": "Two hours, by bus, from Gulou.",
                 *         "title": "陪同就医"
                 *       },
                 *       "submit": true,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewActivity"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0a3a2fd1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    get_activity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityDetail"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.b4598ab5"];
            404: components["responses"]["Problem404.d6656acc"];
            409: components["responses"]["Problem409.189ecd38"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    edit: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "activity": {
                 *         "admission": "automatic",
                 *         "category": "meals",
                 *         "listing": 1,
                 *         "payer": "own_balance",
                 *         "place": "Gulou",
                 *         "registration": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "requirements": [
                 *           {
                 *             "course": {
                 *               "course": 1
                 *             }
                 *           }
                 *         ],
                 *         "reward": {
                 *           "per_participant": {
                 *             "minutes": 60
                 *           }
                 *         },
                 *         "seats": 3,
                 *         "service": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "skill": "plain",
                 *         "summary": "Two hours, by bus, from Gulou.",
                 *         "text": "Two hours, by bus, from Gulou.",
                 *         "title": "陪同就医"
                 *       },
                 *       "revision": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["EditedActivity"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0a3a2fd1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    attend: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "40718263"
                 *     }
                 */
                "application/json": components["schemas"]["ScannedCode"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.cfeab220"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.0184e6b9"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    code: {
        parameters: {
            query: {
                /** @example start */
                side: components["schemas"]["AttendanceSide"];
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.aef92187"];
            404: components["responses"]["Problem404.14e0fce0"];
            409: components["responses"]["Problem409.39ffd3c4"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    add_co_administrator: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["CoAdministrator"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    remove_co_administrator: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["CoAdministrator"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    read_details: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetailsView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            404: components["responses"]["Problem404.cc504ad0"];
            409: components["responses"]["Problem409.b2d17c9b"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.75080fb9"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    write_details: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "address": "中山北路 12 号 3 幢 501 室",
                 *       "contact": "text",
                 *       "notes": "text"
                 *     }
                 */
                "application/json": components["schemas"]["Details"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.0f77dd17"];
            404: components["responses"]["Problem404.d6656acc"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.1e4c7a11"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.a5a81043"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    remove_details: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.0f77dd17"];
            404: components["responses"]["Problem404.d6656acc"];
            409: components["responses"]["Problem409.b2d17c9b"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    list_enrolments: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolments"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.14e0fce0"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    enrol: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "openings": [
                 *         {
                 *           "predicate": 1,
                 *           "salt": "000102030405060708090a0b0c0d0e0f"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewEnrolment"] | null;
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    admit: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Signed"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    get_assessment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.2891b5d7"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    assess: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "Two hours, by bus, from Gulou.",
                 *       "score": 5
                 *     }
                 */
                "application/json": components["schemas"]["Assessment"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.d5034337"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    record_attendance: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "side": "start",
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["RecordedAttendance"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    decline: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter.",
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Decline"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    get_dispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputeView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.4c863365"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    open_dispute: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    resolve_dispute: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "verdict": {
                 *         "pay": {
                 *           "minutes": 60
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Resolution"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    enrolment_findings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingsView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.1a65021f"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    follow_up: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "complaint",
                 *       "note": "Two hours, by bus, from Gulou."
                 *     }
                 */
                "application/json": components["schemas"]["NewFollowUp"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.d5034337"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    confirm_minutes: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minutes": 60,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmedMinutes"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    rate: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "Two hours, by bus, from Gulou.",
                 *       "score": 5
                 *     }
                 */
                "application/json": components["schemas"]["Rating"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.7ce26577"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    receipt_proof: {
        parameters: {
            query?: {
                /** @description As of this block, as long as a node has its state; unless said, as it was proven after its last change. */
                height?: number;
                /** @description As of the newest block that can be proven. */
                newest?: boolean;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofBundle"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.16f4b931"];
            409: components["responses"]["Problem409.87f7f74f"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    settle: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                participant: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Signed"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    withdraw_enrolment: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    list_follow_ups: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUps"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.14e0fce0"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    lottery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotteryView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            404: components["responses"]["Problem404.9b3366b3"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    commit_lottery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NewLottery"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotteryView"];
                };
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.b1de062f"];
            404: components["responses"]["Problem404.14e0fce0"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.86e509d1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    review: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "approve",
                 *       "reason": "Seen at the counter.",
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["Review"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    submit: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "revision": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Submission"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0a3a2fd1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    take_down: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["TakeDown"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter.",
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Withdrawal"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.715352d9"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    publish_series: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "activity": {
                 *         "admission": "automatic",
                 *         "category": "meals",
                 *         "listing": 1,
                 *         "payer": "own_balance",
                 *         "place": "Gulou",
                 *         "registration": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "requirements": [
                 *           {
                 *             "course": {
                 *               "course": 1
                 *             }
                 *           }
                 *         ],
                 *         "reward": {
                 *           "per_participant": {
                 *             "minutes": 60
                 *           }
                 *         },
                 *         "seats": 3,
                 *         "service": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "skill": "plain",
                 *         "summary": "Two hours, by bus, from Gulou.",
                 *         "text": "Two hours, by bus, from Gulou.",
                 *         "title": "陪同就医"
                 *       },
                 *       "more": [
                 *         {
                 *           "registration": {
                 *             "end": 1790007200,
                 *             "start": 1790000000
                 *           },
                 *           "service": {
                 *             "end": 1790007200,
                 *             "start": 1790000000
                 *           }
                 *         }
                 *       ],
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewSeries"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0a3a2fd1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    request_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["ResetRequest"];
            };
        };
        responses: {
            /** @description If the phone number has an account, a code was sent to it */
            202: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            408: components["responses"]["Problem408.b68b90ae"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.6ac41797"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    confirm_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "480912",
                 *       "id_number": "990000195001010002",
                 *       "password": "walnut-4815",
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["ResetConfirmation"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            408: components["responses"]["Problem408.b68b90ae"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.06877310"];
            423: components["responses"]["Problem423.6ebfac0b"];
            429: components["responses"]["Problem429.ba710124"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.232baf64"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    send_registration_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["PhoneCodeRequest"];
            };
        };
        responses: {
            /** @description A code was sent, unless too many were */
            202: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            408: components["responses"]["Problem408.b68b90ae"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.6ac41797"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "480912",
                 *       "id_number": "990000195001010002",
                 *       "name": "Wang Xiulan",
                 *       "password": "walnut-4815",
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["RegistrationRequest"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.98b13f11"];
            403: components["responses"]["Problem403.b5684076"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.46a570d4"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.253a61da"];
            429: components["responses"]["Problem429.c24b3787"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.1e838171"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "walnut-4815",
                 *       "phone": "13912345678",
                 *       "role": "member"
                 *     }
                 */
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.b5ff41de"];
            403: components["responses"]["Problem403.e6d8063b"];
            408: components["responses"]["Problem408.b68b90ae"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.6ac41797"];
            423: components["responses"]["Problem423.6ebfac0b"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    branches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branches"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    budget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.71e24b15"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    fund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fund"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.71e24b15"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    packs: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Pack"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    give_details: {
        parameters: {
            query?: never;
            header: {
                /** @example text */
                "Branch-Operator": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                 *       "question": {
                 *         "activity": 1,
                 *         "participant": 1,
                 *         "written": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Sent_DetailsQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.124c6fa7"];
            404: components["responses"]["Problem404.13eb77bc"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.c1ecf03b"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    hand_over: {
        parameters: {
            query?: never;
            header: {
                /** @example text */
                "Branch-Operator": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                 *       "question": {
                 *         "height": 4815,
                 *         "member": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Sent_HandOverQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.124c6fa7"];
            404: components["responses"]["Problem404.99b40e46"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2e4259c1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    handed_over: {
        parameters: {
            query?: never;
            header: {
                /** @example text */
                "Branch-Operator": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                 *       "question": {
                 *         "height": 4815,
                 *         "member": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Sent_HandOverQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.124c6fa7"];
            404: components["responses"]["Problem404.99b40e46"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.c1ecf03b"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    give_links: {
        parameters: {
            query?: never;
            header: {
                /** @example text */
                "Branch-Operator": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                 *       "question": {
                 *         "after": "text",
                 *         "revision": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Sent_LinksQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.124c6fa7"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.c1ecf03b"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    give_opening: {
        parameters: {
            query?: never;
            header: {
                /** @example text */
                "Branch-Operator": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                 *       "question": {
                 *         "commitment": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Sent_OpeningQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.124c6fa7"];
            404: components["responses"]["Problem404.3c7e8091"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.c1ecf03b"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    give_texts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sha256": [
                 *         "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TextsQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Texts"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.30bee0b9"];
            408: components["responses"]["Problem408.b68b90ae"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    cases: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Those that are decided instead, newest first; else those that wait, oldest first. */
                decided?: boolean;
                limit?: number;
                /** @description Only cases about this member. */
                member?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Case"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_propose: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": {
                 *         "freeze": {
                 *           "cause": "dispute",
                 *           "member": 1
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewCase"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_decide: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true,
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Word"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    certificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            404: components["responses"]["Problem404.d9dc9e7d"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    certificate_proof: {
        parameters: {
            query?: {
                /** @description As of this block, as long as a node has its state; unless said, as it was proven after its last change. */
                height?: number;
                /** @description As of the newest block that can be proven. */
                newest?: boolean;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofBundle"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            404: components["responses"]["Problem404.7e2abf88"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_renew: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "valid_until": 1790007200
                 *     }
                 */
                "application/json": components["schemas"]["Renewal"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_revoke: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["CourseReason"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    consent_texts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "chinese": "缺少地点。",
                     *         "english": "The place is missing.",
                     *         "purpose": "privacy",
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ConsentTextView"][];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example Kind and on time. */
                    "text/plain": string;
                };
            };
            400: components["responses"]["Problem400.d5544037"];
            404: components["responses"]["Problem404.d9118a3f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.0947f0c6"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    enter_attendance: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "entry": "start",
                 *       "paper": "binder 12, page 3",
                 *       "participant": 1
                 *     }
                 */
                "application/json": components["schemas"]["PaperAttendance"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.9058d5ec"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.593fb53f"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    take_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example privacy */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "paper": "binder 12, page 3",
                 *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                "application/json": components["schemas"]["PaperConsent"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.83eb32f5"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.aeffc2ca"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    disclose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fields": [
                 *         "phone"
                 *       ],
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Disclosure"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisclosureView"];
                };
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.aeffc2ca"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    start_reset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description A code was sent, unless too many were */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.9d231868"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    set_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "480912",
                 *       "id_number": "990000195001010002",
                 *       "phone": "13912345678",
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["CounterPhone"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.23be5421"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.96a62277"];
            423: components["responses"]["Problem423.6ebfac0b"];
            429: components["responses"]["Problem429.0431060e"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.232baf64"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    send_counter_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["CounterPhoneCode"];
            };
        };
        responses: {
            /** @description A code was sent, unless too many were */
            202: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.6ac41797"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    print_statement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": 1,
                 *       "reason": "Seen at the counter.",
                 *       "to": 1
                 *     }
                 */
                "application/json": components["schemas"]["Printing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example Kind and on time. */
                    "text/html": string;
                };
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.d3c3a401"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.aeffc2ca"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    register_at_counter: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "480912",
                 *       "consent": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *       "id_number": "990000195001010002",
                 *       "name": "Wang Xiulan",
                 *       "paper": "binder 12, page 3",
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["WalkIn"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.7f73483f"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0f627bf5"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.8314eb6e"];
            429: components["responses"]["Problem429.1aec7284"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.1e838171"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    courses: {
        parameters: {
            query?: {
                branch?: number;
                cursor?: string;
                limit?: number;
                state?: components["schemas"]["CourseState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Course"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_draft: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "course": {
                 *         "branch_only": true,
                 *         "certificate": true,
                 *         "counts_as": 1,
                 *         "min_sessions": 1,
                 *         "place": "Gulou",
                 *         "registration": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "requires": [
                 *           1
                 *         ],
                 *         "seats": 3,
                 *         "sessions": [
                 *           {
                 *             "end": 1790007200,
                 *             "start": 1790000000
                 *           }
                 *         ],
                 *         "summary": "Two hours, by bus, from Gulou.",
                 *         "text": "Two hours, by bus, from Gulou.",
                 *         "title": "助浴护理入门",
                 *         "trainers": [
                 *           1
                 *         ],
                 *         "valid_for": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewCourse"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    course: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.4916b095"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_edit: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "course": {
                 *         "branch_only": true,
                 *         "certificate": true,
                 *         "counts_as": 1,
                 *         "min_sessions": 1,
                 *         "place": "Gulou",
                 *         "registration": {
                 *           "end": 1790007200,
                 *           "start": 1790000000
                 *         },
                 *         "requires": [
                 *           1
                 *         ],
                 *         "seats": 3,
                 *         "sessions": [
                 *           {
                 *             "end": 1790007200,
                 *             "start": 1790000000
                 *           }
                 *         ],
                 *         "summary": "Two hours, by bus, from Gulou.",
                 *         "text": "Two hours, by bus, from Gulou.",
                 *         "title": "助浴护理入门",
                 *         "trainers": [
                 *           1
                 *         ],
                 *         "valid_for": 1
                 *       },
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["EditedCourse"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_attend: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         1
                 *       ],
                 *       "present": true,
                 *       "session": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["SessionAttendance"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["CourseReason"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_complete: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    places: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Place"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.4916b095"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_enrol: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_decide: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         1
                 *       ],
                 *       "passed": true,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Results"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.78694ae9"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_review: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "approve",
                 *       "reason": "Seen at the counter.",
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["CourseReview"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_submit: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["CourseRevision"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    training_set_trainers: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "trainers": [
                 *         1
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Trainers"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    dispute_queue: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disputes"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    money_donate: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minutes": 60,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewDonation"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0a3a2fd1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    drafts: {
        parameters: {
            query?: {
                branch?: number;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Draft"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    standard_write: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "analysis": "text",
                 *       "pack": {
                 *         "conduct": {
                 *           "min_rating": 200,
                 *           "min_ratings": 5,
                 *           "no_show_limit": 3,
                 *           "silent_limit": 3,
                 *           "suspension": 2592000,
                 *           "window": 7776000
                 *         },
                 *         "confirm_deadline": 604800,
                 *         "dispute_window": 1209600,
                 *         "earn_cap_activity": null,
                 *         "earn_cap_day": null,
                 *         "escalate_after": 259200,
                 *         "grants": [
                 *           {
                 *             "every": null,
                 *             "id": "elder-80",
                 *             "min_age": "from80",
                 *             "minutes": 600
                 *           }
                 *         ],
                 *         "levels": {
                 *           "min_rating": [
                 *             0,
                 *             300,
                 *             350,
                 *             400,
                 *             450
                 *           ],
                 *           "points_off_no_show": 20,
                 *           "points_off_silent": 5,
                 *           "points_per_hour": 10,
                 *           "points_per_score": 2,
                 *           "rewards": [
                 *             {
                 *               "early": 3600,
                 *               "earn_cap_percent": 110,
                 *               "open_enrolments": 12
                 *             },
                 *             {
                 *               "early": 7200,
                 *               "earn_cap_percent": 120,
                 *               "open_enrolments": 14
                 *             },
                 *             {
                 *               "early": 14400,
                 *               "earn_cap_percent": 130,
                 *               "open_enrolments": 16
                 *             },
                 *             {
                 *               "early": 28800,
                 *               "earn_cap_percent": 140,
                 *               "open_enrolments": 18
                 *             },
                 *             {
                 *               "early": 43200,
                 *               "earn_cap_percent": 150,
                 *               "open_enrolments": 20
                 *             }
                 *           ],
                 *           "thresholds": [
                 *             6000,
                 *             18000,
                 *             36000,
                 *             60000,
                 *             90000
                 *           ]
                 *         },
                 *         "matching_weights": {
                 *           "distance": 25,
                 *           "free_time": 20,
                 *           "frequency": 5,
                 *           "rating": 15,
                 *           "reliability": 10,
                 *           "service_time": 5,
                 *           "skill": 20
                 *         },
                 *         "name": "Plain hours 一小时一币",
                 *         "own_use_age": null,
                 *         "provider_age": null,
                 *         "rounding": "exact",
                 *         "settle_deadline": 604800,
                 *         "settle_requires_rating": true,
                 *         "tolerance": 15,
                 *         "transfers": {
                 *           "balance_cap": null,
                 *           "donation": true,
                 *           "expiry_months": null,
                 *           "gift": "any",
                 *           "gift_acceptance": false,
                 *           "gift_annual_cap": null,
                 *           "groups_donate_only": true,
                 *           "inheritance": "beneficiary",
                 *           "min_to_redeem": null,
                 *           "overflow": "fund",
                 *           "unregistered": false
                 *         },
                 *         "weights": []
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewDraft"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.3c6a40db"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    standard_revise: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "analysis": "text",
                 *       "pack": {
                 *         "conduct": {
                 *           "min_rating": 200,
                 *           "min_ratings": 5,
                 *           "no_show_limit": 3,
                 *           "silent_limit": 3,
                 *           "suspension": 2592000,
                 *           "window": 7776000
                 *         },
                 *         "confirm_deadline": 604800,
                 *         "dispute_window": 1209600,
                 *         "earn_cap_activity": null,
                 *         "earn_cap_day": null,
                 *         "escalate_after": 259200,
                 *         "grants": [
                 *           {
                 *             "every": null,
                 *             "id": "elder-80",
                 *             "min_age": "from80",
                 *             "minutes": 600
                 *           }
                 *         ],
                 *         "levels": {
                 *           "min_rating": [
                 *             0,
                 *             300,
                 *             350,
                 *             400,
                 *             450
                 *           ],
                 *           "points_off_no_show": 20,
                 *           "points_off_silent": 5,
                 *           "points_per_hour": 10,
                 *           "points_per_score": 2,
                 *           "rewards": [
                 *             {
                 *               "early": 3600,
                 *               "earn_cap_percent": 110,
                 *               "open_enrolments": 12
                 *             },
                 *             {
                 *               "early": 7200,
                 *               "earn_cap_percent": 120,
                 *               "open_enrolments": 14
                 *             },
                 *             {
                 *               "early": 14400,
                 *               "earn_cap_percent": 130,
                 *               "open_enrolments": 16
                 *             },
                 *             {
                 *               "early": 28800,
                 *               "earn_cap_percent": 140,
                 *               "open_enrolments": 18
                 *             },
                 *             {
                 *               "early": 43200,
                 *               "earn_cap_percent": 150,
                 *               "open_enrolments": 20
                 *             }
                 *           ],
                 *           "thresholds": [
                 *             6000,
                 *             18000,
                 *             36000,
                 *             60000,
                 *             90000
                 *           ]
                 *         },
                 *         "matching_weights": {
                 *           "distance": 25,
                 *           "free_time": 20,
                 *           "frequency": 5,
                 *           "rating": 15,
                 *           "reliability": 10,
                 *           "service_time": 5,
                 *           "skill": 20
                 *         },
                 *         "name": "Plain hours 一小时一币",
                 *         "own_use_age": null,
                 *         "provider_age": null,
                 *         "rounding": "exact",
                 *         "settle_deadline": 604800,
                 *         "settle_requires_rating": true,
                 *         "tolerance": 15,
                 *         "transfers": {
                 *           "balance_cap": null,
                 *           "donation": true,
                 *           "expiry_months": null,
                 *           "gift": "any",
                 *           "gift_acceptance": false,
                 *           "gift_annual_cap": null,
                 *           "groups_donate_only": true,
                 *           "inheritance": "beneficiary",
                 *           "min_to_redeem": null,
                 *           "overflow": "fund",
                 *           "unregistered": false
                 *         },
                 *         "weights": []
                 *       },
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["RevisedDraft"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    standard_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    standard_adopt: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "effective": 1790007200,
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["Adoption"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    comments: {
        parameters: {
            query: {
                cursor?: string;
                limit?: number;
                /** @example 1 */
                revision: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Comment"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    standard_comment: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "revision": 1,
                 *       "support": true,
                 *       "text": "Two hours, by bus, from Gulou."
                 *     }
                 */
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                member: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "revision": 1,
                 *       "text": "Two hours, by bus, from Gulou."
                 *     }
                 */
                "application/json": components["schemas"]["Answer"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.d3c3a401"];
            404: components["responses"]["Problem404.3c6a40db"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.a5a81043"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    standard_publish: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "revision": 1,
                 *       "until": 1790007200
                 *     }
                 */
                "application/json": components["schemas"]["Publication"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    branch_follow_ups: {
        parameters: {
            query: {
                cursor?: string;
                /** @example complaint */
                kind: components["schemas"]["FollowUpKind"];
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUps"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    money_give: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minutes": 60,
                 *       "recipient": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewGift"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0a3a2fd1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    money_accept_gift: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    money_decline_gift: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    grant: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member": 1,
                 *       "rule": "elder-80"
                 *     }
                 */
                "application/json": components["schemas"]["Grant"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    groups: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Group"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    register_group: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "registration_number": "91350100M000100Y43"
                 *     }
                 */
                "application/json": components["schemas"]["NewGroup"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.3260b501"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    hand_in: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "intent": "text"
                 *     }
                 */
                "application/json": components["schemas"]["SignedIntent"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.98b13f11"];
            403: components["responses"]["Problem403.0eb163f5"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.e1b16f19"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.097a7473"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    basis: {
        parameters: {
            query: {
                /**
                 * @description Whose keys sign.
                 * @example 1
                 */
                member: number;
                /** @example everyday */
                scope: components["schemas"]["Scope"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntentBasis"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.59f80554"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.41e5c113"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    list_listings: {
        parameters: {
            query?: {
                branch?: number;
                category?: components["schemas"]["Category"];
                cursor?: string;
                /** @description Needs that have come at least so far without anybody answering. */
                escalation?: components["schemas"]["Escalation"];
                kind?: components["schemas"]["ListingKind"];
                limit?: number;
                place?: string;
                /** @description Words that stand in title, summary or place. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listings"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    draft_listing: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "listing": {
                 *         "category": "meals",
                 *         "kind": "offer",
                 *         "place": "Gulou",
                 *         "summary": "Two hours, by bus, from Gulou.",
                 *         "title": "可以陪老人散步",
                 *         "until": 1790007200
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewListing"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    get_listing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingDetail"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.db76282a"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    edit_listing: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "listing": {
                 *         "category": "meals",
                 *         "kind": "offer",
                 *         "place": "Gulou",
                 *         "summary": "Two hours, by bus, from Gulou.",
                 *         "title": "可以陪老人散步",
                 *         "until": 1790007200
                 *       },
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["EditedListing"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    list_answers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answers"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.aef92187"];
            404: components["responses"]["Problem404.db76282a"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    answer_listing: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    take_answer_back: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    close_listing: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Closure"] | null;
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.a910c0f4"];
            404: components["responses"]["Problem404.6f481eba"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    review_listing: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "approve",
                 *       "reason": "Seen at the counter.",
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["Review"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    submit_listing: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "revision": 1
                 *     }
                 */
                "application/json": components["schemas"]["SubmittedListing"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    own_accesses: {
        parameters: {
            query?: {
                /** @description Lines before this one. */
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "act": "read",
                     *         "actor": 1,
                     *         "at": 1790000000,
                     *         "fields": [
                     *           "phone"
                     *         ],
                     *         "id": 1,
                     *         "reason": "Seen at the counter.",
                     *         "subject": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["AccessView"][];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    account: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_activities: {
        parameters: {
            query: {
                /** @example participant */
                as: components["schemas"]["Part"];
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyActivities"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.14e0fce0"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    agents: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Agency"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_appoint_agent: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "agent": 1,
                 *       "daily": 60,
                 *       "rights": [
                 *         "take_part"
                 *       ],
                 *       "transaction_password": "480913",
                 *       "until": 1790007200
                 *     }
                 */
                "application/json": components["schemas"]["NewAgent"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_dismiss_agent: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                agent: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    allowances: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Allowance"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_blocks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Blocks"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    block: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                member: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    unblock: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                member: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_certificates: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MyCertificate"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_close: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Password"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    consents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "given_at": 1,
                     *         "paper": "binder 12, page 3",
                     *         "purpose": "privacy",
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "taken_by": 1,
                     *         "withdrawn_at": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ConsentView"][];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    agree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example privacy */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                "application/json": components["schemas"]["Agreement"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.15fdfd90"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    withdraw_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example privacy */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.15fdfd90"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_courses: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MyCourse"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    credentials: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MyCredential"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    custody: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.8305680a"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    exit: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "everyday": {
                 *         "key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                 *         "proof": "2f1c0b6a5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c"
                 *       },
                 *       "owner": {
                 *         "key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                 *         "proof": "2f1c0b6a5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c"
                 *       },
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Exit"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.e6202336"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    export_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "passphrase": "reviewer of branch 1",
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["KeyExport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exported"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.12ad4b01"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.6914a016"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.fc099ee3"];
            423: components["responses"]["Problem423.5d22e1e6"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.300e092b"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    set_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "limits": {
                 *         "daily": 60,
                 *         "per_recipient": 60,
                 *         "recipient_delay": 1
                 *       },
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewLimits"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.12ad4b01"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.6914a016"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            423: components["responses"]["Problem423.5d22e1e6"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.300e092b"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    name_recipient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewRecipient"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.12ad4b01"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.6914a016"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            423: components["responses"]["Problem423.5d22e1e6"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.300e092b"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_disputes: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disputes"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    erase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leave_balance": true
                 *     }
                 */
                "application/json": components["schemas"]["Erasure"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.b0b34b51"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.c1caa22d"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    export_data: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.b0b34b51"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_freeze: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    gifts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Gift"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    kin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Kin"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_propose_kin: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "degree": "lineal",
                 *       "member": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewKin"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.9058d5ec"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_revoke_kin: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                commitment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.06e6985b"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_accept_kin: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                commitment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Password"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.06e6985b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    money_set_limits: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "daily": 60,
                 *       "new_recipient_delay": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["SpendingLimits"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    links: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Link"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    me_link: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "wasm1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu"
                 *     }
                 */
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    me_unlink: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example wasm14hj2tavq8fpesdwxxcu44rty3hh90vhujrvcmstl4zr3txmfvw9s0phg4d */
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_listings: {
        parameters: {
            query: {
                /** @example owner */
                as: components["schemas"]["ListingPart"];
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listings"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_move: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Move"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_request_move: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewMove"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.f74d8cc6"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_withdraw_move: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    notices: {
        parameters: {
            query?: {
                /** @description Only those before this number. */
                before?: number;
                limit?: number;
                /** @description Only what has not been read. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notices"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    agree_family: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                member: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    refuse_family: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                member: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    read_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": 1,
                 *       "up_to": 1
                 *     }
                 */
                "application/json": components["schemas"]["ReadNotices"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.734cc7ef"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeSettingsView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    set_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "family": 1,
                 *       "language": "zh",
                 *       "quiet_end": 1,
                 *       "quiet_start": 1,
                 *       "wishes": [
                 *         {
                 *           "channel": "in_app",
                 *           "kind": "admitted",
                 *           "wanted": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NoticeSettings"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.916debf8"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    set_wechat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "openid": "oX5yZ0mQ8d1"
                 *     }
                 */
                "application/json": components["schemas"]["WeChatAccount"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.916debf8"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    remove_wechat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    set_office_passphrase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_passphrase": "reviewer of branch 1",
                 *       "passphrase": "reviewer of branch 1"
                 *     }
                 */
                "application/json": components["schemas"]["OfficePassphrase"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficeKey"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.25b68b7e"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.fc099ee3"];
            423: components["responses"]["Problem423.6b0dd6cb"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    unlock_office: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "passphrase": "reviewer of branch 1"
                 *     }
                 */
                "application/json": components["schemas"]["Passphrase"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.25b68b7e"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.8c0d6108"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            423: components["responses"]["Problem423.6b0dd6cb"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    lock_office: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "walnut-4815"
                 *     }
                 */
                "application/json": components["schemas"]["LoginPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.b0b34b51"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.3aee80f4"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    change_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "480912",
                 *       "password": "walnut-4815",
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["PhoneChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.b04efcf0"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.23be5421"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.3b42db09"];
            423: components["responses"]["Problem423.6ebfac0b"];
            429: components["responses"]["Problem429.0431060e"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.232baf64"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    send_new_phone_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "old_phone_too": true,
                 *       "phone": "13912345678"
                 *     }
                 */
                "application/json": components["schemas"]["NewPhoneCode"];
            };
        };
        responses: {
            /** @description A code was sent, unless too many were */
            202: {
                headers: {
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.6ac41797"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    principals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Agency"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_leave_agency: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                principal: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    family_accept_agency: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                principal: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ProfileChange"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    requests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ProfileRequest"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    profile_request: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "change": {
                 *         "profile": {
                 *           "contact": "text",
                 *           "introduction": "Two hours, by bus, from Gulou."
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewProfileRequest"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.4ca01cee"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_ratings: {
        parameters: {
            query: {
                cursor?: string;
                limit?: number;
                /** @example received */
                side: components["schemas"]["RatingSide"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ratings"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    recipients: {
        parameters: {
            query?: never;
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Recipient"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    money_introduce: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["IntroducedRecipient"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.9058d5ec"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    recommendations: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recommendations"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.14e0fce0"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    mine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Recovery"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.65c60a8b"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.3df7f64b"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    finish: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.5991d614"];
            409: components["responses"]["Problem409.f2167f18"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_reports: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Report"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    partners_object: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "created_at": 1,
                     *         "current": true,
                     *         "expires_at": 1790007200,
                     *         "id": "01a7d3f0-5b1e-7c42-9f10-6a2b3c4d5e6f",
                     *         "role": "member",
                     *         "seen_at": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["SessionEntry"][];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    end_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.754e9fa8"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    my_standing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    statement: {
        parameters: {
            query?: {
                /** @description Only what came after this block. */
                after?: number;
                cursor?: string;
                /** @description Seconds of Unix time. */
                from?: number;
                /** @description As of this block; the newest unless said. */
                height?: number;
                kind?: components["schemas"]["MovementKind"];
                limit?: number;
                to?: number;
            };
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    /** @example time,kind,minutes,balance */
                    "text/csv": string;
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    statement_proof: {
        parameters: {
            query?: {
                /** @description Only what came after this block. */
                after?: number;
                /** @description As of this block, as long as a node has its state; as of the newest that can be proven unless said. */
                height?: number;
            };
            header?: {
                "On-Behalf-Of"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvenStatement"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.291f582c"];
            404: components["responses"]["Problem404.8c2b648f"];
            409: components["responses"]["Problem409.87f7f74f"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    step_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "walnut-4815"
                 *     }
                 */
                "application/json": components["schemas"]["LoginPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.b04efcf0"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            423: components["responses"]["Problem423.6ebfac0b"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    set_transaction_password: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_transaction_password": "480913",
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["TransactionPassword"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.811600e7"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.3eccfec2"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.d3c3a401"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_renew_age: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "age": "under18"
                 *     }
                 */
                "application/json": components["schemas"]["NewAge"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_issue_credential: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "predicate": 1,
                 *       "valid_until": 1790007200
                 *     }
                 */
                "application/json": components["schemas"]["NewCredential"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_revoke_credential: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                commitment: string;
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_decide_move: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true,
                 *       "to": 1
                 *     }
                 */
                "application/json": components["schemas"]["MoveWord"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_appoint: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "publisher"
                 *     }
                 */
                "application/json": components["schemas"]["LightOffice"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_dismiss: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example publisher */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    recovery_propose: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.5991d614"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    recovery_approve: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "public_key": "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                 *     }
                 */
                "application/json": components["schemas"]["SeenKey"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    recovery_object: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.49043a85"];
            404: components["responses"]["Problem404.06e6985b"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    of_member: {
        parameters: {
            query?: {
                /** @description Only what came after this block. */
                after?: number;
                cursor?: string;
                /** @description Seconds of Unix time. */
                from?: number;
                /** @description As of this block; the newest unless said. */
                height?: number;
                kind?: components["schemas"]["MovementKind"];
                limit?: number;
                to?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    /** @example time,kind,minutes,balance */
                    "text/csv": string;
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.d3c3a401"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    member_statement_proof: {
        parameters: {
            query?: {
                /** @description Only what came after this block. */
                after?: number;
                /** @description As of this block, as long as a node has its state; as of the newest that can be proven unless said. */
                height?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvenStatement"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.d3c3a401"];
            404: components["responses"]["Problem404.8c2b648f"];
            409: components["responses"]["Problem409.87f7f74f"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_suspend: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Suspension"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_reinstate: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    standing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                member: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingView"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.96a8254b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    moves: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Move"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    description: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": Record<string, never>;
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    positions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Position"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    queue: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ProfileRequest"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    profile_decide: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true,
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Word"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    recoveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Recovery"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    waiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Waiting"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    evaluate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "blinded": "62ab3de1e02a4c4cc6ea1d8e4f5e3b6a2d7a53bb3bd29b9d4a0a8c47a2d1a511"
                 *     }
                 */
                "application/json": components["schemas"]["Blinded"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluated"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.30bee0b9"];
            404: components["responses"]["Problem404.f8be3d1e"];
            408: components["responses"]["Problem408.b68b90ae"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.7e65d7ff"];
            429: components["responses"]["Problem429.0431060e"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    reports: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                member?: number;
                /** @description Only those that wait or were refused. */
                open?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Report"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.86976430"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    partners_approve: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    partners_reject: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Ground"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    partners_undo: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Ground"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    abnormal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbnormalItems"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.14e0fce0"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    claim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                activity: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.7a1dbb79"];
            404: components["responses"]["Problem404.14e0fce0"];
            409: components["responses"]["Problem409.ffb857d8"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                activity: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    decisions: {
        parameters: {
            query?: {
                activity?: number;
                cursor?: string;
                limit?: number;
                /** @description Only the caller's own. */
                mine?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decisions"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    decide: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decisions": [
                 *         {
                 *           "activity": 1,
                 *           "decision": "approve",
                 *           "reason": "Seen at the counter.",
                 *           "revision": 1,
                 *           "template": "text"
                 *         }
                 *       ],
                 *       "quick": true
                 *     }
                 */
                "application/json": components["schemas"]["NewDecisions"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.0f17e0b8"];
            404: components["responses"]["Problem404.82fcddd7"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.f8d280e2"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.a932f04b"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    undo: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                activity: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.0f17e0b8"];
            404: components["responses"]["Problem404.715352d9"];
            409: components["responses"]["Problem409.ed43c55e"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "admission": "automatic",
                 *       "category": "meals",
                 *       "listing": 1,
                 *       "payer": "own_balance",
                 *       "place": "Gulou",
                 *       "registration": {
                 *         "end": 1790007200,
                 *         "start": 1790000000
                 *       },
                 *       "requirements": [
                 *         {
                 *           "course": {
                 *             "course": 1
                 *           }
                 *         }
                 *       ],
                 *       "reward": {
                 *         "per_participant": {
                 *           "minutes": 60
                 *         }
                 *       },
                 *       "seats": 3,
                 *       "service": {
                 *         "end": 1790007200,
                 *         "start": 1790000000
                 *       },
                 *       "skill": "plain",
                 *       "summary": "Two hours, by bus, from Gulou.",
                 *       "text": "Two hours, by bus, from Gulou.",
                 *       "title": "陪同就医"
                 *     }
                 */
                "application/json": components["schemas"]["ActivityFields"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewAssessment"];
                };
            };
            400: components["responses"]["Problem400.6f724148"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    review_queue: {
        parameters: {
            query?: {
                cursor?: string;
                /**
                 * @description Only what nobody else has before them, what nobody has decided and what is no own case: `limit=1` gives the next one to
                 *     decide.
                 */
                free?: boolean;
                /** @description Only what passed every automatic check, or only what did not. */
                green?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Templates"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    put_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example Wang Xiulan */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "en": "The place is missing.",
                 *       "zh": "缺少地点。"
                 *     }
                 */
                "application/json": components["schemas"]["TemplateText"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.990dfa73"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.87f7f74f"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.dc2c1cd4"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    delete_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example Wang Xiulan */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.29b30bde"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    listing_reviews: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listings"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    site: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    sources: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Source"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    source: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceStatistics"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.728dd4db"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    disagreements: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Disagreement"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    disagreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                sequence: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Poll"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            404: components["responses"]["Problem404.9eaf64c9"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    partners_dismiss: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter.",
                 *       "sequence": 1
                 *     }
                 */
                "application/json": components["schemas"]["Dismissal"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    partners_quarantine: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Seen at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["Ground"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    partners_release: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.ea0b3308"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            409: components["responses"]["Problem409.2a2a29ea"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    stream: {
        parameters: {
            query: {
                /**
                 * @description Comma-separated: `me`, `activity:<id>`.
                 * @example me
                 */
                topics: string;
            };
            header?: {
                "Last-Event-ID"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example Kind and on time. */
                    "application/x-ndjson": string;
                    /**
                     * @example id: 42
                     *     event: enrolled
                     *     data: {"activity":1}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    supply: {
        parameters: {
            query?: {
                /** @description As of this block; the newest unless said. */
                height?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Supply"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    supply_proof: {
        parameters: {
            query?: {
                /** @description As of this block, as long as a node has its state; unless said, as it was proven after its last change. */
                height?: number;
                /** @description As of the newest block that can be proven. */
                newest?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    /** @description `"name";r=29;t=1`: so many are left, all of them are back after so many seconds */
                    RateLimit?: string;
                    /** @description `"name";q=30;w=30`: so many requests in so many seconds */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofBundle"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            404: components["responses"]["Problem404.2df44e38"];
            429: components["responses"]["Problem429.cd0b44e7"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    suspended_rights: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Suspended"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "members": [
                 *         1
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refreshment"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.055da145"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    time_cases: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Those that are decided instead, newest first; else those that wait, oldest first. */
                decided?: boolean;
                limit?: number;
                /** @description Only cases about this member. */
                member?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Case"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400.d5544037"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.e6d8063b"];
            409: components["responses"]["Problem409.87f7f74f"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_propose_time: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": {
                 *         "opening": {
                 *           "evidence": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *           "member": 1,
                 *           "minutes": 60
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewTimeCase"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    office_decide_time: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true
                 *     }
                 */
                "application/json": components["schemas"]["TimeWord"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.615b7954"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    decide_openings: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decisions": [
                 *         {
                 *           "approve": true,
                 *           "id": 1
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TimeDecisions"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.055da145"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    propose_openings: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "openings": [
                 *         {
                 *           "evidence": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *           "member": 1,
                 *           "minutes": 60
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewOpenings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcomes"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.1c87555e"];
            404: components["responses"]["Problem404.c88bd2ee"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.2a2a29ea"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.055da145"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    transfer: {
        parameters: {
            query?: never;
            header: {
                /** @example 6b1f0c9e-5d3a-4a7e-9c52-0f8e7d6c5b4a */
                "Idempotency-Key": string;
                /** @description The member for whom an agent acts; the agent's own session and keys sign. */
                "On-Behalf-Of"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minutes": 60,
                 *       "recipient": 1,
                 *       "transaction_password": "480913"
                 *     }
                 */
                "application/json": components["schemas"]["Transfer"];
            };
        };
        responses: {
            /** @description Kept safely and on its way to the ledger */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
            400: components["responses"]["Problem400.193541ba"];
            401: components["responses"]["Problem401.d10b15e5"];
            403: components["responses"]["Problem403.ebbc56c8"];
            404: components["responses"]["Problem404.9058d5ec"];
            408: components["responses"]["Problem408.b68b90ae"];
            409: components["responses"]["Problem409.0a3a2fd1"];
            413: components["responses"]["Problem413.990cf834"];
            415: components["responses"]["Problem415.3b8b7ebc"];
            422: components["responses"]["Problem422.f8df9fcd"];
            423: components["responses"]["Problem423.5d22e1e6"];
            429: components["responses"]["Problem429.4d9eab0d"];
            500: components["responses"]["Problem500.a8684741"];
            503: components["responses"]["Problem503.820884ab"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
    trust: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description The answer is still the one that `If-None-Match` names */
            304: {
                headers: {
                    /** @description A digest of the answer, for `If-None-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["Problem404.9749e79c"];
            500: components["responses"]["Problem500.b4cd4f9f"];
            503: components["responses"]["Problem503.aa521cf0"];
            504: components["responses"]["Problem504.e46157c3"];
        };
    };
}
