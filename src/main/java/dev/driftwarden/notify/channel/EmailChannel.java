package dev.driftwarden.notify.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.OutboundMail;
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

/** E-mail through Azure Communication Services (REST 2023-03-31), with a token of the bot's identity or the resource's access key. */
final class EmailChannel {
    /** What a token must be good for. */
    static final String SCOPE = "https://communication.azure.com/.default";

    private static final String PATH = "/emails:send?api-version=2023-03-31";

    private EmailChannel() {}

    /** The call, still without a sign of who makes it. A repeated mail has the same operation id, so that it is sent once. */
    static OutboundCall call(OutboundMail mail, Email settings) {
        UUID operation = UUID.nameUUIDFromBytes(mail.id().getBytes(StandardCharsets.UTF_8));
        return OutboundCall.post(URI.create(settings.endpoint() + PATH), json(mail, settings))
                .with("Operation-Id", operation.toString());
    }

    static OutboundCall withToken(OutboundCall call, Secret token) {
        return call.with("Authorization", "Bearer " + token.reveal());
    }

    static OutboundCall signed(OutboundCall call, Secret key, Instant now) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC));
        String digest = Base64.getEncoder().encodeToString(sha256(String.valueOf(call.body())));
        String signed = "POST\n" + PATH + "\n" + date + ";" + call.address().getAuthority() + ";" + digest;
        String signature = Base64.getEncoder().encodeToString(Signature.hmac(bytes(key), signed));
        return call.with("x-ms-date", date)
                .with("x-ms-content-sha256", digest)
                .with(
                        "Authorization",
                        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + signature);
    }

    private static byte[] bytes(Secret key) {
        try {
            return Base64.getDecoder().decode(key.reveal().strip());
        } catch (IllegalArgumentException e) {
            throw new OutboundException(Kind.REFUSED, "The key for mail is no access key; correct its setting.");
        }
    }

    private static String json(OutboundMail mail, Email settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("senderAddress", settings.from());
        json.putObject("content")
                .put("subject", mail.subject())
                .put("plainText", mail.text())
                .put("html", mail.html());
        ArrayNode to = json.putObject("recipients").putArray("to");
        settings.to().forEach(address -> to.addObject().put("address", address));
        return json.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
