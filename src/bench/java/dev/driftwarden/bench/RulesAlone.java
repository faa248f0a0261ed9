package dev.driftwarden.bench;

import dev.driftwarden.rule.book.LoadResult;
import dev.driftwarden.rule.book.RuleBook;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Evaluating rules, measured by JMH, and compiling all of them in a warm process. */
final class RulesAlone implements Benchmark {
    private static final int COMPILATIONS = 30;

    @Override
    public void run(Report report) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(RuleEvaluation.class.getSimpleName())
                        .verbosity(org.openjdk.jmh.runner.options.VerboseMode.SILENT)
                        .build())
                .run();
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double score = result.getPrimaryResult().getScore();
            report.add("judge, one thread, " + name, rate(score), bar(name));
        }
        compileAll(report);
    }

    private static String rate(double score) {
        return Numbers.count(score) + "/s (" + Numbers.count(1e9 / score) + " ns)";
    }

    private static String bar(String name) {
        if (name.startsWith("storage") && name.endsWith("Passing")) {
            return "200,000/s";
        }
        return name.startsWith("networkGroup") ? "1,000/s" : "";
    }

    private static void compileAll(Report report) {
        List<Long> times = new ArrayList<>();
        int rules = 0;
        for (int i = 0; i < COMPILATIONS; i++) {
            long start = System.nanoTime();
            LoadResult loaded = RuleBook.load(RuleBook.shippedSources(), Clock.systemUTC(), Map.of());
            times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            if (!(loaded instanceof LoadResult.Loaded whole)) {
                throw new IllegalStateException(((LoadResult.Refused) loaded).render());
            }
            rules = whole.book().all().size();
        }
        List<Long> warm = times.subList(COMPILATIONS / 2, COMPILATIONS);
        report.add("read and compile all " + rules + " rules, warm", Numbers.spread(warm) + " ms", "300 ms");
    }
}
