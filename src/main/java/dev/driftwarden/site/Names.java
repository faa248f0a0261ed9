package dev.driftwarden.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.ledger.Approval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of people and applications that a finding itself tells of, put beside their ids in texts. */
public final class Names {
    private static final Pattern ID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final List<String> IDS = List.of("id", "principalId", "objectId", "appId");
    private static final List<String> NAMES = List.of("displayName", "principalName", "userPrincipalName");

    private final Map<String, String> byId = new TreeMap<>();

    private Names() {}

    /** What the finding, its question and the other findings of its resource tell. */
    public static Names of(FindingFile file) {
        Names names = new Names();
        Stream.concat(Stream.of(file.finding()), file.related().stream())
                .map(Finding::cause)
                .forEach(names::cause);
        file.finding().evidence().forEach(evidence -> names.tree(evidence.value()));
        Approval approval = file.approval();
        if (approval != null) {
            approval.votes().forEach(vote -> names.known(vote.objectId(), vote.name()));
        }
        return names;
    }

    private void cause(@Nullable Cause cause) {
        if (cause != null) {
            Actor actor = cause.actor();
            known(actor.objectId(), actor.name());
        }
    }

    private void tree(JsonNode value) {
        if (value.isObject()) {
            for (String id : IDS) {
                NAMES.forEach(
                        name -> known(value.path(id).asText(), value.path(name).asText()));
            }
        }
        value.forEach(this::tree);
    }

    private void known(@Nullable String id, String name) {
        if (id != null && ID.matcher(id).matches() && !name.isBlank() && !name.equalsIgnoreCase(id)) {
            byId.putIfAbsent(id.toLowerCase(Locale.ROOT), name);
        }
    }

    /** The text with the name behind every id of which it is known. */
    public String in(String text) {
        return byId.isEmpty()
                ? text
                : ID.matcher(text).replaceAll(found -> Matcher.quoteReplacement(named(found.group())));
    }

    private String named(String id) {
        String name = byId.get(id.toLowerCase(Locale.ROOT));
        return name == null ? id : id + " (" + name + ")";
    }
}
