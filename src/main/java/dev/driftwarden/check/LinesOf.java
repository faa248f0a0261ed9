package dev.driftwarden.check;

import dev.driftwarden.report.Line;
import dev.driftwarden.report.LineReport;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.world.recorded.Recorded;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.io.IOException;
import java.io.Writer;

/** Writes a check as lines, in a format that other parts of the program write too. */
public final class LinesOf implements Report {
    private final LineReport format;

    public LinesOf(LineReport format) {
        this.format = format;
    }

    @Override
    public void write(CheckedWorld checked, Writer out) throws IOException {
        format.write(
                checked.judgements().stream()
                        .map(judgement -> line(judgement, checked.world()))
                        .toList(),
                out);
    }

    private static Line line(Judgement judgement, RecordedWorld world) {
        return new Line(
                judgement.rule(),
                judgement.resource(),
                judgement.type(),
                judgement.verdict(),
                judgement.severity(),
                ResultJson.message(judgement),
                judgement.fix() == null
                        ? null
                        : ResultJson.operations(judgement.fix().operations()),
                ResultJson.of(judgement),
                world.find(judgement.resource()).map(Recorded::place).orElse(null),
                /* life= */ null);
    }
}
