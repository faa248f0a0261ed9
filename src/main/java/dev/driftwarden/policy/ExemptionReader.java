package dev.driftwarden.policy;

import dev.driftwarden.policy.Exemption.Source;
import dev.driftwarden.policy.ExemptionSources.AzurePolicy;
import dev.driftwarden.policy.ExemptionSources.Limits;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads the policy's exemptions, and where else exemptions may come from. */
final class ExemptionReader {
    private final PolicyParts parts;

    ExemptionReader(PolicyParts parts) {
        this.parts = parts;
    }

    Exemption exemption(Field field) {
        Fields entry = field.fields();
        Exemption exemption = new Exemption(
                Source.POLICY,
                parts.rules(entry.required("rules")),
                parts.scope(entry),
                parts.tags(entry.optional("tags")),
                entry.required("owner").text().orElse(""),
                entry.required("reason").text().orElse(""),
                entry.required("until").instant().orElse(Instant.EPOCH),
                /* since= */ null);
        entry.end();
        return exemption;
    }

    ExemptionSources sources(Field field) {
        Fields entry = field.fields();
        ExemptionSources standard = ExemptionSources.DEFAULT;
        Field announce = entry.optional("announce-before");
        ExemptionSources sources = new ExemptionSources(
                limits(entry.optional("tags"), standard.tags()),
                limits(entry.optional("console"), standard.console()),
                new AzurePolicy(entry.optional("azure-policy").items().stream()
                        .map(this::assignment)
                        .toList()),
                announce.present() ? lengths(announce) : standard.announceBefore());
        entry.end();
        return sources;
    }

    private static List<Duration> lengths(Field field) {
        return field.oneOrMore().stream()
                .flatMap(item -> item.duration().stream())
                .toList();
    }

    /** Who writes about a source means to use it, unless the file says that it is not enabled. */
    private Limits limits(Field field, Limits standard) {
        if (!field.present()) {
            return standard;
        }
        Fields entry = field.fields();
        Field rules = entry.optional("rules");
        Limits limits = new Limits(
                entry.optional("enabled").truth().orElse(true),
                rules.present() ? rules.oneOrMore().stream().map(parts::rules).toList() : standard.rules(),
                parts.severities(entry.optional("severity")),
                entry.optional("max-duration").duration().orElse(standard.longest()));
        entry.end();
        return limits;
    }

    private AzurePolicy.Line assignment(Field field) {
        Fields entry = field.fields();
        AzurePolicy.Line line = new AzurePolicy.Line(
                entry.required("assignment").text().orElse(""), parts.rules(entry.required("rules")));
        entry.end();
        return line;
    }
}
