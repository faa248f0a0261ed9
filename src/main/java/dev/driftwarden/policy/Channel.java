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
            return match(teams -> "teams", slack -> "slack", email -> "email", webhook -> "webhook");
        }

        /** Calls the one function that fits. */
        default <T> T match(
                Function<Teams, T> teams,
                Function<Slack, T> slack,
                Function<Email, T> email,
                Function<Webhook, T> webhook) {
            if (this instanceof Teams t) {
                return teams.apply(t);
            }
            if (this instanceof Slack s) {
                return slack.apply(s);
            }
            return this instanceof Email e ? email.apply(e) : webhook.apply((Webhook) this);
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
     * @param key access key of the resource
     */
    public record Email(URI endpoint, SecretName key, String from, List<String> to) implements Target {
        public Email {
            to = List.copyOf(to);
        }
    }

    /** A post of JSON that is signed with a shared key. */
    public record Webhook(URI address, SecretName key) implements Target {}
}
