package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.ledger.SeenExemption;
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
import org.jspecify.annotations.Nullable;

/**
 * What Azure Policy exempts a resource from, read only for rules that the policy file connects with an assignment. An exemption without
 * end, owner or reason, for a selection of resources or for some policies of an initiative, counts for nothing. Only this class knows how Azure writes them.
 */
final class AzureExemptions {
    private static final String API = "2022-07-01-preview";

    private AzureExemptions() {}

    /**
     * What was read.
     *
     * @param shown all that the policy file names, those too that exempt nothing
     * @param guards a reason to be careful when it could not be read
     */
    record Seen(List<Exemption> exemptions, List<SeenExemption> shown, List<GuardResult> guards) {
        static final Seen NOTHING = new Seen(List.of(), List.of(), List.of());
    }

    static Seen of(Judgement judgement, AzurePolicy policy, World world, Instant now) {
        if (!policy.covers(judgement.rule().id()) || judgement.resource().isGraph()) {
            return Seen.NOTHING;
        }
        ResourceId list = judgement.resource().resolve("providers/Microsoft.Authorization/policyExemptions");
        return world.list(list, API, "")
                .match(
                        members -> seen(members, policy, now),
                        why -> new Seen(
                                List.of(),
                                List.of(),
                                List.of(new GuardResult(
                                        Mode.APPROVE,
                                        "Whether Azure Policy exempts it could not be read: " + why.message()))));
    }

    private static Seen seen(List<JsonNode> bodies, AzurePolicy policy, Instant now) {
        List<Member> members = bodies.stream()
                .flatMap(body -> Member.of(body, policy).stream())
                .toList();
        return new Seen(
                members.stream().flatMap(Member::exemptions).toList(),
                members.stream().map(member -> member.seen(now)).toList(),
                List.of());
    }

    /** One exemption, and for each line of the policy file that names its assignment what that makes of it. */
    private record Member(JsonNode body, List<AzurePolicy.Line> lines) {
        static Optional<Member> of(JsonNode body, AzurePolicy policy) {
            String assignment = body.at("/properties/policyAssignmentId").asText("");
            String name = assignment.substring(assignment.lastIndexOf('/') + 1);
            List<AzurePolicy.Line> lines = policy.lines().stream()
                    .filter(line -> line.assignment().equalsIgnoreCase(name))
                    .toList();
            return lines.isEmpty() ? Optional.empty() : Optional.of(new Member(body, lines));
        }

        String owner() {
            return first(body, "/properties/metadata/requestedBy", "/systemData/createdBy");
        }

        String reason() {
            return first(body, "/properties/description", "/properties/displayName");
        }

        Optional<Instant> until() {
            return moment(body.at("/properties/expiresOn").asText(""));
        }

        /** Why it exempts nothing; null when it does. */
        @Nullable
        String problem() {
            if (until().isEmpty()) {
                return "it has no end (expiresOn)";
            }
            if (owner().isEmpty() || reason().isEmpty()) {
                return owner().isEmpty() ? "it has no owner" : "it has no reason (description)";
            }
            if (!body.at("/properties/policyDefinitionReferenceIds").isEmpty()) {
                return "it holds for some policies of an initiative, and nobody knows which rules are about those";
            }
            return body.at("/properties/resourceSelectors").isEmpty()
                    ? null
                    : "it holds for a selection of resources, which is not read";
        }

        Stream<Exemption> exemptions() {
            return problem() != null
                    ? Stream.empty()
                    : lines.stream()
                            .map(line -> new Exemption(
                                    Exemption.Source.AZURE,
                                    line.rules(),
                                    /* scope= */ null,
                                    Map.of(),
                                    owner(),
                                    reason(),
                                    until().orElseThrow(),
                                    /* since= */ null));
        }

        SeenExemption seen(Instant now) {
            return new SeenExemption(
                    body.path("id").asText(""),
                    lines.stream().map(line -> line.rules().text()).toList(),
                    owner().isEmpty() ? null : owner(),
                    reason().isEmpty() ? null : reason(),
                    until().orElse(null),
                    problem(),
                    now);
        }
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
