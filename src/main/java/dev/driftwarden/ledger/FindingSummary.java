package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a finding.
 *
 * @param displayName what people call a directory object; null when there is none
 */
public record FindingSummary(
        String id,
        String rule,
        String title,
        String service,
        ResourceId resource,
        @Nullable String displayName,
        Severity severity,
        FindingState state,
        String actor,
        Instant openedAt) {
    /** Stands for the actor of what no event told of. */
    public static final String SWEEP = "sweep";

    /** Under which subscription it is listed: {@code tenant} when the resource belongs to none. */
    public String subscription() {
        return resource.subscriptionId().orElse("tenant");
    }

    /** What people know the resource by. */
    public String resourceName() {
        return displayName == null ? resource.name() : displayName;
    }

    public static FindingSummary of(Finding finding) {
        String actor = finding.cause() == null ? SWEEP : finding.cause().actor().name();
        return new FindingSummary(
                finding.id().value(),
                finding.rule(),
                finding.title(),
                finding.service(),
                finding.resource(),
                finding.displayName(),
                finding.severity(),
                finding.state(),
                actor,
                finding.openedAt());
    }
}
