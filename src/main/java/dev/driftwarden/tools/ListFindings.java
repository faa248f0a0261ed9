package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.store.Page;
import java.util.HashSet;
import java.util.Set;

/** Findings by state, severity, service, subscription, rule or text; the newest first, a page at a time. */
final class ListFindings implements Tool {
    private static final int MOST = 50;

    private final Desk desk;

    ListFindings(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return Toolbox.LIST_FINDINGS;
    }

    @Override
    public Set<String> arguments() {
        Set<String> names = new HashSet<>(FindingFilter.PARAMETERS);
        names.addAll(Set.of("cursor", "limit"));
        return names;
    }

    @Override
    public JsonNode answer(Parameters arguments) {
        FindingFilter filter = FindingFilter.read(arguments);
        int limit = arguments.number("limit", 1, MOST, 20);
        String cursor = arguments.text("cursor");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (arguments.problems().isEmpty()) {
            fill(answer, page(filter, cursor, limit));
        }
        return answer;
    }

    private Page<FindingSummary> page(FindingFilter filter, String cursor, int limit) {
        try {
            return desk.book().search(filter.amongOpen(), filter::matches, cursor.isEmpty() ? null : cursor, limit);
        } catch (IllegalArgumentException badCursor) {
            throw new NothingFoundException("Argument 'cursor' must be the 'next' of the answer before.");
        }
    }

    private void fill(ObjectNode answer, Page<FindingSummary> page) {
        ArrayNode findings = answer.putArray("findings");
        page.items().forEach(one -> findings.add(desk.codec().tree(one)));
        answer.put("next", page.cursor());
    }
}
