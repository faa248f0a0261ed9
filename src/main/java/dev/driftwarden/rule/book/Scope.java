package dev.driftwarden.rule.book;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.cel.Compiled;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.cel.Json;
import dev.driftwarden.rule.cel.Variables;
import dev.driftwarden.rule.load.Expression;
import dev.driftwarden.rule.load.ReadSpec;
import dev.driftwarden.world.Read;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the expressions of one rule see while it judges one resource. Values are computed when they are asked for, once. */
final class Scope implements Variables {
    private final CompiledRule rule;
    private final ResourceId subject;
    private final Read resource;
    private final Object params;
    private final LookReads reads;
    private final Instant now;
    private final Map<String, Object> known = new HashMap<>(4);
    private final List<String> notes = new ArrayList<>(0);
    private @Nullable Object resourceView;

    Scope(CompiledRule rule, ResourceId subject, Read resource, Object params, LookReads reads, Instant now) {
        this.rule = rule;
        this.subject = subject;
        this.resource = resource;
        this.params = params;
        this.reads = reads;
        this.now = now;
    }

    CompiledRule rule() {
        return rule;
    }

    ResourceId subject() {
        return subject;
    }

    LookReads reads() {
        return reads;
    }

    Instant now() {
        return now;
    }

    /** Remarks that came up while values were computed. */
    List<String> notes() {
        return notes;
    }

    void note(String remark) {
        if (!notes.contains(remark)) {
            notes.add(remark);
        }
    }

    Object evaluate(Expression expression) {
        return rule.get(expression).evaluate(this);
    }

    List<?> list(Expression expression) {
        Object value = evaluate(expression);
        if (value instanceof List<?> list) {
            return list;
        }
        throw new EvaluationException("'for-each' needs a list, found " + Json.text(value), false);
    }

    boolean holds(Expression expression) {
        return rule.get(expression).holds(this);
    }

    /** Runs something with one more variable, which ends with it. */
    <T> T with(String name, Object value, java.util.function.Supplier<T> action) {
        known.put(name, value);
        try {
            return action.get();
        } finally {
            known.remove(name);
        }
    }

    @Override
    public @Nullable Object value(String name) {
        return switch (name) {
            case "resource" -> resource();
            case "params" -> params;
            case "id" -> subject.path();
            case "now" -> now;
            default -> related(name);
        };
    }

    private Object resource() {
        Object view = resourceView;
        if (view == null) {
            view = resource.match(body -> Json.view(body, ""), () -> Json.view(null, ""), why -> {
                throw new EvaluationException("the resource could not be read: " + why.message(), why.worthRetrying());
            });
            resourceView = view;
        }
        return view;
    }

    private @Nullable Object related(String name) {
        Object value = known.get(name);
        if (value != null) {
            return value == Pending.HERE ? cycle(name) : value;
        }
        @Nullable ReadSpec read = rule.read(name);
        @Nullable Compiled let = read == null ? rule.let(name) : null;
        if (read == null && let == null) {
            return null;
        }
        known.put(name, Pending.HERE);
        try {
            value = read != null
                    ? new RelatedRead(this, read).value()
                    : java.util.Objects.requireNonNull(let).evaluate(this);
            known.put(name, value);
            return value;
        } finally {
            known.remove(name, Pending.HERE);
        }
    }

    private static Object cycle(String name) {
        throw new EvaluationException("'" + name + "' needs itself", false);
    }

    /** Marks a value that is being computed. */
    private enum Pending {
        HERE
    }
}
