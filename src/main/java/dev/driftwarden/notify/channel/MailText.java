package dev.driftwarden.notify.channel;

import dev.driftwarden.notify.Message;
import dev.driftwarden.notify.Message.Fact;
import dev.driftwarden.outbound.OutboundMail;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mail says, whoever carries it: the same as plain text and as HTML without pictures, scripts or anything to load. */
public final class MailText {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_FACT = 1_000;
    private static final int LONGEST_LINE = 500;
    private static final String LINK = "Open in Driftwarden (opening changes nothing)";

    private MailText() {}

    /**
     * What the page in the mail shows; every text is fit to be seen, and still to be escaped.
     *
     * @param link null when the bot does not know its own address
     */
    public record View(
            String heading,
            String title,
            String text,
            List<Fact> facts,
            List<String> changes,
            List<String> lines,
            @Nullable String link) {
        public View {
            facts = List.copyOf(facts);
            changes = List.copyOf(changes);
            lines = List.copyOf(lines);
        }
    }

    static OutboundMail of(Message message) {
        View view = new View(
                Words.heading(message),
                Words.shown(message.title(), LONGEST_TEXT),
                Words.shown(message.text(), LONGEST_TEXT),
                message.facts().stream()
                        .map(fact -> new Fact(fact.name(), Words.line(fact.value(), LONGEST_FACT)))
                        .toList(),
                lines(message.changes()),
                lines(Words.lines(message)),
                message.link());
        String subject = Words.line("[Driftwarden] " + view.heading() + ": " + message.title(), LONGEST_SUBJECT);
        return new OutboundMail(message.id(), subject, plain(view), html(view));
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(text -> Words.line(text, LONGEST_LINE)).toList();
    }

    private static String plain(View view) {
        StringBuilder text = new StringBuilder(view.title()).append("\n\n");
        text.append(view.text()).append('\n');
        view.facts()
                .forEach(fact ->
                        text.append('\n').append(fact.name()).append(": ").append(fact.value()));
        if (!view.changes().isEmpty()) {
            text.append("\n\nWhat the fix changes:");
        }
        view.changes().forEach(change -> text.append("\n  ").append(change));
        view.lines().forEach(line -> text.append("\n- ").append(line));
        if (view.link() != null) {
            text.append("\n\n").append(LINK).append(": ").append(view.link());
        }
        return text.append('\n').toString();
    }

    private static String html(View view) {
        StringOutput page = new StringOutput();
        TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.driftwarden.console.templates")
                .render("mail.jte", view, page);
        return page.toString();
    }
}
