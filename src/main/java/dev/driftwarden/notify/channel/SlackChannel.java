package dev.driftwarden.notify.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.notify.Message;
import dev.driftwarden.notify.Message.Question;
import java.util.stream.Collectors;

/**
 * Blocks for an incoming webhook of Slack. Text from outside goes into plain text, where nothing is a link, a mention or a mark; only
 * the notification's one line is escaped as Slack asks, as it has no plain form.
 */
final class SlackChannel {
    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_SECTION = 2_900;
    private static final int LONGEST_FACT = 600;
    private static final int LONGEST_LINE = 250;

    private SlackChannel() {}

    /**
     * The body of the post.
     *
     * @param buttons whether a question may be answered right there
     */
    static String post(Message message, boolean buttons) {
        ObjectNode post = JsonNodeFactory.instance.objectNode();
        post.put("text", escaped(Words.line(Words.heading(message) + ": " + message.title(), LONGEST_LINE)));
        post.put("unfurl_links", false).put("unfurl_media", false);
        ArrayNode blocks = post.putArray("blocks");
        header(blocks, Words.heading(message));
        section(blocks, message.title());
        section(blocks, message.text());
        section(
                blocks,
                message.facts().stream()
                        .map(fact -> fact.name() + ": " + Words.line(fact.value(), LONGEST_FACT))
                        .collect(Collectors.joining("\n")));
        section(blocks, String.join("\n", message.changes()));
        section(
                blocks,
                Words.lines(message).stream()
                        .map(line -> "• " + Words.line(line, LONGEST_LINE))
                        .collect(Collectors.joining("\n")));
        actions(blocks, message, buttons);
        return post.toString();
    }

    /** Seen only by whoever pressed the button; the message itself stays. */
    static String reply(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("response_type", "ephemeral")
                .put("replace_original", false)
                .put("text", escaped(Words.shown(text, LONGEST_SECTION)))
                .toString();
    }

    private static void header(ArrayNode blocks, String text) {
        ObjectNode header = blocks.addObject().put("type", "header");
        header.set("text", plain(Words.line(text, LONGEST_HEADER)));
    }

    private static void section(ArrayNode blocks, String text) {
        if (!text.isBlank()) {
            ObjectNode section = blocks.addObject().put("type", "section");
            section.set("text", plain(Words.shown(text, LONGEST_SECTION)));
        }
    }

    private static ObjectNode plain(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "plain_text")
                .put("text", text)
                .put("emoji", false);
    }

    private static void actions(ArrayNode blocks, Message message, boolean buttons) {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        Question question = message.question();
        if (buttons && question != null) {
            String value = question.planId() + " " + question.planHash();
            elements.add(button("approve", "Approve the fix", value).put("style", "primary"));
            elements.add(button("reject", "Reject", value).put("style", "danger"));
        }
        if (message.link() != null) {
            elements.add(button("open", "Open in Driftwarden", "").put("url", message.link()));
        }
        if (!elements.isEmpty()) {
            blocks.addObject()
                    .put("type", "actions")
                    .put("block_id", "driftwarden")
                    .set("elements", elements);
        }
    }

    private static ObjectNode button(String action, String label, String value) {
        ObjectNode button =
                JsonNodeFactory.instance.objectNode().put("type", "button").put("action_id", action);
        button.set("text", plain(label));
        return value.isEmpty() ? button : button.put("value", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
