package dev.driftwarden.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What spans and figures may say. Values are ids and words of the bot's own; any other text, such as a name that a stranger chose,
 * is left out, whatever it holds.
 */
public enum Attribute {
    /** {@code x-ms-correlation-request-id} of the change: the same in Azure's activity log. */
    CORRELATION("driftwarden.correlation_id", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    FINDING("driftwarden.finding"),
    PLAN("driftwarden.plan"),
    RULE("driftwarden.rule"),
    MODE("driftwarden.mode"),
    VERDICT("driftwarden.verdict"),
    REASON("driftwarden.reason"),
    OUTCOME("driftwarden.outcome"),
    SOURCE("driftwarden.source"),
    RESOURCE_TYPE("driftwarden.resource_type"),
    API("driftwarden.api"),
    QUEUE("messaging.destination.name"),
    ERROR("error.type");

    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._/-]{0,127}";

    private final String title;
    private final Pattern allowed;

    Attribute(String name) {
        this(name, WORD);
    }

    Attribute(String name, String allowed) {
        this.title = name;
        this.allowed = Pattern.compile(allowed);
    }

    AttributeKey<String> key() {
        return AttributeKey.stringKey(title);
    }

    /** The name under which it is exported. */
    public String title() {
        return title;
    }

    /** The value if it may be said. */
    Optional<String> allowed(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> allowed.matcher(text).matches());
    }
}
