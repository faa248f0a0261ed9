package dev.driftwarden.check;

import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import java.util.List;

/** One judgement in full, for a person. */
public final class Explanation {
    private final Screen screen;

    public Explanation(Screen screen) {
        this.screen = screen;
    }

    public String of(Judgement judgement) {
        StringBuilder text = new StringBuilder();
        line(text, "rule", judgement.rule().id() + ", " + judgement.rule().title());
        line(text, "resource", judgement.resource().path());
        line(text, "verdict", verdict(judgement));
        line(text, "because", judgement.message());
        judgement.notes().forEach(note -> line(text, "note", note));
        judgement.evidence().forEach(seen -> line(text, "seen", TextReport.shown(seen)));
        appendFix(text, judgement);
        return text.toString();
    }

    private static String verdict(Judgement judgement) {
        if (judgement.verdict() == Verdict.FAIL) {
            return "fail, severity " + judgement.severity();
        }
        boolean later = judgement.verdict() == Verdict.ERROR && judgement.retryable();
        return judgement.verdict() + (later ? " (a later look may help)" : "");
    }

    private void appendFix(StringBuilder text, Judgement judgement) {
        Fix fix = judgement.fix();
        if (fix == null) {
            return;
        }
        line(text, "mode", "at most " + judgement.rule().mode());
        judgement.guards().forEach(guard -> line(text, "guard", "at most " + guard.atMost() + ": " + guard.because()));
        appendOperations(text, "fix", fix.operations());
        line(text, "relies on", String.join(", ", fix.reliesOn()));
        line(text, "may break", fix.breaks().isBlank() ? "nothing known" : fix.breaks());
        if (!fix.reversible()) {
            line(text, "undo", "not possible");
        }
        appendOperations(text, "undo", fix.undo());
        if (!fix.undoNote().isBlank()) {
            line(text, "undo note", fix.undoNote());
        }
    }

    private void appendOperations(StringBuilder text, String label, List<Operation> operations) {
        for (Operation operation : operations) {
            line(text, label, operation.method() + " " + operation.target() + "?api-version=" + operation.apiVersion());
            if (operation.body() != null) {
                line(text, "", operation.body().toString());
            }
        }
    }

    private void line(StringBuilder text, String label, String value) {
        String padded = String.format("%-10s ", label);
        text.append(screen.bold(padded)).append(Screen.plain(value)).append('\n');
    }
}
