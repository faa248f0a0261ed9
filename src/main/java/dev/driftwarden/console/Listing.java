package dev.driftwarden.console;

import dev.driftwarden.site.Urls;
import dev.driftwarden.store.Page;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes pages of simple lists, with the address that goes on. */
final class Listing {
    static final int PAGE = 50;

    private Listing() {}

    /** Where the list goes on, as the address says; null for its beginning. */
    static @Nullable String cursor(Visit visit) {
        String cursor = visit.parameters(Set.of("cursor", "state")).text("cursor");
        return cursor.isEmpty() ? null : cursor;
    }

    static <T> ListView of(String lead, String empty, Visit visit, Page<T> page, Function<T, Entry> entry) {
        String next = page.cursor() == null ? null : next(visit, page.cursor());
        return new ListView(lead, empty, page.items().stream().map(entry).toList(), next);
    }

    private static String next(Visit visit, String cursor) {
        Map<String, String> parameters = new TreeMap<>(Map.of("cursor", cursor));
        visit.request().parameter("state").filter("handled"::equals).ifPresent(state -> parameters.put("state", state));
        return Urls.with(visit.request().path(), parameters);
    }
}
