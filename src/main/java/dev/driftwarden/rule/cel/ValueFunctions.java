package dev.driftwarden.rule.cel;

import static dev.driftwarden.rule.cel.FunctionTable.DYN;
import static dev.driftwarden.rule.cel.FunctionTable.TEXT;
import static dev.driftwarden.rule.cel.FunctionTable.TEXTS;
import static dev.driftwarden.rule.cel.FunctionTable.TRUTH;

import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads values out of JSON: a missing key, null and "" are alike, a value of another type is an error that names its path. */
final class ValueFunctions {
    private static final TypeParamType SAME = TypeParamType.create("T");

    private ValueFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("get", SAME, List.of(DYN, TEXT, SAME), a -> get(a, false));
        table.add("get", DYN, List.of(DYN, TEXT), ValueFunctions::required);
        table.add("getIgnoreCase", SAME, List.of(DYN, TEXT, SAME), a -> get(a, true));
        table.add("getEnum", TEXT, List.of(DYN, TEXT, TEXT, TEXTS), ValueFunctions::oneOf);
        table.add("miss", TRUTH, List.of(DYN, TEXT), a -> Json.blank(find(a, false)));
        table.add("numeric", dev.cel.common.types.SimpleType.DOUBLE, List.of(DYN), a -> numeric(a[0]));
    }

    private static @Nullable Object find(Object[] args, boolean anyCase) {
        return Paths.find(args[0], (String) args[1], anyCase);
    }

    private static Object get(Object[] args, boolean anyCase) {
        Object value = find(args, anyCase);
        if (value == null || value == NullValue.NULL_VALUE || value.equals("")) {
            return args[2];
        }
        if (!sameType(value, args[2])) {
            throw EvaluationException.of("'" + Paths.name(args[0], (String) args[1]) + "' is " + Json.kind(value)
                    + ", expected " + Json.kind(args[2]));
        }
        return value instanceof Number number ? numberLike(args, number) : value;
    }

    /** A number in the form of the default, since CEL's operators do not mix int and double. */
    private static Object numberLike(Object[] args, Number value) {
        if (args[2] instanceof Double) {
            return value.doubleValue();
        }
        boolean fraction = value instanceof Double number && !(number == Math.rint(number) && Math.abs(number) < 1e15);
        if (fraction && args[2] instanceof Long) {
            throw EvaluationException.of("'" + Paths.name(args[0], (String) args[1]) + "' is " + Json.text(value)
                    + ", expected a whole number");
        }
        return args[2] instanceof Long ? (Object) value.longValue() : value;
    }

    private static boolean sameType(Object value, Object wanted) {
        if (value.getClass() == wanted.getClass() || wanted instanceof NullValue) {
            return true;
        }
        return Stream.<Class<?>>of(Number.class, List.class, Map.class)
                .anyMatch(type -> type.isInstance(value) && type.isInstance(wanted));
    }

    private static Object required(Object[] args) {
        Object value = find(args, false);
        if (value == null || value == NullValue.NULL_VALUE || value.equals("")) {
            throw EvaluationException.of("'" + Paths.name(args[0], (String) args[1]) + "' is missing");
        }
        return value;
    }

    /** The value in lower case; a text that is neither the default nor one of the known ones is an error. */
    private static Object oneOf(Object[] args) {
        String value = ((String) get(args, false)).toLowerCase(Locale.ROOT);
        if (value.equalsIgnoreCase((String) args[2])) {
            return value;
        }
        for (Object known : (List<?>) args[3]) {
            if (value.equalsIgnoreCase((String) known)) {
                return value;
            }
        }
        throw EvaluationException.of("'" + Paths.name(args[0], (String) args[1]) + "' has the unknown value '"
                + (value.length() > 80 ? value.substring(0, 80) + "…" : value) + "'");
    }

    /** A number that some sources send as a text. */
    private static Object numeric(Object value) {
        try {
            return value instanceof Number number
                    ? number.doubleValue()
                    : Double.parseDouble(Arguments.text(value, "numeric"));
        } catch (NumberFormatException e) {
            throw EvaluationException.of("numeric() was given a text that is no number");
        }
    }
}
