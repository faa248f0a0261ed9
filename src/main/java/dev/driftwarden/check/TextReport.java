package dev.driftwarden.check;

import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What failed and what is unknown, resource by resource, for a person; then one line that sums up. */
public final class TextReport implements Report {
    private static final int MAX_VALUE = 160;

    private static final Comparator<Judgement> GRAVEST_FIRST =
            Comparator.comparingInt(TextReport::order).thenComparing(Judgement::severity, Comparator.reverseOrder());

    private final Screen screen;
    private final boolean everything;

    /**
     * @param everything whether to show passed and skipped rules too
     */
    public TextReport(Screen screen, boolean everything) {
        this.screen = screen;
        this.everything = everything;
    }

    @Override
    public void write(CheckedWorld checked, Writer out) throws IOException {
        Map<ResourceId, List<Judgement>> byResource = new LinkedHashMap<>();
        checked.judgements().stream()
                .filter(this::shown)
                .forEach(j -> byResource
                        .computeIfAbsent(j.resource(), id -> new ArrayList<>())
                        .add(j));
        for (Map.Entry<ResourceId, List<Judgement>> entry : byResource.entrySet()) {
            out.write(screen.bold(Screen.plain(entry.getKey().path())) + "\n");
            entry.getValue().sort(GRAVEST_FIRST);
            for (Judgement judgement : entry.getValue()) {
                out.write(describe(judgement));
            }
            out.write("\n");
        }
        Coverage coverage = checked.coverage();
        out.write(coverage == null ? summary(checked.judgements()) : seen(coverage, checked.judgements()));
    }

    private boolean shown(Judgement judgement) {
        return everything || judgement.verdict() == Verdict.FAIL || judgement.verdict() == Verdict.ERROR;
    }

    private static int order(Judgement judgement) {
        return switch (judgement.verdict()) {
            case FAIL -> 0;
            case ERROR -> 1;
            case SKIP -> 2;
            case PASS -> 3;
        };
    }

    private String describe(Judgement judgement) {
        StringBuilder text = new StringBuilder();
        text.append("  ")
                .append(label(judgement))
                .append("  ")
                .append(judgement.rule().id());
        text.append("\n      ")
                .append(Screen.plain(ResultJson.message(judgement)))
                .append('\n');
        judgement
                .evidence()
                .forEach(seen ->
                        text.append("      ").append(screen.faint(shown(seen))).append('\n'));
        if (judgement.fix() != null) {
            appendFix(judgement.fix(), text);
        }
        return text.toString();
    }

    private String label(Judgement judgement) {
        return switch (judgement.verdict()) {
            case FAIL -> screen.red(String.format("FAIL %-8s", judgement.severity()));
            case ERROR -> screen.yellow("UNKNOWN      ");
            case SKIP -> screen.faint("skip         ");
            case PASS -> screen.green("pass         ");
        };
    }

    static String shown(Evidence seen) {
        String value = seen.value().isMissingNode() ? "(missing)" : seen.value().toString();
        return Screen.plain(seen.path()) + " = " + shortened(value);
    }

    private void appendFix(Fix fix, StringBuilder text) {
        fix.operations()
                .forEach(operation ->
                        text.append("      fix: ").append(shown(operation)).append('\n'));
        if (!fix.breaks().isBlank()) {
            text.append("      may break: ").append(Screen.plain(fix.breaks())).append('\n');
        }
        String undo = fix.reversible() ? "yes" : "no";
        text.append("      undo: ")
                .append(fix.undoNote().isBlank() ? undo : undo + ", " + Screen.plain(fix.undoNote()));
        text.append('\n');
    }

    private static String shown(Operation operation) {
        String body =
                operation.body() == null ? "" : " " + shortened(operation.body().toString());
        return operation.method() + " " + Screen.plain(operation.target().path()) + body;
    }

    private static String shortened(String text) {
        String safe = Screen.plain(text);
        return safe.length() > MAX_VALUE ? safe.substring(0, MAX_VALUE) + "…" : safe;
    }

    private String summary(List<Judgement> judgements) {
        if (judgements.isEmpty()) {
            return "Nothing to judge: no rule is about the types of these resources.\n";
        }
        long resources = judgements.stream().map(Judgement::resource).distinct().count();
        return String.format(
                "%s, %s, %d passed, %d skipped; %d resource%s, %d checks.%n",
                screen.red(count(judgements, Verdict.FAIL) + " failed"),
                screen.yellow(count(judgements, Verdict.ERROR) + " unknown"),
                count(judgements, Verdict.PASS),
                count(judgements, Verdict.SKIP),
                resources,
                resources == 1 ? "" : "s",
                judgements.size());
    }

    private String seen(Coverage coverage, List<Judgement> judgements) {
        StringBuilder text = new StringBuilder();
        if (!coverage.gaps().isEmpty()) {
            text.append(screen.bold("Not seen")).append('\n');
            coverage.gaps()
                    .forEach(gap -> text.append("  ")
                            .append(Screen.plain(gap.what() + ": " + gap.code() + ": " + gap.why()))
                            .append('\n'));
            text.append('\n');
        }
        return text.append(String.format(
                        "%s, %s; %d resources seen, %d of them read one by one; %d calls, %d s waited for a turn; %s.%n",
                        screen.red(count(judgements, Verdict.FAIL) + " failed"),
                        screen.yellow(count(judgements, Verdict.ERROR) + " unknown"),
                        coverage.tally().resources(),
                        coverage.tally().looks(),
                        coverage.calls(),
                        coverage.throttled().toSeconds(),
                        coverage.outcome()))
                .toString();
    }

    private static long count(List<Judgement> judgements, Verdict verdict) {
        return judgements.stream().filter(j -> j.verdict() == verdict).count();
    }
}
