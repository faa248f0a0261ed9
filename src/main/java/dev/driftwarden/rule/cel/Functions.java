package dev.driftwarden.rule.cel;

import java.time.Clock;

/** All functions that rules may use besides those of CEL itself; documented in docs/rules.md. */
final class Functions {
    private Functions() {}

    static FunctionTable of(Clock clock) {
        FunctionTable table = new FunctionTable();
        ValueFunctions.addTo(table);
        TextFunctions.addTo(table);
        IdFunctions.addTo(table);
        BodyFunctions.addTo(table);
        TimeFunctions.addTo(table, clock);
        NetworkFunctions.addTo(table);
        DirectoryFunctions.addTo(table);
        return table;
    }
}
