package dev.driftwarden.console;

import dev.driftwarden.site.Form;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All sections of the console. A new one is one line here; pages, forms and menu follow from it. */
final class Sections {
    /** The query parameter that names what was just done. It names one of a few sentences, never a text of its own. */
    static final String NOTICE = "done";

    private final Replies replies;
    private final List<Section> all;

    Sections(SiteParts parts) {
        this.replies = new Replies(parts, this::menu, this::notice);
        this.all = Stream.of(
                        new ApprovalPages(parts, replies).section(),
                        new BaselinePages(parts, replies).section(),
                        new AuditPages(parts, replies).section(),
                        new ControlPages(parts, replies).section(),
                        new ExemptionPages(parts, replies).section(),
                        new FindingPages(parts, replies).section(),
                        new OverviewPages(parts, replies).section(),
                        new RejectionPages(parts, replies).section(),
                        new ReportPages(parts, replies).section(),
                        new RulePages(parts, replies).section(),
                        new SweepPages(parts, replies).section(),
                        new SettingsPages(parts, replies).section(),
                        new TicketPages(parts, replies).section())
                .sorted(Comparator.comparingInt(Section::position))
                .toList();
    }

    Replies replies() {
        return replies;
    }

    List<Section> all() {
        return all;
    }

    /** The page at the visit's address; empty when there is none. */
    Optional<WebResponse> show(Visit visit) {
        for (Section section : all) {
            for (Section.PageRoute page : section.pages()) {
                Optional<Map<String, String>> variables = page.path().match(visit.path());
                if (variables.isPresent()) {
                    return Optional.of(page.show().apply(visit.in(section.name(), variables.get())));
                }
            }
        }
        return Optional.empty();
    }

    /** Does what the form asks for; empty when nothing can be done at the visit's address. */
    Optional<WebResponse> act(Visit visit, Form form) {
        for (Section section : all) {
            for (Section.ActionRoute action : section.actions()) {
                Optional<Map<String, String>> variables = action.path().match(visit.path());
                if (variables.isPresent()) {
                    return Optional.of(action.act().apply(visit.in(section.name(), variables.get()), form));
                }
            }
        }
        return Optional.empty();
    }

    private List<MenuEntry> menu(String current) {
        return all.stream()
                .map(one -> new MenuEntry(one.address(), one.title(), one.name().equals(current)))
                .toList();
    }

    private Optional<String> notice(WebRequest request) {
        return request.parameter(NOTICE)
                .flatMap(word -> all.stream()
                        .flatMap(one -> Stream.ofNullable(one.notices().get(word)))
                        .findFirst());
    }
}
