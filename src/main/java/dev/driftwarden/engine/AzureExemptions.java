package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.ExemptionSources.AzurePolicy;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Azure Policy exempts a resource from, read only for rules that the policy file connects with an assignment. An exemption without
 * end, owner or reason counts for nothing.
 */
final class AzureExemptions {
    private static final String API = "2022-07-01-preview";

    private AzureExemptions() {}

    /**
     * What was read.
     *
     * @param guards a reason to be careful when it could not be read
     */
    record Seen(List<Exemption> exemptions, List<GuardResult> guards) {
        static final Seen NOTHING = new Seen(List.of(), List.of());
    }

    static Seen of(Judgement judgement, AzurePolicy policy, World world) {
        if (!policy.covers(judgement.rule().id()) || judgement.resource().isGraph()) {
            return Seen.NOTHING;
        }
        ResourceId list = judgement.resource().resolve("providers/Microsoft.Authorization/policyExemptions");
        return world.list(list, API, "")
                .match(
                        members -> new Seen(
                                members.stream()
                                        .flatMap(member -> exemptions(member, policy))
                                        .toList(),
                                List.of()),
                        why -> new Seen(
                                List.of(),
                                List.of(new GuardResult(
                                        Mode.APPROVE,
                                        "Whether Azure Policy exempts it could not be read: " + why.message()))));
    }

    private static Stream<Exemption> exemptions(JsonNode member, AzurePolicy policy) {
        String assignment = member.at("/properties/policyAssignmentId").asText("");
        String name = assignment.substring(assignment.lastIndexOf('/') + 1);
        return policy.lines().stream()
                .filter(line -> line.assignment().equalsIgnoreCase(name))
                .flatMap(line -> exemption(member, line).stream());
    }

    private static Optional<Exemption> exemption(JsonNode member, AzurePolicy.Line line) {
        String owner = first(member, "/properties/metadata/requestedBy", "/systemData/createdBy");
        String reason = first(member, "/properties/description", "/properties/displayName");
        Optional<Instant> until = moment(member.at("/properties/expiresOn").asText(""));
        return until.filter(end -> !owner.isEmpty() && !reason.isEmpty())
                .map(end -> new Exemption(
                        Exemption.Source.AZURE,
                        line.rules(),
                        /* scope= */ null,
                        Map.of(),
                        owner,
                        reason,
                        end,
                        /* since= */ null));
    }

    private static String first(JsonNode member, String... paths) {
        return Stream.of(paths)
                .map(path -> member.at(path).asText("").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
