package dev.driftwarden.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.policy.Exemption.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a tag {@code driftwarden-exempt} says: {@code <rule>[, <rule>…]; until=<date>; owner=…; reason=…}. The owner may also stand in
 * the resource's tag {@code owner}. A date is meant to its end in UTC. Tags come from outside: whoever may tag the resource wrote
 * them.
 *
 * @param tag the tag's name as on the resource
 * @param value as on the resource, at most 256 characters in Azure
 * @param exemptions one for each rule named; empty when the tag is malformed
 * @param problem what is wrong with it; null when nothing is
 */
public record TagExemption(
        String tag,
        String value,
        List<Exemption> exemptions,
        @Nullable String problem) {
    private static final String NAME = "driftwarden-exempt";
    private static final Set<String> KEYS = Set.of("until", "owner", "reason");

    public TagExemption {
        exemptions = List.copyOf(exemptions);
    }

    /**
     * What all such tags of a resource say. A resource may have several: {@code driftwarden-exempt-2} and so on.
     *
     * @param known whether there is a rule of an id
     */
    public static List<TagExemption> of(@Nullable JsonNode resource, Predicate<String> known) {
        List<TagExemption> found = new ArrayList<>();
        if (resource == null) {
            return found;
        }
        String owner = owner(resource);
        resource.path("tags").properties().forEach(tag -> {
            String name = tag.getKey().toLowerCase(Locale.ROOT);
            if (name.equals(NAME) || name.startsWith(NAME + "-")) {
                found.add(read(tag.getKey(), tag.getValue().asText(), owner, known));
            }
        });
        return found;
    }

    private static String owner(JsonNode resource) {
        for (Map.Entry<String, JsonNode> tag : resource.path("tags").properties()) {
            if (tag.getKey().equalsIgnoreCase("owner")) {
                return tag.getValue().asText().strip();
            }
        }
        return "";
    }

    private static TagExemption read(String tag, String value, String owner, Predicate<String> known) {
        String[] parts = value.split(";", -1);
        Map<String, String> said = new HashMap<>();
        List<String> mistakes = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            said(parts[i], said, mistakes);
        }
        said.putIfAbsent("owner", owner);
        List<String> rules = rules(parts[0], known, mistakes);
        Instant until = until(said.getOrDefault("until", ""), mistakes);
        Set.of("owner", "reason").stream()
                .sorted()
                .filter(key -> said.getOrDefault(key, "").isEmpty())
                .forEach(key -> mistakes.add("it has no " + key));
        if (!mistakes.isEmpty()) {
            return new TagExemption(tag, value, List.of(), String.join("; ", mistakes));
        }
        return new TagExemption(
                tag,
                value,
                rules.stream().map(rule -> exemption(rule, said, until)).toList(),
                null);
    }

    private static Exemption exemption(String rule, Map<String, String> said, Instant until) {
        return new Exemption(
                Source.TAG,
                RulePattern.of(rule),
                /* scope= */ null,
                Map.of(),
                said.getOrDefault("owner", ""),
                said.getOrDefault("reason", ""),
                until,
                /* since= */ null);
    }

    private static void said(String part, Map<String, String> said, List<String> mistakes) {
        int mark = part.indexOf('=');
        String key = (mark < 0 ? part : part.substring(0, mark)).strip().toLowerCase(Locale.ROOT);
        if (key.isEmpty() && mark < 0) {
            return;
        }
        if (mark < 0 || !KEYS.contains(key)) {
            mistakes.add("'" + key + "' is not one of until=, owner=, reason=");
        } else if (said.putIfAbsent(key, part.substring(mark + 1).strip()) != null) {
            mistakes.add("it says " + key + " twice");
        }
    }

    private static List<String> rules(String text, Predicate<String> known, List<String> mistakes) {
        List<String> rules = new ArrayList<>();
        for (String rule : text.split(",", -1)) {
            rules.add(rule.strip());
            if (!known.test(rule.strip())) {
                mistakes.add("no rule is called '" + rule.strip() + "'");
            }
        }
        return rules;
    }

    private static Instant until(String text, List<String> mistakes) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeException e) {
            mistakes.add(text.isEmpty() ? "it has no until" : "until is no date such as 2027-01-31");
            return Instant.EPOCH;
        }
    }
}
