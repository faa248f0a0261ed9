package dev.driftwarden.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.yaml.YamlNode.Mapping;
import dev.driftwarden.yaml.YamlNode.Scalar;
import dev.driftwarden.yaml.YamlNode.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value read by name. Each reader gives empty when the field is absent, and also when it has another type or is out of
 * range, which it reports.
 */
public final class Field {
    private final String name;
    private final Place place;
    private final @Nullable YamlNode node;
    private final Issues issues;

    private Field(String name, Place place, @Nullable YamlNode node, Issues issues) {
        this.name = name;
        this.place = place;
        this.node = node;
        this.issues = issues;
    }

    static Field absent(String name, Place owner, Issues issues) {
        return new Field(name, owner, null, issues);
    }

    static Field of(String name, Place key, YamlNode node, Issues issues) {
        boolean nothing = node instanceof Scalar scalar && scalar.type() == Scalar.Type.NOTHING;
        return nothing ? new Field(name, key, null, issues) : new Field(name, node.place(), node, issues);
    }

    public String name() {
        return name;
    }

    public boolean present() {
        return node != null;
    }

    /** Where the value stands; of an absent one, where it should. */
    public Place place() {
        return place;
    }

    public Optional<YamlNode> node() {
        return Optional.ofNullable(node);
    }

    public Optional<String> text() {
        return textNode().map(Scalar::text);
    }

    /** A text together with its place, for texts that have a grammar of their own. */
    public Optional<Scalar> textNode() {
        return scalar(Scalar.Type.TEXT).filter(scalar -> {
            if (scalar.text().isBlank()) {
                report("'" + name + "' must not be empty");
            }
            return !scalar.text().isBlank();
        });
    }

    /** {@code true} or {@code false}, unquoted. */
    public Optional<Boolean> truth() {
        return scalar(Scalar.Type.BOOLEAN).map(scalar -> Boolean.valueOf(scalar.text()));
    }

    public Optional<Integer> integer(int least, int most) {
        return scalar(Scalar.Type.INTEGER).flatMap(scalar -> {
            Optional<Integer> value = parsed(scalar, Integer::valueOf);
            if (value.isEmpty() || value.get() < least || value.get() > most) {
                return refuse("must be a whole number from " + least + " to " + most);
            }
            return value;
        });
    }

    /** An ISO 8601 length of time: {@code PT15M}, {@code P30D}, {@code P1DT12H}. Not negative; months and years are refused. */
    public Optional<Duration> duration() {
        return scalar(Scalar.Type.TEXT).flatMap(scalar -> {
            Optional<Duration> value = parsed(scalar, Duration::parse).filter(d -> !d.isNegative());
            return value.isPresent() ? value : refuse("must be a length of time such as PT15M, PT4H or P30D");
        });
    }

    /** A moment such as {@code 2026-01-31T08:00:00Z}. */
    public Optional<Instant> instant() {
        return scalar(Scalar.Type.TEXT).flatMap(scalar -> {
            Optional<Instant> value = parsed(scalar, Instant::parse);
            return value.isPresent() ? value : refuse("must be a moment such as 2026-01-31T08:00:00Z");
        });
    }

    /** One of the constants, written in lower case. */
    public <E extends Enum<E>> Optional<E> oneOf(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        List<String> names = constants.stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return scalar(Scalar.Type.TEXT).flatMap(scalar -> {
            int index = names.indexOf(scalar.text());
            if (index < 0) {
                return refuse("must be one of " + String.join(", ", names) + ", not '" + scalar.text() + "'"
                        + Names.suggestion(scalar.text(), names));
            }
            return Optional.of(constants.get(index));
        });
    }

    /** The items of a list; empty when absent. */
    public List<Field> items() {
        if (node instanceof Sequence sequence) {
            return sequence.items().stream()
                    .map(item -> new Field(name, item.place(), item, issues))
                    .toList();
        }
        wrongType("a list");
        return List.of();
    }

    /** The items of a list, or the single value itself; empty when absent. */
    public List<Field> oneOrMore() {
        return node == null || node instanceof Sequence ? items() : List.of(this);
    }

    /** The texts of a list; items of another type are reported and left out. */
    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** The values of a mapping whose keys are free, each under its key, in the order of the text; empty when absent. */
    public List<Field> entries() {
        if (node instanceof Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> Field.of(entry.key(), entry.place(), entry.value(), issues))
                    .toList();
        }
        wrongType("a mapping");
        return List.of();
    }

    /** The fields of a mapping whose keys are fixed; without any when absent. */
    public Fields fields() {
        return node == null ? Fields.none(place, issues) : Fields.of(node, issues);
    }

    /** The value as JSON; empty when absent. */
    public Optional<JsonNode> json() {
        return node().map(YamlJson::of);
    }

    /** Adds an issue at this value. */
    public void report(String message) {
        issues.add(place, message);
    }

    private <T> Optional<T> refuse(String message) {
        report("'" + name + "' " + message);
        return Optional.empty();
    }

    private static <T> Optional<T> parsed(Scalar scalar, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(scalar.text()));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<Scalar> scalar(Scalar.Type type) {
        if (node instanceof Scalar scalar && scalar.type() == type) {
            return Optional.of(scalar);
        }
        wrongType(new Scalar(place, type, "", false).kind());
        return Optional.empty();
    }

    private void wrongType(String wanted) {
        if (node != null) {
            report("'" + name + "' must be " + wanted + ", found " + node.kind() + hint(wanted));
        }
    }

    private String hint(String wanted) {
        boolean unquoted = wanted.equals("a text") && node instanceof Scalar;
        return unquoted ? "; put it in quotes" : "";
    }
}
