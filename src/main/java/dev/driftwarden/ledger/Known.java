package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored about one resource, as one read found it.
 *
 * @param findings all that can be read, open and closed
 * @param holds those that are kept back, or were; a hold may be there before its finding is
 */
public record Known(Map<FindingId, Held<Finding>> findings, Map<FindingId, Hold> holds) {
    static final Known NOTHING = new Known(Map.of(), Map.of());

    public Known {
        findings = Map.copyOf(findings);
        holds = Map.copyOf(holds);
    }

    /** What is stored about one finding of it. */
    public static Known of(Optional<Held<Finding>> finding, Optional<Hold> hold) {
        return new Known(
                finding.map(held -> Map.of(held.value().id(), held)).orElse(Map.of()),
                hold.map(one -> Map.of(one.findingId(), one)).orElse(Map.of()));
    }

    public Optional<Held<Finding>> finding(FindingId id) {
        return Optional.ofNullable(findings.get(id));
    }

    public Optional<Hold> hold(FindingId id) {
        return Optional.ofNullable(holds.get(id));
    }
}
