package dev.driftwarden.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.sweep.Reader.Reading;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.world.Inventory;
import dev.driftwarden.world.Unreadable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What bad pages lead to. */
class ReaderTest {
    private static final String A = "00000000-0000-0000-0000-00000000000a";
    private static final String B = "00000000-0000-0000-0000-00000000000b";
    private static final Shard ROWS =
            new Shard("rows-0", Shard.Kind.ROWS, List.of(A, B), List.of("microsoft.cache/redis"), 4);

    private final Map<String, Inventory.Portion> pages = new TreeMap<>();
    private final List<Integer> tops = new ArrayList<>();
    private final Reader reader = new Reader(new Pages(), RuleBook.shipped(Clock.systemUTC(), Map.of()));

    private final class Pages implements Inventory {
        @Override
        public Portion query(Query query, String token) {
            tops.add(query.top());
            return pages.getOrDefault(token, new Portion.Page(List.of(), ""));
        }

        @Override
        public Portion list(ResourceId collection, String apiVersion, String query, String next) {
            return pages.getOrDefault(next, new Portion.Page(List.of(), ""));
        }
    }

    private static JsonNode row(String name) {
        return Samples.json("{\"id\":\"/subscriptions/" + A + "/resourceGroups/rg/providers/Microsoft.Cache/redis/"
                + name + "\",\"kind\":\"\",\"sku\":null,\"properties\":{}}");
    }

    private static Inventory.Portion failed(Unreadable.Kind kind, String code) {
        return new Inventory.Portion.Failed(new Unreadable(kind, code, "no", null));
    }

    /** Everything from the first page to the end. */
    private List<String> all(List<Gap> gaps) {
        List<String> names = new ArrayList<>();
        Cursor cursor = Cursor.START;
        for (int step = 0; cursor != null && step < 50; step++) {
            Reading reading = reader.read(ROWS, cursor);
            if (reading instanceof Reading.Found found) {
                found.rows().forEach(row -> names.add(row.id().name()));
                gaps.addAll(found.gaps());
                cursor = found.next();
            } else {
                cursor = ((Reading.Later) reading).cursor();
            }
        }
        assertThat(cursor).isNull();
        return names;
    }

    @Test
    void aBrokenRowIsNamedAndADuplicateCountsOnce() {
        pages.put("", new Inventory.Portion.Page(List.of(row("a"), Samples.json("[1]"), row("b"), row("B")), "2"));
        pages.put("2", new Inventory.Portion.Page(List.of(row("b"), row("c"), Samples.json("{\"id\":\"../x\"}")), ""));
        List<Gap> gaps = new ArrayList<>();
        assertThat(all(gaps)).containsExactly("a", "b", "c");
        assertThat(gaps).hasSize(2).allMatch(gap -> gap.code().equals("BadRow"));
    }

    @Test
    void leavesOutWhatTheRowDoesNotHave() {
        pages.put("", new Inventory.Portion.Page(List.of(row("a")), ""));
        Reading.Found found = (Reading.Found) reader.read(ROWS, Cursor.START);
        JsonNode body = Objects.requireNonNull(found.rows().get(0).body());
        assertThat(body.has("kind")).isFalse();
        assertThat(body.has("sku")).isFalse();
    }

    @Test
    void anExpiredTokenCostsPagesButNothingIsSeenTwice() {
        pages.put("", new Inventory.Portion.Page(List.of(row("a"), row("b")), "old"));
        pages.put("old", failed(Unreadable.Kind.MALFORMED, "BadRequest"));
        Reading.Found first = (Reading.Found) reader.read(ROWS, Cursor.START);
        Reading.Later again = (Reading.Later) reader.read(ROWS, Objects.requireNonNull(first.next()));
        pages.put("", new Inventory.Portion.Page(List.of(row("a"), row("b")), "new"));
        pages.put("new", new Inventory.Portion.Page(List.of(row("c")), ""));
        Reading.Found repeated = (Reading.Found) reader.read(ROWS, again.cursor());
        assertThat(repeated.rows()).isEmpty();
        Reading.Found rest = (Reading.Found) reader.read(ROWS, Objects.requireNonNull(repeated.next()));
        assertThat(rest.rows()).extracting(row -> row.id().name()).containsExactly("c");
        assertThat(rest.next()).isNull();
    }

    @Test
    void aTokenThatNeverWorksEndsWithAGap() {
        pages.put("", new Inventory.Portion.Page(List.of(row("a")), "bad"));
        pages.put("bad", failed(Unreadable.Kind.MALFORMED, "BadRequest"));
        List<Gap> gaps = new ArrayList<>();
        assertThat(all(gaps)).containsExactly("a");
        assertThat(gaps)
                .extracting(Gap::what)
                .anyMatch(what -> what.contains(A))
                .anyMatch(what -> what.contains(B));
    }

    @Test
    void aRefusedQueryIsSplitUntilOneSubscriptionIsLeft() {
        pages.put("", failed(Unreadable.Kind.FORBIDDEN, "AccessDenied"));
        Reading.Split split = (Reading.Split) reader.read(ROWS, Cursor.START);
        assertThat(split.halves()).extracting(Shard::scopes).containsExactly(List.of(A), List.of(B));
        Reading.Found alone = (Reading.Found) reader.read(split.halves().get(1), Cursor.START);
        assertThat(alone.gaps()).extracting(Gap::what).containsExactly("resources of subscription " + B);
        assertThat(alone.next()).isNull();
    }

    @Test
    void aPageThatIsTooLargeIsAskedForInHalves() {
        pages.put("", failed(Unreadable.Kind.MALFORMED, "OversizedBody"));
        Reading.Later later = (Reading.Later) reader.read(ROWS, Cursor.START);
        reader.read(ROWS, later.cursor());
        assertThat(tops).containsExactly(1_000, 500);
    }

    @Test
    void listsLeaveOutWhatTheirScopeInherits() {
        Shard lists = new Shard(
                "lists-0",
                Shard.Kind.LISTS,
                List.of("/subscriptions/" + A + "/providers/Microsoft.Authorization/roleAssignments"),
                List.of(),
                0);
        String own = "/subscriptions/" + A + "/providers/Microsoft.Authorization/roleAssignments/" + A;
        pages.put(
                "",
                new Inventory.Portion.Page(
                        List.of(
                                Samples.json("{\"id\":\"" + own + "\"}"),
                                Samples.json(
                                        "{\"id\":\"/providers/Microsoft.Authorization/roleAssignments/" + B + "\"}")),
                        ""));
        Reading.Found found = (Reading.Found) reader.read(lists, Cursor.START);
        assertThat(found.rows()).extracting(row -> row.id().path()).containsExactly(own);
    }
}
