package dev.driftwarden.rule.load;

import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.load.GuardSpec.Metric;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the reasons to be careful with a fix. */
final class GuardReader {
    private GuardReader() {}

    static List<GuardSpec> read(Field field) {
        return field.items().stream()
                .flatMap(item -> guard(item.fields()).stream())
                .toList();
    }

    private static Optional<GuardSpec> guard(Fields fields) {
        @Nullable Metric metric = metric(fields);
        Optional<Expression> when = Texts.expression(fields.required("when"));
        Optional<Template> because = Texts.template(fields.required("because"));
        Field then = fields.required("then");
        Mode mode = then.oneOf(Mode.class).orElse(Mode.APPROVE);
        if (mode == Mode.AUTO) {
            then.report("a guard can only allow less than auto");
        }
        @Nullable
        Template otherwise = Texts.template(fields.optional("otherwise")).orElse(null);
        fields.end();
        return when.flatMap(w -> because.map(b -> new GuardSpec(metric, new Condition(w, b), mode, otherwise)));
    }

    private static @Nullable Metric metric(Fields fields) {
        Optional<String> name = fields.optional("metric").text();
        String on = fields.optional("on").text().orElse("");
        String filter = fields.optional("filter").text().orElse("");
        String aggregation = fields.optional("aggregation").text().orElse("Total");
        Duration window = fields.optional("window").duration().orElse(Duration.ofDays(30));
        return name.map(text -> new Metric(text, on, filter, aggregation, window))
                .orElse(null);
    }
}
