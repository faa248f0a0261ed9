package dev.driftwarden.notify.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.notify.Message;

/** JSON for programs: all texts as they are. */
final class WebhookChannel {
    private WebhookChannel() {}

    static String json(Message message) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", "notice")
                .put("id", message.id())
                .put("kind", message.kind())
                .put("at", message.at().toString())
                .put(
                        "severity",
                        message.severity() == null ? null : message.severity().toString())
                .put("title", message.title())
                .put("text", message.text())
                .put("link", message.link());
        ObjectNode facts = json.putObject("facts");
        message.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
        ArrayNode changes = json.putArray("changes");
        message.changes().forEach(changes::add);
        ArrayNode lines = json.putArray("lines");
        message.lines().forEach(lines::add);
        return json.toString();
    }
}
