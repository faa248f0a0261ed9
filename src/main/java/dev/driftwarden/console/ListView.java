package dev.driftwarden.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that is one list.
 *
 * @param lead what the list is
 * @param empty what it means that there is nothing
 * @param next address of the next page; null at the end
 */
public record ListView(
        String lead,
        String empty,
        List<Entry> entries,
        @Nullable String next) {
    public ListView {
        entries = List.copyOf(entries);
    }
}
