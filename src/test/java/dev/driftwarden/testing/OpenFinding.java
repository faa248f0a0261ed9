package dev.driftwarden.testing;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Findings as they are when they have just been made, for tests that only keep them. */
public final class OpenFinding {
    private OpenFinding() {}

    public static Finding of(ResourceId resource, String rule, Instant at) {
        return new Finding(
                FindingId.of(resource, rule),
                rule,
                "Title",
                "storage",
                resource,
                resource.type(),
                /* displayName= */ null,
                Severity.HIGH,
                FindingState.OPEN,
                /* revision= */ 1,
                /* round= */ 1,
                "message",
                List.of(),
                List.of(),
                /* cause= */ null,
                /* decision= */ null,
                /* planId= */ null,
                at,
                at,
                List.of(at),
                /* closedAt= */ null,
                Map.of());
    }
}
