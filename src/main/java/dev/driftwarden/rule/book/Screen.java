package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Screening;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges one body by the rules that need nothing else. Used by one thread. */
final class Screen implements World {
    private static final Unreadable NOT_HERE =
            new Unreadable(Unreadable.Kind.UNKNOWN, "NotOnPage", "it needs a read of its own", /* retryAfter= */ null);

    private final ResourceId subject;
    private final JsonNode body;
    private final Instant now;
    private boolean asked;

    Screen(ResourceId subject, JsonNode body, Instant now) {
        this.subject = subject;
        this.body = body;
        this.now = now;
    }

    Screening by(List<RuleEntry> rules) {
        Set<String> presumed = new HashSet<>();
        for (RuleEntry rule : rules) {
            if (!clears(rule, presumed)) {
                return Screening.UNDECIDED;
            }
        }
        return new Screening(/* clear= */ true, presumed);
    }

    private boolean clears(RuleEntry entry, Set<String> presumed) {
        try {
            CompiledRule rule = entry.compiled();
            LookReads reads = new LookReads(this);
            Scope scope = new Scope(rule, subject, new Read.Found(body), entry.params(Map.of()), reads, now);
            Verdict verdict = new Judge(entry.info(), rule, scope, body).verdict();
            rule.decidingPaths().stream().filter(this::lacks).forEach(presumed::add);
            return !asked && (verdict == Verdict.PASS || verdict == Verdict.SKIP);
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever is wrong, a look finds it again and says it.
            return false;
        }
    }

    private boolean lacks(String path) {
        JsonNode node = body;
        for (String step : path.split("\\.")) {
            node = step.isEmpty() ? node : node.path(step);
        }
        return node.isMissingNode() || node.isNull();
    }

    @Override
    public Read get(ResourceId id, String apiVersion) {
        asked = true;
        return new Read.Failed(NOT_HERE);
    }

    @Override
    public Listing list(ResourceId collection, String apiVersion, String query) {
        asked = true;
        return new Listing.Failed(NOT_HERE);
    }

    @Override
    public Read baseline(ResourceId id) {
        asked = true;
        return new Read.Failed(NOT_HERE);
    }
}
