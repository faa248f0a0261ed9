package dev.driftwarden.engine;

import dev.driftwarden.ledger.AuditTrail;
import java.util.Map;
import java.util.function.Function;

/** What came of a person's request. */
public sealed interface Answer {
    /** Of what is written to the audit trail. */
    int LONGEST_SUBJECT = 100;

    /**
     * It was done, now or before.
     *
     * @param text one sentence that says what is so now
     */
    record Done(String text) implements Answer {}

    /**
     * Nothing was done.
     *
     * @param reason stable, decides the HTTP status
     * @param text why, and what to do
     */
    record Refused(Reason reason, String text) implements Answer {}

    /** Why something was refused. */
    enum Reason {
        NOT_FOUND,
        /** The person may not do this. */
        FORBIDDEN,
        /** What the person saw is no longer what is. */
        STALE,
        /** It makes no sense in this state. */
        CONFLICT,
        /** The request lacks something. */
        INVALID
    }

    /**
     * This answer, written to the trail when it is a refusal.
     *
     * @param subject what the person asked about; may come from outside
     */
    default Answer audited(AuditTrail audit, Person person, String subject) {
        if (this instanceof Refused refused) {
            String known = subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
            audit.append("refused", person.label(), known, Map.of("reason", refused.text()));
        }
        return this;
    }

    /** Calls the one function that fits. */
    default <T> T match(Function<Done, T> done, Function<Refused, T> refused) {
        return this instanceof Done d ? done.apply(d) : refused.apply((Refused) this);
    }
}
