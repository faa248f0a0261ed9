package dev.driftwarden.rule.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

/** The type of a variable or of a result. */
public final class ValueType {
    public static final ValueType ANY = new ValueType(SimpleType.DYN);
    public static final ValueType TRUTH = new ValueType(SimpleType.BOOL);
    public static final ValueType TEXT = new ValueType(SimpleType.STRING);
    public static final ValueType NUMBER = new ValueType(SimpleType.DOUBLE);
    public static final ValueType MOMENT = new ValueType(SimpleType.TIMESTAMP);
    public static final ValueType LIST = new ValueType(ListType.create(SimpleType.DYN));

    private final CelType type;

    ValueType(CelType type) {
        this.type = type;
    }

    CelType type() {
        return type;
    }

    /** Whether a value of the other type may stand where this one is wanted. */
    public boolean accepts(ValueType other) {
        return type.equals(SimpleType.DYN) || other.type.equals(SimpleType.DYN) || type.kind() == other.type.kind();
    }

    @Override
    public String toString() {
        return switch (type.kind()) {
            case BOOL -> "true or false";
            case STRING -> "a text";
            case INT, DOUBLE, UINT -> "a number";
            case LIST -> "a list";
            case MAP -> "an object";
            case TIMESTAMP -> "a moment";
            case DURATION -> "a length of time";
            default -> type.name();
        };
    }
}
