package dev.driftwarden.outbound;

import dev.driftwarden.outbound.OutboundException.Kind;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Says what it means that a mail server did not take a mail. */
final class SmtpFailures {
    private static final int SHOWN = 300;
    private static final int DEEPEST = 12;
    private static final int NOT_ALLOWED = 530;
    private static final int WRONG_LOGIN = 535;

    private SmtpFailures() {}

    static OutboundException of(String host, Exception failure) {
        if (failure instanceof MessagingException mail) {
            return ofMail(host, mail);
        }
        return failure instanceof SSLException ? untrusted(host) : unreachable(host, failure);
    }

    private static OutboundException ofMail(String host, MessagingException failure) {
        if (failure instanceof AuthenticationFailedException) {
            return new OutboundException(Kind.REFUSED, host + " does not take the user name and password.");
        }
        int sent = sent(failure);
        if (sent > 0) {
            return new OutboundException(
                    Kind.INVALID,
                    host + " took the mail for " + sent + " of the addresses only" + excerpt(failure) + ".");
        }
        Exception inner = failure;
        for (int depth = 0; inner instanceof MessagingException one && depth < DEEPEST; depth++) {
            int code = code(one);
            if (code > 0) {
                return answered(host, code, one);
            }
            inner = one.getNextException();
        }
        if (inner instanceof SSLException) {
            return untrusted(host);
        }
        if (inner instanceof IOException) {
            return unreachable(host, inner);
        }
        boolean plain = String.valueOf(failure.getMessage()).startsWith("STARTTLS is required");
        return plain
                ? new OutboundException(Kind.REFUSED, host + " offers no STARTTLS, so nothing was sent.")
                : new OutboundException(Kind.BUSY, host + " did not take the mail" + excerpt(failure) + ".");
    }

    private static int sent(MessagingException failure) {
        return failure instanceof SendFailedException partly && partly.getValidSentAddresses() != null
                ? partly.getValidSentAddresses().length
                : 0;
    }

    private static int code(MessagingException failure) {
        if (failure instanceof SMTPAddressFailedException one) {
            return one.getReturnCode();
        }
        if (failure instanceof SMTPSenderFailedException one) {
            return one.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException one ? one.getReturnCode() : -1;
    }

    /** 4yz: not now. 5yz: never, so that asking again does not help. RFC 5321, 4.2.1. */
    private static OutboundException answered(String host, int code, MessagingException failure) {
        Kind kind = code == NOT_ALLOWED || code == WRONG_LOGIN ? Kind.REFUSED : code >= 500 ? Kind.INVALID : Kind.BUSY;
        return new OutboundException(kind, host + " answered " + code + excerpt(failure) + ".");
    }

    private static OutboundException untrusted(String host) {
        return new OutboundException(
                Kind.REFUSED,
                "No safe connection to " + host + ": its certificate or its TLS is not good for that name.");
    }

    private static OutboundException unreachable(String host, Exception failure) {
        return new OutboundException(
                Kind.BUSY, host + " cannot be reached: " + failure.getClass().getSimpleName() + ".");
    }

    private static String excerpt(MessagingException failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceAll("[\\p{C}\\s]+", " ")
                .strip();
        return text.isEmpty() ? "" : ": " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
