package dev.driftwarden.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.sweep.Looker.Looked;
import dev.driftwarden.sweep.Sieve.Sifted;
import dev.driftwarden.world.BackgroundReads;
import dev.driftwarden.world.Inventory.Portion;
import dev.driftwarden.world.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Gives every resource on a page its due: the page's own word, a look, and a look at its judged children. */
public final class Examiner {
    /** Microsoft Graph takes one request a second of these; side by side they would only wait. */
    private static final String ONE_BY_ONE = "/graph/identity";

    private static final int MOST_PROVEN = 1_000;

    private final Rules rules;
    private final Places places;
    private final BackgroundReads reads;
    private final Looker looker;
    private final ExecutorService threads;
    private final Sieve sieve;
    private final Map<String, Boolean> proven = new ConcurrentHashMap<>();

    public Examiner(Rules rules, BackgroundReads reads, Looker looker, ExecutorService threads) {
        this.rules = rules;
        this.places = new Places(rules);
        this.reads = reads;
        this.looker = looker;
        this.threads = threads;
        this.sieve = new Sieve(rules);
    }

    /** What came of some resources. */
    public record Examined(Tally tally, List<Gap> gaps) {
        public static final Examined NOTHING = new Examined(Tally.NONE, List.of());

        public Examined {
            gaps = List.copyOf(gaps);
        }

        public Examined and(Examined more) {
            List<Gap> both = new ArrayList<>(gaps);
            both.addAll(more.gaps);
            return new Examined(tally.plus(more.tally), both);
        }

        static Examined of(Looked looked) {
            return new Examined(looked.tally().withGaps(looked.gaps().size()), looked.gaps());
        }
    }

    /** Looks at what needs it, several at a time. */
    public Examined examine(List<Row> rows) {
        Sifted sifted = sieve.sift(rows);
        List<Callable<Examined>> work = new ArrayList<>();
        sifted.looks().forEach(row -> work.add(() -> look(row.id())));
        sifted.alike().forEach((common, group) -> alike(common, group, work));
        rows.forEach(row -> places.children(row.id().type())
                .forEach(children -> work.add(() -> children(row.id().resolve(children)))));
        boolean slowly = rows.stream().anyMatch(row -> row.id().key().startsWith(ONE_BY_ONE));
        return slowly ? oneByOne(work) : together(work);
    }

    private Examined look(ResourceId id) {
        return Examined.of(looker.look(id, reads.world()));
    }

    private void alike(String common, List<Row> group, List<Callable<Examined>> work) {
        Boolean believed = proven.get(common);
        if (believed == null) {
            work.add(() -> first(common, group));
        } else if (!believed) {
            group.forEach(row -> work.add(() -> look(row.id())));
        }
    }

    /** When the first of a group is not as its page shows it, the page cannot be believed for the others either. */
    private Examined first(String common, List<Row> group) {
        Looked first = looker.look(group.get(0).id(), reads.world());
        if (proven.size() < MOST_PROVEN) {
            proven.put(common, first.clean());
        }
        Examined sum = Examined.of(first);
        for (int i = 1; !first.clean() && i < group.size(); i++) {
            sum = sum.and(look(group.get(i).id()));
        }
        return sum;
    }

    private Examined children(ResourceId collection) {
        Examined sum = Examined.NOTHING;
        String apiVersion = rules.of(childType(collection)).stream()
                .findFirst()
                .map(RuleInfo::apiVersion)
                .orElse("v1.0");
        String next = "";
        do {
            Portion portion = reads.inventory().list(collection, apiVersion, "", next);
            if (portion instanceof Portion.Failed failed) {
                return sum.and(gap(collection.path(), failed.why()));
            }
            Portion.Page page = (Portion.Page) portion;
            sum = sum.and(children(page, collection));
            next = page.next();
        } while (!next.isEmpty());
        return sum;
    }

    private static ResourceType childType(ResourceId collection) {
        return collection.isGraph()
                ? collection.type()
                : ResourceId.parse(collection.path() + "/x").type();
    }

    private Examined children(Portion.Page page, ResourceId collection) {
        List<Row> rows = new ArrayList<>();
        Examined sum = Examined.NOTHING;
        for (JsonNode member : page.rows()) {
            ResourceId id = ResourceId.tryParse(member.path("id").asText("")).orElse(null);
            if (id == null) {
                sum = sum.and(new Examined(
                        Tally.NONE.withGaps(1),
                        List.of(new Gap("a member of " + collection, "BadRow", "It is no object with a usable id."))));
            } else {
                rows.add(new Row(id, member, /* exact= */ true));
            }
        }
        sum = sum.and(new Examined(Tally.PAGE.plus(Tally.found(rows.size())), List.of()));
        for (Row row : sieve.sift(rows).looks()) {
            sum = sum.and(look(row.id()));
        }
        return sum;
    }

    private static Examined gap(String what, Unreadable why) {
        return new Examined(Tally.NONE.withGaps(1), List.of(Gap.of(what, why)));
    }

    private static Examined oneByOne(List<Callable<Examined>> work) {
        Examined sum = Examined.NOTHING;
        for (Callable<Examined> one : work) {
            try {
                sum = sum.and(one.call());
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return sum;
    }

    private Examined together(List<Callable<Examined>> work) {
        List<Future<Examined>> running = work.stream().map(threads::submit).toList();
        Examined sum = Examined.NOTHING;
        try {
            for (Future<Examined> one : running) {
                sum = sum.and(one.get());
            }
            return sum;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped while looking");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } finally {
            running.forEach(one -> one.cancel(true));
        }
    }
}
