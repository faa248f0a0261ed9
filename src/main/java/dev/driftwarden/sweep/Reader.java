package dev.driftwarden.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.world.BackgroundReads;
import dev.driftwarden.world.Inventory;
import dev.driftwarden.world.Inventory.Portion;
import dev.driftwarden.world.Inventory.Query;
import dev.driftwarden.world.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a part of a sweep has at a cursor, and says how to go on when it cannot. */
public final class Reader {
    private static final int MOST_TRIES = 6;
    private static final Duration UNSAID_WAIT = Duration.ofSeconds(5);
    private static final Set<String> TOO_LARGE = Set.of("oversizedbody", "responsepayloadtoolarge");

    /** Built-in roles and the like are listed with every scope. */
    private static final String AT_SCOPE = "%24filter=atScope%28%29";

    private final Inventory inventory;
    private final Rules rules;

    public Reader(Inventory inventory, Rules rules) {
        this.inventory = inventory;
        this.rules = rules;
    }

    /** What reading came to. */
    public sealed interface Reading {

        /**
         * Some resources, perhaps none.
         *
         * @param here where their page begins
         * @param next where to go on; null at the end of the part
         */
        record Found(
                List<Row> rows,
                List<Gap> gaps,
                Cursor here,
                @Nullable Cursor next) implements Reading {
            public Found {
                rows = List.copyOf(rows);
                gaps = List.copyOf(gaps);
            }
        }

        /** Nothing yet: go on there after a while. */
        record Later(Cursor cursor, Duration pause) implements Reading {}

        /** Together they are refused; each half may be readable. */
        record Split(List<Shard> halves) implements Reading {
            public Split {
                halves = List.copyOf(halves);
            }
        }

        /** No more calls may be made. */
        record Spent() implements Reading {}
    }

    /** Not for {@link Shard.Kind#OPEN_FINDINGS}, which are not read from Azure. */
    public Reading read(Shard shard, Cursor cursor) {
        return switch (shard.kind()) {
            case ROWS -> rows(shard, cursor);
            case LISTS -> list(shard, cursor);
            case OBJECTS -> objects(shard, cursor);
            case OPEN_FINDINGS -> throw new IllegalArgumentException("open findings are not read from Azure");
        };
    }

    /** The cursor of a page when its first rows are done with. */
    public static Cursor behind(Shard shard, Cursor page, List<Row> rows) {
        return shard.kind() == Shard.Kind.ROWS
                ? page.behind(rows.get(rows.size() - 1).id().key())
                : page.behind(rows.size());
    }

    private Reading objects(Shard shard, Cursor cursor) {
        List<Row> rows = shard.scopes().stream()
                .skip(cursor.done())
                .map(id -> new Row(ResourceId.parse(id), null, /* exact= */ false))
                .toList();
        return new Reading.Found(rows, List.of(), cursor, null);
    }

    static String quoted(List<String> types) {
        return types.stream()
                .map(type -> "'" + type.replaceAll("[^\\w./-]", "") + "'")
                .collect(Collectors.joining(","));
    }

    private Reading rows(Shard shard, Cursor cursor) {
        String text = "resources | where type in~ (" + quoted(shard.types())
                + ") | project id,name,type,kind,location,managedBy,sku,plan,properties,tags,identity,zones,extendedLocation"
                + " | order by tolower(id) asc";
        Portion portion = inventory.query(new Query(text, shard.scopes(), List.of(), cursor.top()), cursor.token());
        return portion instanceof Portion.Failed failed
                ? notRead(shard, cursor, failed.why())
                : page((Portion.Page) portion, cursor);
    }

    private static Reading page(Portion.Page page, Cursor cursor) {
        List<Row> rows = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        String last = cursor.last();
        for (JsonNode row : page.rows()) {
            Optional<ResourceId> id = id(row);
            if (id.isEmpty()) {
                gaps.add(brokenRow(row));
            } else if (id.get().key().compareTo(last) > 0) {
                // Sorted by this key: what is not behind the last one came before.
                last = id.get().key();
                rows.add(new Row(id.get(), body((ObjectNode) row), /* exact= */ false));
            }
        }
        Cursor next = page.next().isEmpty() ? null : cursor.behind(last).page(page.next(), !rows.isEmpty());
        return new Reading.Found(rows, gaps, cursor, next);
    }

    private static Optional<ResourceId> id(JsonNode row) {
        return row.isObject() ? ResourceId.tryParse(row.path("id").asText("")) : Optional.empty();
    }

    private static Gap brokenRow(JsonNode row) {
        String shown = row.toString();
        return new Gap(
                "a row: " + (shown.length() > 120 ? shown.substring(0, 120) + "…" : shown),
                "BadRow",
                "It is no object with a usable id.");
    }

    /** Resource Graph shows every column of every row; ARM leaves out what a resource does not have. */
    private static ObjectNode body(ObjectNode row) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        row.properties().forEach(field -> {
            boolean empty = field.getValue().isNull()
                    || (field.getValue().isTextual()
                            && field.getValue().asText().isEmpty());
            if (!empty) {
                body.set(field.getKey(), field.getValue());
            }
        });
        return body;
    }

    private Reading list(Shard shard, Cursor cursor) {
        ResourceId collection = ResourceId.parse(shard.scopes().get(cursor.step()));
        Portion portion = inventory.list(collection, apiVersion(collection), query(collection), cursor.token());
        if (portion instanceof Portion.Failed failed) {
            return failed.why().code().equals(Inventory.NO_LIST)
                    ? single(shard, cursor, collection)
                    : notRead(shard, cursor, failed.why());
        }
        Portion.Page page = (Portion.Page) portion;
        List<Row> rows = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        for (JsonNode member : page.rows()) {
            Optional<ResourceId> id = id(member);
            if (id.isEmpty()) {
                gaps.add(brokenRow(member));
            } else if (belongs(id.get(), collection)) {
                rows.add(new Row(id.get(), member, /* exact= */ true));
            }
        }
        Cursor next = page.next().isEmpty() ? stepBehind(shard, cursor) : cursor.page(page.next(), !rows.isEmpty());
        return new Reading.Found(rows.subList(Math.min(cursor.done(), rows.size()), rows.size()), gaps, cursor, next);
    }

    /** The path names one object, such as a policy of the directory. */
    private static Reading single(Shard shard, Cursor cursor, ResourceId id) {
        return new Reading.Found(
                List.of(new Row(id, null, /* exact= */ false)), List.of(), cursor, stepBehind(shard, cursor));
    }

    private static @Nullable Cursor stepBehind(Shard shard, Cursor cursor) {
        return cursor.step() + 1 < shard.scopes().size() ? cursor.nextStep() : null;
    }

    /** Lists of a scope show what it inherits, too; that is gone through where it belongs. */
    private static boolean belongs(ResourceId member, ResourceId collection) {
        if (collection.isGraph()) {
            return true;
        }
        ResourceId scope = ResourceId.parse(collection.path() + "/x").parent().orElse(collection);
        return scope.subscriptionId().isPresent()
                ? member.isWithin(scope)
                : member.parent().filter(scope::equals).isPresent();
    }

    private String apiVersion(ResourceId collection) {
        ResourceId member = collection.isGraph() ? collection : ResourceId.parse(collection.path() + "/x");
        return rules.of(member.type()).stream()
                .findFirst()
                .map(rule -> rule.apiVersion())
                .orElse("v1.0");
    }

    private static String query(ResourceId collection) {
        boolean above = collection.subscriptionId().isEmpty();
        return above && collection.key().endsWith("/roleassignments") ? AT_SCOPE : "";
    }

    private static Reading notRead(Shard shard, Cursor cursor, Unreadable why) {
        if (why.code().equals(BackgroundReads.ALLOWANCE_SPENT)) {
            return new Reading.Spent();
        }
        boolean rows = shard.kind() == Shard.Kind.ROWS;
        if (rows && TOO_LARGE.contains(why.code().toLowerCase(Locale.ROOT)) && cursor.top() > 1) {
            return new Reading.Later(cursor.smallerPages(), Duration.ZERO);
        }
        if (cursor.tries() < MOST_TRIES && why.worthRetrying()) {
            Duration wait =
                    why.retryAfter() == null ? UNSAID_WAIT.multipliedBy(1L << cursor.tries()) : why.retryAfter();
            return new Reading.Later(cursor.again(), wait);
        }
        boolean expired = rows && !cursor.token().isEmpty() && why.kind() == Unreadable.Kind.MALFORMED;
        if (expired && cursor.tries() < MOST_TRIES) {
            return new Reading.Later(cursor.fromTheFirstPage(), Duration.ZERO);
        }
        if (rows && shard.scopes().size() > 1 && cursor.token().isEmpty() && !why.worthRetrying()) {
            return new Reading.Split(shard.halves());
        }
        return given(shard, cursor, why);
    }

    private static Reading given(Shard shard, Cursor cursor, Unreadable why) {
        if (shard.kind() == Shard.Kind.LISTS) {
            Gap gap = Gap.of(shard.scopes().get(cursor.step()), why);
            return new Reading.Found(List.of(), List.of(gap), cursor, stepBehind(shard, cursor));
        }
        List<Gap> gaps = shard.scopes().stream()
                .map(id -> Gap.of("resources of subscription " + id, why))
                .toList();
        return new Reading.Found(List.of(), gaps, cursor, null);
    }
}
