package dev.driftwarden.finding;

/** What can happen to a finding. */
public enum Happening {
    SEEN_PASSING,
    SEEN_UNKNOWN,
    SEEN_GONE,
    RECORD_ONLY,
    TICKET_OPENED,
    APPROVAL_ASKED,
    FIX_ORDERED,
    APPROVED,
    WRITTEN,
    /** The plan no longer fits, or writing was stopped before it began. */
    PLAN_VOIDED,
    /** The fix cannot be written; a ticket was opened. */
    WRITE_REFUSED,
    VERIFIED,
    /** Some operations of a fix or of an undo were written and others could not be; a ticket was opened. */
    LEFT_IN_PART,
    /** The live state did not come to pass; a ticket was opened. */
    NOT_VERIFIED,
    /** A person put the state before back. */
    UNDONE
}
