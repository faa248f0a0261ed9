package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import java.time.Instant;

/** What a list shows of a finding. */
public record FindingSummary(
        String id,
        String rule,
        String title,
        String service,
        ResourceId resource,
        Severity severity,
        FindingState state,
        String actor,
        Instant openedAt) {
    /** Under which subscription it is listed: {@code tenant} when the resource belongs to none. */
    public String subscription() {
        return resource.subscriptionId().orElse("tenant");
    }

    static FindingSummary of(Finding finding) {
        String actor =
                finding.cause() == null ? "sweep" : finding.cause().actor().name();
        return new FindingSummary(
                finding.id().value(),
                finding.rule(),
                finding.title(),
                finding.service(),
                finding.resource(),
                finding.severity(),
                finding.state(),
                actor,
                finding.openedAt());
    }
}
