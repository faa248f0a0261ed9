package dev.driftwarden.practice;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls by method and path; the practice server's own paths are not counted. */
public final class Calls {
    private static final int MOST_PATHS = 50_000;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();

    void count(Request request) {
        total.increment();
        String key = request.method() + " " + request.path();
        if (counts.size() < MOST_PATHS || counts.containsKey(key)) {
            counts.computeIfAbsent(key, unused -> new LongAdder()).increment();
        }
    }

    /** All calls since the start or the last reset. */
    public long total() {
        return total.sum();
    }

    /** The calls whose method and path match; the path is a pattern as in {@link Fault}. */
    public long of(String method, String path) {
        Glob wanted = Glob.paths(path);
        return counts.entrySet().stream()
                .filter(entry -> {
                    int blank = entry.getKey().indexOf(' ');
                    boolean sameMethod = method.equals("*")
                            || method.equalsIgnoreCase(entry.getKey().substring(0, blank));
                    return sameMethod && wanted.matches(entry.getKey().substring(blank + 1));
                })
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** Counts by {@code "METHOD path"}; at most 50,000 different ones are kept apart. */
    public Map<String, Long> byCall() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((call, count) -> all.put(call, count.sum()));
        return all;
    }

    /** Starts counting anew. */
    public void reset() {
        counts.clear();
        total.reset();
    }
}
