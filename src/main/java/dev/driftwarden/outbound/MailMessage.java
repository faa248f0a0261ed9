package dev.driftwarden.outbound;

import dev.driftwarden.policy.Channel.Smtp;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A mail as it goes over the wire: the same text as plain text and as HTML. */
final class MailMessage extends MimeMessage {
    private static final String CHARSET = StandardCharsets.UTF_8.name();

    private final String messageId;

    private MailMessage(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static MimeMessage of(Session session, Smtp server, OutboundMail mail, Instant now) throws MessagingException {
        UUID id = UUID.nameUUIDFromBytes(mail.id().getBytes(StandardCharsets.UTF_8));
        String domain = server.from().substring(server.from().lastIndexOf('@'));
        MimeMessage message = new MailMessage(session, "<" + id + domain + ">");
        message.setFrom(address(server.from()));
        for (String to : server.to()) {
            message.addRecipient(RecipientType.TO, address(to));
        }
        // A line break would end the header.
        message.setSubject(mail.subject().replaceAll("\\p{Cntrl}", " "), CHARSET);
        message.setSentDate(Date.from(now));
        // Nobody's absence note answers it.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart both = new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html"));
        message.setContent(both);
        message.saveChanges();
        return message;
    }

    private static InternetAddress address(String text) throws MessagingException {
        return new InternetAddress(text, /* strict= */ true);
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, CHARSET, subtype);
        // Lines of any length, and none that a server on the way would have to change.
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** The same for a repeated mail, so that mailboxes can show it once. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
