package dev.driftwarden.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmarks that are named, or all, and prints a table. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Benchmark> known = new LinkedHashMap<>();
        known.put("receive", new Receiving());
        known.put("look", new Looking());
        known.put("fix", new Fixing());
        known.put("rules", new RulesAlone());
        known.put("cold", new ColdStart());
        known.put("check", new Checking());
        known.put("throughput", new Throughput());
        known.put("pages", new Pages());
        known.put("heap", new LocalHeap());
        known.put("sweep", new SweepScale());
        known.put("zip", new Sizes());
        List<String> chosen = arguments.length == 0 ? List.copyOf(known.keySet()) : List.of(arguments);
        Report report = new Report();
        for (String name : chosen) {
            Benchmark benchmark = known.get(name);
            if (benchmark == null) {
                throw new IllegalArgumentException("no benchmark '" + name + "'; there are " + known.keySet());
            }
            benchmark.run(report);
        }
        System.out.println(Machine.description());
        System.out.println();
        report.print();
        System.exit(0);
    }
}
