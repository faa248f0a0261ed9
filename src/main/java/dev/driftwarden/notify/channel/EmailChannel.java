package dev.driftwarden.notify.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.notify.Message;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Signature;
import dev.driftwarden.policy.Channel.Email;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;

/** E-mail through Azure Communication Services (REST 2023-03-31, signed with the resource's access key). Plain text only. */
final class EmailChannel {
    private static final String PATH = "/emails:send?api-version=2023-03-31";
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 4_000;

    private EmailChannel() {}

    /** The signed call. A repeated message has the same operation id, so that it is sent once. */
    static OutboundCall call(Message message, Email settings, Secret key, Instant now) {
        URI address = URI.create(settings.endpoint() + PATH);
        String body = mail(message, settings);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC));
        String digest = Base64.getEncoder().encodeToString(sha256(body));
        String signed = "POST\n" + PATH + "\n" + date + ";" + address.getAuthority() + ";" + digest;
        String signature = Base64.getEncoder()
                .encodeToString(Signature.hmac(Base64.getDecoder().decode(key.reveal()), signed));
        UUID operation = UUID.nameUUIDFromBytes(message.id().getBytes(StandardCharsets.UTF_8));
        return OutboundCall.post(address, body)
                .with("x-ms-date", date)
                .with("x-ms-content-sha256", digest)
                .with("Operation-Id", operation.toString())
                .with(
                        "Authorization",
                        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + signature);
    }

    static String mail(Message message, Email settings) {
        ObjectNode mail = JsonNodeFactory.instance.objectNode().put("senderAddress", settings.from());
        mail.putObject("content")
                .put(
                        "subject",
                        Words.line("[Driftwarden] " + Words.heading(message) + ": " + message.title(), LONGEST_SUBJECT))
                .put("plainText", text(message));
        ArrayNode to = mail.putObject("recipients").putArray("to");
        settings.to().forEach(address -> to.addObject().put("address", address));
        return mail.toString();
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder(Words.shown(message.title(), LONGEST_TEXT)).append("\n\n");
        text.append(Words.shown(message.text(), LONGEST_TEXT)).append('\n');
        message.facts()
                .forEach(fact -> text.append('\n')
                        .append(fact.name())
                        .append(": ")
                        .append(Words.line(fact.value(), LONGEST_TEXT)));
        if (!message.changes().isEmpty()) {
            text.append("\n\nWhat the fix changes:");
        }
        message.changes().forEach(change -> text.append("\n  ").append(Words.line(change, LONGEST_TEXT)));
        Words.lines(message).forEach(line -> text.append("\n- ").append(Words.line(line, LONGEST_TEXT)));
        if (message.link() != null) {
            text.append("\n\nOpen in Driftwarden (opening changes nothing): ").append(message.link());
        }
        return text.append('\n').toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
