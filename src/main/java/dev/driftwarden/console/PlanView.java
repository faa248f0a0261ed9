package dev.driftwarden.console;

import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.site.Shown;
import dev.driftwarden.snippet.Snippets;
import java.util.List;

/**
 * A plan, as somebody sees it who has to decide about it.
 *
 * @param breaks what may stop working
 * @param undo how it is undone, or that it cannot be
 * @param words what is changed, in words; empty where the fields say enough
 * @param evidence what was looked at, and what was seen
 * @param operations exactly what is sent
 * @param bicep the same as a change of code; empty when there is none
 */
public record PlanView(
        String id,
        String hash,
        List<DiffView> diff,
        String breaks,
        boolean reversible,
        String undo,
        List<String> cautions,
        List<String> words,
        List<String> evidence,
        List<String> operations,
        String bicep,
        String terraform) {
    private static final int MOST_FIELDS = 50;

    public PlanView {
        diff = List.copyOf(diff);
        cautions = List.copyOf(cautions);
        evidence = List.copyOf(evidence);
        operations = List.copyOf(operations);
        words = List.copyOf(words);
    }

    static PlanView of(Plan plan) {
        Snippets snippets = Snippets.of(plan);
        return new PlanView(
                plan.id(),
                plan.hash(),
                changes(plan),
                plan.breaks().isBlank() ? "Nothing is known to break." : Shown.text(plan.breaks(), Shown.BLOCK),
                plan.reversible(),
                undo(plan),
                plan.cautions().stream()
                        .map(text -> Shown.text(text, Shown.BLOCK))
                        .toList(),
                plan.words().stream()
                        .limit(MOST_FIELDS)
                        .map(text -> Shown.text(text, Shown.BLOCK))
                        .toList(),
                plan.evidence().stream()
                        .map(text -> Shown.text(text, Shown.BLOCK))
                        .toList(),
                plan.operations().stream().map(PlanView::operation).toList(),
                Shown.text(snippets.bicep(), Shown.BLOCK),
                Shown.text(snippets.terraform(), Shown.BLOCK));
    }

    /** What it changes, field by field. */
    static List<DiffView> changes(Plan plan) {
        return plan.diff().stream().limit(MOST_FIELDS).map(DiffView::of).toList();
    }

    private static String undo(Plan plan) {
        String first = plan.reversible()
                ? "It can be undone here: the state before is kept and put back."
                : "It cannot be undone.";
        return plan.undoNote().isBlank() ? first : first + " " + Shown.text(plan.undoNote(), Shown.BLOCK);
    }

    private static String operation(Operation operation) {
        String body = operation.body() == null ? "" : "\n" + operation.body().toPrettyString();
        return Shown.text(
                operation.method() + " " + operation.target() + "?api-version=" + operation.apiVersion() + body,
                Shown.BLOCK);
    }
}
