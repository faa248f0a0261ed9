package dev.driftwarden.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a plan may be applied.
 *
 * @param planId also its own id: a plan is asked about once
 * @param planHash what was shown; an answer counts only for it
 * @param needed how many different people must approve
 * @param actorObjectId who made the change and so may not approve; null when unknown
 * @param otherActors object ids of those who changed it since; they may not approve either
 */
public record Approval(
        String planId,
        String planHash,
        FindingId findingId,
        String title,
        Severity severity,
        State state,
        int needed,
        List<Vote> votes,
        @Nullable String actorObjectId,
        Set<String> otherActors,
        Instant askedAt,
        Instant expiresAt) {
    public Approval {
        votes = List.copyOf(votes);
        otherActors = otherActors == null ? Set.of() : Set.copyOf(otherActors);
    }

    /** Where the question is. */
    public enum State {
        PENDING,
        APPROVED,
        REJECTED,
        EXPIRED,
        /** What was shown no longer fits. */
        VOID;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One person's answer. */
    public record Vote(String objectId, String name, boolean approve, String reason, Instant at) {}

    public Approval withState(State next) {
        return new Approval(
                planId,
                planHash,
                findingId,
                title,
                severity,
                next,
                needed,
                votes,
                actorObjectId,
                otherActors,
                askedAt,
                expiresAt);
    }

    /** The same question, which these people may not answer either. */
    public Approval withActors(Set<String> more) {
        Set<String> all = new java.util.TreeSet<>(otherActors);
        all.addAll(more);
        return new Approval(
                planId,
                planHash,
                findingId,
                title,
                severity,
                state,
                needed,
                votes,
                actorObjectId,
                all,
                askedAt,
                expiresAt);
    }

    public Approval withVote(Vote vote, State next) {
        List<Vote> all = new java.util.ArrayList<>(votes);
        all.add(vote);
        return new Approval(
                planId,
                planHash,
                findingId,
                title,
                severity,
                next,
                needed,
                all,
                actorObjectId,
                otherActors,
                askedAt,
                expiresAt);
    }

    public long approvals() {
        return votes.stream()
                .filter(Vote::approve)
                .map(Vote::objectId)
                .distinct()
                .count();
    }

    /** Whether this person made what the plan undoes. */
    public boolean undoesAChangeOf(String objectId) {
        return objectId.equals(actorObjectId) || otherActors().contains(objectId);
    }
}
