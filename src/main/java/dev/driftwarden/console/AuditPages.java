package dev.driftwarden.console;

import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.site.AuditFilter;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.store.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The audit trail: searched, and where it can be had as a file. */
final class AuditPages {
    private static final int PAGE = 50;
    private static final String EXPORT = "/api/v1/audit/export";

    private final SiteParts parts;
    private final Replies replies;

    AuditPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("audit", "Audit", 57)
                .page("/audit", visit -> replies.page(visit, "audit", "Audit trail", /* live= */ false, view(visit)));
    }

    private AuditView view(Visit visit) {
        Set<String> known = new HashSet<>(AuditFilter.PARAMETERS);
        known.add("cursor");
        Parameters parameters = visit.parameters(known);
        AuditFilter filter = AuditFilter.read(parameters);
        String cursor = parameters.text("cursor");
        Map<String, String> fields = fields(visit);
        Page<Line> page = filter.problems().isEmpty()
                ? parts.audit().newestFirst(filter.search(), cursor.isEmpty() ? null : cursor, PAGE)
                : new Page<>(List.of(), null);
        Map<String, String> older = new TreeMap<>(fields);
        older.put("cursor", page.cursor() == null ? "" : page.cursor());
        return new AuditView(
                shown(fields),
                filter.problems().isEmpty() ? null : String.join(" ", filter.problems()),
                page.items().stream()
                        .map(line -> AuditView.Row.of(line, visit.now()))
                        .toList(),
                export(fields, "jsonl"),
                export(fields, "csv"),
                page.cursor() == null ? null : Urls.with("/console/audit", older));
    }

    private static Map<String, String> fields(Visit visit) {
        Map<String, String> fields = new TreeMap<>();
        AuditFilter.PARAMETERS.forEach(name ->
                fields.put(name, visit.request().parameter(name).orElse("").strip()));
        return fields;
    }

    private static Map<String, String> shown(Map<String, String> fields) {
        Map<String, String> shown = new TreeMap<>();
        fields.forEach((name, value) -> shown.put(name, Shown.text(value, Shown.LINE)));
        return shown;
    }

    private static String export(Map<String, String> fields, String format) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("format", format);
        return Urls.with(EXPORT, all);
    }
}
