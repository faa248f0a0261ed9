package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.baseline.PolicyKind;
import dev.driftwarden.change.EntraAuditParser;
import dev.driftwarden.change.ParsedEvent.Understood;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the directory's audit log who changed a kind of policy. */
final class DirectoryRecords {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryRecords.class);
    private static final ResourceId AUDITS = ResourceId.parse("/graph/auditLogs/directoryAudits");

    private final EntraAuditParser parser;

    DirectoryRecords(Clock clock) {
        this.parser = new EntraAuditParser(clock, Set.of());
    }

    /** The changes since then, oldest first; none when the log may not be read: who it was is then not known. */
    List<Understood> since(Instant from, PolicyKind kind, World world) {
        String filter = "activityDateTime ge " + from.truncatedTo(ChronoUnit.SECONDS) + " and " + kind.audits();
        return world.list(AUDITS, "v1.0", "$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .match(
                        members -> {
                            ObjectNode envelope = JsonNodeFactory.instance.objectNode();
                            envelope.putArray("value").addAll(members);
                            return understood(envelope.toString());
                        },
                        why -> {
                            LOG.info("audit log not read code={}", why.code());
                            return List.of();
                        });
    }

    private List<Understood> understood(String envelope) {
        return parser.parse(envelope).stream()
                .filter(Understood.class::isInstance)
                .map(Understood.class::cast)
                .sorted((a, b) -> a.change().occurredAt().compareTo(b.change().occurredAt()))
                .toList();
    }
}
