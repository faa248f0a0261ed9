package dev.driftwarden.rule.cel;

import static dev.driftwarden.rule.cel.FunctionTable.DYN;
import static dev.driftwarden.rule.cel.FunctionTable.TEXT;
import static dev.driftwarden.rule.cel.FunctionTable.TEXTS;
import static dev.driftwarden.rule.cel.FunctionTable.TRUTH;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Compares and cuts texts; Azure varies the case of nearly all of them. */
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(FunctionTable table) {
        table.add(
                "lower", TEXT, List.of(DYN), a -> Arguments.text(a[0], "lower").toLowerCase(Locale.ROOT));
        table.add(
                "same",
                TRUTH,
                List.of(DYN, DYN),
                a -> Arguments.text(a[0], "same").equalsIgnoreCase(Arguments.text(a[1], "same")));
        table.add("within", TRUTH, List.of(DYN, DYN), TextFunctions::within);
        table.add("csv", TEXTS, List.of(DYN), a -> csv(Arguments.text(a[0], "csv")));
        table.add(
                "uuid",
                TEXT,
                List.of(DYN),
                a -> UUID.nameUUIDFromBytes(Arguments.text(a[0], "uuid").getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    /** Whether a list holds a text, in any case. */
    private static Object within(Object[] args) {
        String wanted = Arguments.text(args[0], "within");
        return Arguments.texts(args[1], "within").stream().anyMatch(wanted::equalsIgnoreCase);
    }

    private static List<String> csv(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
