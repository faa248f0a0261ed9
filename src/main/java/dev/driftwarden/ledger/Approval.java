package dev.driftwarden.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a plan may be applied.
 *
 * @param planId also its own id: a plan is asked about once
 * @param planHash what was shown; an answer counts only for it
 * @param rule plans of one rule are alike and may be decided about together
 * @param needed how many different people must approve
 * @param actorObjectId who made the change and so may not approve; null when unknown
 * @param otherActors object ids of those who changed it since; they may not approve either
 * @param escalatedAt when further people were told; null until then
 */
public record Approval(
        String planId,
        String planHash,
        FindingId findingId,
        String rule,
        String title,
        Severity severity,
        State state,
        int needed,
        List<Vote> votes,
        @Nullable String actorObjectId,
        Set<String> otherActors,
        Instant askedAt,
        Instant expiresAt,
        @Nullable Instant escalatedAt) {
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
        return copy(next, votes, escalatedAt);
    }

    /** The same question, which these people may not answer either. */
    public Approval withActors(Set<String> more) {
        Set<String> all = new java.util.TreeSet<>(otherActors);
        all.addAll(more);
        return new Approval(
                planId,
                planHash,
                findingId,
                rule,
                title,
                severity,
                state,
                needed,
                votes,
                actorObjectId,
                all,
                askedAt,
                expiresAt,
                escalatedAt);
    }

    public Approval withVote(Vote vote, State next) {
        List<Vote> all = new ArrayList<>(votes);
        all.add(vote);
        return copy(next, all, escalatedAt);
    }

    public Approval escalated(Instant now) {
        return copy(state, votes, now);
    }

    /** The last answer of this kind. */
    public Optional<Vote> last(boolean approve) {
        return votes.stream().filter(vote -> vote.approve() == approve).reduce((earlier, later) -> later);
    }

    private Approval copy(State nextState, List<Vote> nextVotes, @Nullable Instant escalated) {
        return new Approval(
                planId,
                planHash,
                findingId,
                rule,
                title,
                severity,
                nextState,
                needed,
                nextVotes,
                actorObjectId,
                otherActors,
                askedAt,
                expiresAt,
                escalated);
    }

    /** How many people have approved; who is known only now to have made the change does not count. */
    public long approvals() {
        return votes.stream()
                .filter(Vote::approve)
                .map(Vote::objectId)
                .filter(objectId -> !undoesAChangeOf(objectId))
                .distinct()
                .count();
    }

    /** Whether this person made what the plan undoes. */
    public boolean undoesAChangeOf(String objectId) {
        return objectId.equals(actorObjectId) || otherActors().contains(objectId);
    }
}
