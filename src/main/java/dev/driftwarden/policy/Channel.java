package dev.driftwarden.policy;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach people.
 *
 * @param name as routes call it
 * @param quiet null when it may speak at any hour
 */
public record Channel(String name, Target target, @Nullable QuietHours quiet, Flood flood) {

    /** Where it leads. */
    public sealed interface Target {

        /** The type as the policy file calls it. */
        default String type() {
            return match(teams -> "teams", slack -> "slack", email -> "email", smtp -> "smtp", webhook -> "webhook");
        }

        /** Calls the one function that fits. */
        default <T> T match(
                Function<Teams, T> teams,
                Function<Slack, T> slack,
                Function<Email, T> email,
                Function<Smtp, T> smtp,
                Function<Webhook, T> webhook) {
            if (this instanceof Teams t) {
                return teams.apply(t);
            }
            if (this instanceof Slack s) {
                return slack.apply(s);
            }
            if (this instanceof Email e) {
                return email.apply(e);
            }
            return this instanceof Smtp s ? smtp.apply(s) : webhook.apply((Webhook) this);
        }
    }

    /** A webhook of a Teams workflow; its whole address is a secret. */
    public record Teams(SecretName address) implements Target {}

    /**
     * An incoming webhook of Slack; its whole address is a secret.
     *
     * @param buttons whether approvals carry buttons, which needs the setting {@code DRIFTWARDEN_SECRET_SLACK_SIGNING}
     */
    public record Slack(SecretName address, boolean buttons) implements Target {}

    /**
     * E-mail through Azure Communication Services.
     *
     * @param endpoint of the resource, {@code https://contoso.communication.azure.com}
     * @param key access key of the resource; null to sign in as the bot's own identity
     */
    public record Email(URI endpoint, @Nullable SecretName key, String from, List<String> to) implements Target {
        public Email {
            to = List.copyOf(to);
        }
    }

    /**
     * E-mail through a mail server.
     *
     * @param login null when the server takes mail without
     */
    public record Smtp(
            String host,
            int port,
            Protection protection,
            @Nullable Login login,
            String from,
            List<String> to) implements Target {
        public Smtp {
            to = List.copyOf(to);
        }
    }

    /** How the way to a mail server is protected. */
    public enum Protection {
        /** The connection begins in the clear and must become TLS before anything is said. */
        STARTTLS,
        /** TLS from the first byte. */
        IMPLICIT,
        /** Not at all: only to this machine itself. */
        NONE
    }

    /** The account at a mail server. */
    public record Login(String user, SecretName password) {}

    /** A post of JSON that is signed with a shared key. */
    public record Webhook(URI address, SecretName key) implements Target {}
}
