package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.ledger.ConsoleExemption;
import dev.driftwarden.ledger.ExemptionBook;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.policy.ExemptionSources.Limits;
import dev.driftwarden.policy.RulePattern;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and ends exemptions on an administrator's word, as far as the policy allows. */
public final class ExemptionDesk {
    private static final int LONGEST_OWNER = 200;
    private static final int LONGEST_REASON = 2000;

    private final Desk desk;
    private final Relook relook;

    public ExemptionDesk(Desk desk) {
        this.desk = desk;
        this.relook = new Relook(desk);
    }

    /**
     * What somebody wants.
     *
     * @param rules a rule id; {@code *} stands for any characters
     * @param scope an ARM or directory id; everything below it is meant
     * @param owner who answers for it; empty for the person who asks
     * @param until when it ends; null when none was given
     */
    public record Wish(
            String rules,
            String scope,
            String owner,
            String reason,
            @Nullable Instant until) {}

    /** Makes an exemption. The same one asked for again is one. */
    public Answer create(Wish wish, Person person) {
        return tryCreate(wish, person).audited(desk.audit(), person, "exemptions");
    }

    /** Ends an exemption before its time. */
    public Answer end(String id, Person person, String reason) {
        return tryEnd(id, person, reason).audited(desk.audit(), person, id);
    }

    private Answer tryCreate(Wish wish, Person person) {
        Optional<Refused> refused = forbidden(person).or(() -> unusable(wish)).or(() -> notAllowed(wish));
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<ResourceId> scope = scope(wish.scope());
        if (scope.isEmpty()) {
            return invalid("The scope is no resource id: it begins with /subscriptions/ or /graph/.");
        }
        ConsoleExemption made = made(wish, scope.get(), person);
        List<ConsoleExemption> active = desk.exemptions().active();
        if (active.stream().anyMatch(one -> same(one, made))) {
            return new Done("This exemption exists already.");
        }
        if (active.size() >= ExemptionBook.MOST) {
            return new Refused(Reason.CONFLICT, "There are " + ExemptionBook.MOST + " exemptions; end some first.");
        }
        desk.audit().append("exemption-created", person.label(), made.id(), told(made));
        desk.exemptions().add(made);
        relook.at(RulePattern.of(made.rules()), made.scope());
        return new Done("Exempt until " + made.until() + "; findings about it are decided anew.");
    }

    private static Optional<Refused> forbidden(Person person) {
        return person.holds(KillSwitchDesk.ROLE)
                ? Optional.empty()
                : Optional.of(new Refused(
                        Reason.FORBIDDEN,
                        "Only people with the role " + KillSwitchDesk.ROLE + " may make or end exemptions."));
    }

    private Optional<Refused> unusable(Wish wish) {
        RulePattern rules = RulePattern.of(wish.rules());
        if (desk.rules().get().all().stream().noneMatch(rule -> rules.matches(rule.id()))) {
            return Optional.of(invalid("No rule is called '" + wish.rules() + "'."));
        }
        if (wish.reason().isBlank() || wish.reason().length() > LONGEST_REASON) {
            return Optional.of(invalid("An exemption needs a reason of at most 2,000 characters."));
        }
        if (wish.owner().length() > LONGEST_OWNER) {
            return Optional.of(invalid("The owner may have at most " + LONGEST_OWNER + " characters."));
        }
        return wish.until() == null || !wish.until().isAfter(desk.clock().instant())
                ? Optional.of(invalid("An exemption needs an end in the future, such as 2027-01-31T00:00:00Z."))
                : Optional.empty();
    }

    private Optional<Refused> notAllowed(Wish wish) {
        Limits limits = desk.policy().get().exemptionSources().console();
        if (!limits.enabled()) {
            return Optional.of(new Refused(Reason.FORBIDDEN, "The policy allows no exemptions from the console."));
        }
        RulePattern rules = RulePattern.of(wish.rules());
        boolean covered = desk.rules().get().all().stream()
                .filter(rule -> rules.matches(rule.id()))
                .anyMatch(rule -> limits.covers(rule.id()));
        if (!covered) {
            return Optional.of(new Refused(
                    Reason.FORBIDDEN, "The policy allows no exemptions from '" + wish.rules() + "' from the console."));
        }
        Instant furthest = desk.clock().instant().plus(limits.longest());
        return wish.until() != null && wish.until().isAfter(furthest)
                ? Optional.of(invalid("The policy allows exemptions until " + furthest + " at most."))
                : Optional.empty();
    }

    private static Optional<ResourceId> scope(String text) {
        try {
            return Optional.of(ResourceId.parse(text));
        } catch (InvalidResourceIdException e) {
            return Optional.empty();
        }
    }

    private ConsoleExemption made(Wish wish, ResourceId scope, Person person) {
        String id = desk.ids().get().toString().replace("-", "");
        String owner = wish.owner().isBlank() ? person.name() : wish.owner();
        Instant until = wish.until() == null ? desk.clock().instant() : wish.until();
        return new ConsoleExemption(
                id,
                wish.rules(),
                scope,
                owner,
                wish.reason(),
                until,
                person.label(),
                desk.clock().instant(),
                /* ended= */ null);
    }

    private static boolean same(ConsoleExemption one, ConsoleExemption other) {
        return one.rules().equals(other.rules())
                && one.scope().equals(other.scope())
                && one.owner().equals(other.owner())
                && one.reason().equals(other.reason())
                && one.until().equals(other.until())
                && one.by().equals(other.by());
    }

    private static Map<String, String> told(ConsoleExemption one) {
        return Map.of(
                "rules",
                one.rules(),
                "scope",
                one.scope().path(),
                "owner",
                one.owner(),
                "reason",
                one.reason(),
                "until",
                one.until().toString());
    }

    private Answer tryEnd(String id, Person person, String reason) {
        Optional<Refused> forbidden = forbidden(person);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            return invalid("Ending an exemption needs a reason of at most 2,000 characters.");
        }
        Optional<Held<ConsoleExemption>> held =
                id.matches("[0-9a-f]{32}") ? desk.exemptions().find(id) : Optional.empty();
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such exemption, or it has ended.");
        }
        Instant now = desk.clock().instant();
        desk.audit().append("exemption-ended", person.label(), id, Map.of("reason", reason));
        desk.exemptions().end(held.get(), new ConsoleExemption.Ending(person.label(), reason, now));
        ConsoleExemption ended = held.get().value();
        relook.at(RulePattern.of(ended.rules()), ended.scope());
        return new Done("The exemption has ended; findings about it are decided anew.");
    }

    private static Refused invalid(String text) {
        return new Refused(Reason.INVALID, text);
    }
}
