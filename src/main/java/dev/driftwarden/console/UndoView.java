package dev.driftwarden.console;

import dev.driftwarden.engine.UndoPreview;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.site.Shown;
import java.util.List;

/**
 * What an undo would do now, and the form for it.
 *
 * @param place as in {@link FindingRow}
 * @param text what is so, one sentence
 * @param offered whether to offer it: it is possible and the reader may do it
 * @param needsForce whether it would write over what was changed since the fix
 * @param diff the live state now and the state before the fix
 * @param changed the fields that were changed since the fix
 * @param note what cannot be restored; empty when everything can
 */
public record UndoView(
        String id,
        String title,
        String resource,
        String place,
        String text,
        boolean offered,
        boolean needsForce,
        List<DiffView> diff,
        List<String> changed,
        String note) {
    public UndoView {
        diff = List.copyOf(diff);
        changed = List.copyOf(changed);
    }

    static UndoView of(Finding finding, UndoPreview preview, boolean mayUndo) {
        return new UndoView(
                finding.id().value(),
                Shown.text(finding.title(), Shown.LINE),
                Shown.text(finding.resource().name(), Shown.LINE),
                FindingRow.place(finding.resource()),
                Shown.text(preview.text(), Shown.BLOCK),
                preview.possible() && mayUndo,
                preview.needsForce(),
                preview.diff().stream().map(DiffView::of).toList(),
                preview.changed().stream().map(UndoView::field).toList(),
                Shown.text(preview.note(), Shown.BLOCK));
    }

    private static String field(FieldDiff field) {
        return Shown.text(field.target().name() + " " + field.path(), Shown.LINE);
    }
}
