package dev.driftwarden.notify.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.notify.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An Adaptive Card for a webhook of a Teams workflow. Its only action opens the console: a posted card cannot do more. Text from
 * outside is written into text runs, which know no Markdown.
 */
final class TeamsChannel {
    /** Workflows refuse about 28 kB. */
    private static final int LARGEST = 24_000;

    private TeamsChannel() {}

    /** The body of the post; the texts of a message that is too large are cut shorter, until only what happened is left. */
    static String card(Message message) {
        for (int longest : new int[] {1_500, 400, 120}) {
            String card = card(message, longest);
            if (card.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
                return card;
            }
        }
        return card(bare(message), 120);
    }

    private static Message bare(Message message) {
        return new Message(
                message.id(),
                message.kind(),
                message.at(),
                message.severity(),
                message.title(),
                message.text(),
                List.of(),
                List.of(),
                List.of(),
                message.link(),
                message.question());
    }

    private static String card(Message message, int longest) {
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard").put("version", "1.4");
        card.putObject("msteams").put("width", "Full");
        ArrayNode body = card.putArray("body");
        run(body, Words.heading(message), longest).put("weight", "Bolder").put("color", colour(message));
        run(body, message.title(), longest).put("weight", "Bolder").put("size", "Large");
        run(body, message.text(), longest);
        facts(body, message, longest);
        message.changes().forEach(change -> run(body, change, longest).put("fontType", "Monospace"));
        Words.lines(message).forEach(line -> run(body, line, longest));
        if (message.link() != null) {
            card.putArray("actions")
                    .addObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", message.question() == null ? "Open in Driftwarden" : "Review and decide")
                    .put("url", message.link());
        }
        return envelope(card);
    }

    private static String envelope(ObjectNode card) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "message");
        ObjectNode attachment = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putNull("contentUrl");
        attachment.set("content", card);
        return message.toString();
    }

    private static void facts(ArrayNode body, Message message, int longest) {
        message.facts().forEach(fact -> {
            ObjectNode block = body.addObject().put("type", "RichTextBlock");
            ArrayNode inlines = block.putArray("inlines");
            inlines.add(textRun(fact.name() + ": ", longest).put("weight", "Bolder"));
            inlines.add(textRun(fact.value(), longest));
        });
    }

    private static ObjectNode run(ArrayNode body, String text, int longest) {
        ObjectNode run = textRun(text, longest);
        body.addObject().put("type", "RichTextBlock").putArray("inlines").add(run);
        return run;
    }

    private static ObjectNode textRun(String text, int longest) {
        return JsonNodeFactory.instance.objectNode().put("type", "TextRun").put("text", Words.shown(text, longest));
    }

    private static String colour(Message message) {
        if (message.severity() == null) {
            return "Default";
        }
        return switch (message.severity()) {
            case CRITICAL, HIGH -> "Attention";
            case MEDIUM -> "Warning";
            case LOW -> "Default";
        };
    }
}
